import { z } from 'zod';
import { dataTypes } from './flow.ts';
import { busyPart, durationPart, stepsPart, textPart, wayPart } from './steps/parts.ts';
import { choicesPart } from './steps/options.ts';
import { replacesPart } from './replaces.ts';
import { silencePart } from './steps/silence.ts';

const dataName = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9_]{0,39}$/,
    'a name begins with a small letter and has letters, digits and _',
  );

/** A language, as files name it. */
export const localeName = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,4})?$/, 'a language looks like en, es or es-419');

const typePart = z.enum(dataTypes);

/** Names of data, each with its type. */
export const dataPart = z.record(dataName, typePart);

/** Names of data, each with its type, or with its scope too. */
const scopedDataPart = z.record(
  dataName,
  z.union([
    typePart,
    z.strictObject({
      type: typePart.describe('What it holds.'),
      scope: z
        .enum(['flow', 'member'])
        .optional()
        .describe(
          'member: every flow that declares it knows it; flow, if left out: this one alone.',
        ),
      keep: durationPart
        .optional()
        .describe('How long it is kept after it was last changed, such as 90d; scope member only.'),
      'seen-by': z
        .enum(['member'])
        .optional()
        .describe('Who can see it: the member alone, as if left out.'),
    }),
  ]),
);

/** A whole flow file but for its steps, which are read by their own types. */
export const flowFile = z
  .strictObject({
    title: z.string().min(1).max(80).describe('What members see in the menu.'),
    about: z.string().min(1).max(200).describe('One sentence for the menu.'),
    kind: z
      .enum(['check-in', 'lesson', 'exercise', 'quiz', 'system'])
      .describe('What it is; system flows alone may use `act`.'),
    locale: localeName.describe('The language this file is written in.'),
    topics: z.array(z.string()).max(20).optional().describe('What it is about, in free words.'),
    intensity: z
      .union([z.literal(0), z.literal(1), z.literal(2)])
      .optional()
      .describe('0 everyday, 1 personal, 2 painful memories; 0 if left out.'),
    expires: durationPart.optional().describe('An unanswered flow ends after this long.'),
    start: z
      .strictObject({
        busy: busyPart.describe('What a plan does when it finds the member busy.'),
      })
      .optional()
      .describe('How a plan starts it.'),
    audience: z.string().optional().describe('Whom it is for, in free words.'),
    sources: z
      .array(
        z.strictObject({
          claim: z.string().min(1).describe('What the flow says.'),
          source: z.string().min(1).describe('Where that is shown.'),
          strength: z
            .enum(['established', 'mixed', 'contested'])
            .describe('How sure the field is of it.'),
        }),
      )
      .optional()
      .describe('What each claim of a lesson rests on.'),
    reviewed: z
      .strictObject({
        by: z.string().describe('A role or a team.'),
        on: z.string().describe('The day, as 2026-11-24.'),
      })
      .optional()
      .describe('Who read it with the eyes of a clinician, and when.'),
    replaces: replacesPart
      .optional()
      .describe(
        'How whoever is in an older edition goes on in this one, once an operator runs `mooring migrate`; left out, they finish what they began.',
      ),
    data: scopedDataPart
      .optional()
      .describe('Everything this flow keeps in mind, each with its type.'),
    choices: choicesPart
      .optional()
      .describe('Answers that several questions share, by name: `options: that-name`.'),
    inputs: z
      .array(z.string())
      .optional()
      .describe('Names of `data` that another flow may hand in.'),
    outputs: z
      .array(z.string())
      .optional()
      .describe('Names of `data` that the flow that ran this one may take.'),
    steps: stepsPart.describe('The script, from top to bottom.'),
    on: z
      .strictObject({
        word: z
          .array(
            z.strictObject({
              say: z
                .array(z.string().min(1))
                .min(1)
                .describe('What the member may say, as a whole message.'),
              ...wayPart,
            }),
          )
          .max(100)
          .optional()
          .describe('Words of this flow, heard when the open question did not understand them.'),
        expiry: z.strictObject(wayPart).optional().describe('Where it goes on when it expires.'),
        undeliverable: z
          .strictObject(wayPart)
          .optional()
          .describe('Where it goes on when a message cannot reach the member.'),
        invalid: z
          .strictObject({
            reprompts: textPart
              .optional()
              .describe('Said instead of a question after something not understood.'),
            attempts: z
              .int()
              .min(1)
              .max(9)
              .optional()
              .describe('Misunderstandings after which it goes on.'),
            ...wayPart,
          })
          .optional()
          .describe('For questions that say nothing of their own about misunderstandings.'),
        silence: silencePart.optional(),
        error: z
          .strictObject(wayPart)
          .optional()
          .describe('Where it goes on when a flow it runs or becomes cannot be played.'),
        back: z
          .strictObject(wayPart)
          .optional()
          .describe('Where it goes on when the member goes back at the very first question.'),
      })
      .optional()
      .describe('What the whole flow listens for.'),
    tests: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe('What the conversation shows, in a few words.'),
          locale: localeName.optional().describe('The language it is held in.'),
          talk: z
            .string()
            .min(1)
            .describe('The conversation: `>` the member, `<` what has to be said, `+ 2h` time.'),
        }),
      )
      .optional()
      .describe('Conversations that must come out as written.'),
  })
  .describe('A Mooring flow: a script that is played with one person.');

export type FlowFile = z.infer<typeof flowFile>;
