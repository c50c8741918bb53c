import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { Target } from '../flow.ts';
import { askInputs, type AskStep } from '../ask-step.ts';
import { optionComplaints, optionsOf, optionsPart, rawOptions } from './options.ts';
import { expressionPart, idPart, pickPart, textPart, tidy, toText, wayPart } from './parts.ts';
import { otherwiseOf, otherwisePart } from './otherwise.ts';
import { silenceOf, silencePart } from './silence.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const attemptsPart = z.int().min(1).max(9);

/** Asks a question and waits for its answer. */
export const ask = z
  .strictObject({
    id: idPart.optional(),
    ask: textPart.describe('The question: a text, or a list of wordings taken in turn.'),
    pick: pickPart.optional(),
    input: z.enum(askInputs).optional().describe('choice if there are options, else text.'),
    save: z.string().optional().describe('The data the answer is kept in.'),
    options: optionsPart.optional().describe('The answers it offers.'),
    from: z.int().min(-1000).max(1000).optional().describe('The lowest number of a scale.'),
    to: z.int().min(-1000).max(1000).optional().describe('The highest number of a scale.'),
    min: z.number().optional().describe('The smallest number that is taken.'),
    max: z.number().optional().describe('The largest number that is taken.'),
    low: z.string().max(100).optional().describe('What the low end of a scale means.'),
    high: z.string().max(100).optional().describe('What the high end of a scale means.'),
    whole: z.boolean().optional().describe('true: whole numbers only.'),
    most: z.int().min(1).max(25).optional().describe('How many answers of `many` at most.'),
    longest: z
      .int()
      .min(1)
      .max(4000)
      .optional()
      .describe('How many characters a text may have; 1000 if left out.'),
    reprompts: textPart
      .optional()
      .describe('Said instead of the question after something not understood.'),
    why: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('Said to “why do you ask?”: what the answer is for. A general word if left out.'),
    attempts: attemptsPart
      .optional()
      .describe('Misunderstandings after which `default` is taken and the flow goes on.'),
    invalid: z
      .strictObject({
        after: attemptsPart.describe('Misunderstandings after which it goes on there.'),
        ...wayPart,
      })
      .optional()
      .describe('Where misunderstandings lead; instead of `attempts`.'),
    default: z
      .union([scalar, z.array(z.string())])
      .optional()
      .describe('The answer that is taken after `attempts`; none if left out.'),
    skip: z
      .boolean()
      .optional()
      .describe('false: the question cannot be skipped; it can if left out.'),
    'ask-if': expressionPart
      .optional()
      .describe('When the question is asked; otherwise it is passed over.'),
    private: z.boolean().optional().describe('true: no preview, and never echoed.'),
    check: z
      .array(
        z.strictObject({
          that: expressionPart.describe('What must hold of the answer.'),
          message: z.string().min(1).max(500).describe('What is said when it does not hold.'),
        }),
      )
      .optional()
      .describe('Conditions an answer must meet once it is understood.'),
    silence: silencePart.optional(),
    otherwise: otherwisePart.optional(),
  })
  .describe('Asks a question and waits for its answer.');

type Raw = z.infer<typeof ask>;

/** The step its keys make. */
export function draftAsk(raw: Raw, drafting: Drafting): AskStep {
  const options = rawOptions(raw.options, drafting);
  const input = raw.input ?? (options === null ? 'text' : 'choice');
  optionComplaints(options, input, drafting);
  shapeComplaints(raw, input, drafting);
  return {
    type: 'ask',
    id: drafting.id,
    text: toText(raw.ask),
    pick: raw.pick ?? 'least-recent',
    input,
    save: raw.save ?? null,
    options: optionsOf(options, drafting),
    list: options?.list ?? null,
    ...(options?.choices == null ? {} : { choices: options.choices }),
    from: raw.from ?? raw.min ?? null,
    to: raw.to ?? raw.max ?? null,
    low: raw.low ?? null,
    high: raw.high ?? null,
    whole: raw.whole ?? input === 'scale',
    most: raw.most ?? null,
    longest: raw.longest ?? 1000,
    reprompts: raw.reprompts === undefined ? [] : toText(raw.reprompts),
    why: raw.why === undefined ? null : tidy(raw.why),
    attempts: raw.invalid?.after ?? raw.attempts ?? null,
    default: raw.default ?? null,
    lost: lostOf(raw, drafting),
    ofFlow: { reprompts: false, attempts: false, silence: false },
    skip: raw.skip ?? true,
    askIf: raw['ask-if'] ?? null,
    private: raw.private ?? false,
    checks: raw.check ?? [],
    silence:
      raw.silence === undefined
        ? null
        : silenceOf(raw.silence, [...drafting.path, 'silence'], drafting),
    otherwise: raw.otherwise === undefined ? null : otherwiseOf(raw.otherwise, input, drafting),
    next: drafting.next,
  };
}

function lostOf({ invalid, attempts }: Raw, drafting: Drafting): Target | null {
  const { complaints, path, next } = drafting;
  if (invalid === undefined) return null;
  const at = [...path, 'invalid'];
  const target = drafting.way(invalid, at, next);
  if (attempts !== undefined || target === null)
    complaints.say(
      'odd-invalid',
      at,
      attempts === undefined
        ? 'nothing says where misunderstandings lead'
        : '`attempts` and `invalid` both say when misunderstandings are enough',
      attempts === undefined
        ? 'add `goto`, `do` or `end`; or write `attempts`, to go on as after an answer'
        : 'keep one of the two',
      true,
    );
  return target;
}

function shapeComplaints(raw: Raw, input: AskStep['input'], drafting: Drafting): void {
  const { complaints, path } = drafting;
  if (input === 'scale' && (raw.from === undefined || raw.to === undefined)) {
    complaints.say(
      'no-bounds',
      path,
      'a scale needs `from` and `to`',
      'add `from: 0` and `to: 10`',
    );
  }
  const from = raw.from ?? raw.min;
  const to = raw.to ?? raw.max;
  if (from !== undefined && to !== undefined && from >= to) {
    complaints.say(
      'no-bounds',
      [...path, raw.to === undefined ? 'max' : 'to'],
      `the end ${to} is not above the start ${from}`,
      'swap them',
    );
  }
}
