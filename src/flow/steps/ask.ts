import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { Target } from '../flow.ts';
import { askInputs, type AskStep, type Option } from '../ask-step.ts';
import { expressionPart, idPart, pickPart, textPart, tidy, toText, wayPart } from './parts.ts';
import { otherwiseOf, otherwisePart } from './otherwise.ts';
import { silenceOf, silencePart } from './silence.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const label = z.string().min(1).max(80).describe('What the member sees, 80 characters at most.');

const option = z.strictObject({
  label,
  value: scalar
    .optional()
    .describe('What is saved; the same in every language. The label if left out.'),
  match: z.array(scalar).max(100).optional().describe('Other words that mean this option.'),
  score: z.number().optional().describe('What this answer counts.'),
  'show-if': expressionPart.optional().describe('When this option is offered; always if left out.'),
  ...wayPart,
});

const attemptsPart = z.int().min(1).max(9);

/** Asks a question and waits for its answer. */
export const ask = z
  .strictObject({
    id: idPart.optional(),
    ask: textPart.describe('The question: a text, or a list of wordings taken in turn.'),
    pick: pickPart.optional(),
    input: z.enum(askInputs).optional().describe('choice if there are options, else text.'),
    save: z.string().optional().describe('The data the answer is kept in.'),
    options: z
      .array(z.union([label, option]))
      .min(1)
      .max(25)
      .optional()
      .describe('The answers it offers.'),
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

type Raw = Omit<z.infer<typeof ask>, 'options'> & {
  options?: z.infer<typeof option>[] | undefined;
};

/** The step its keys make. */
export function draftAsk(written: z.infer<typeof ask>, drafting: Drafting): AskStep {
  const options = written.options?.map((one) => (typeof one === 'string' ? { label: one } : one));
  const raw: Raw = { ...written, options };
  const input = raw.input ?? (raw.options === undefined ? 'text' : 'choice');
  shapeComplaints(raw, input, drafting);
  return {
    type: 'ask',
    id: drafting.id,
    text: toText(raw.ask),
    pick: raw.pick ?? 'least-recent',
    input,
    save: raw.save ?? null,
    options: optionsOf(raw, drafting),
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

function optionsOf(raw: Raw, drafting: Drafting): readonly Option[] {
  return (raw.options ?? []).map((item, index) => ({
    value: String(item.value ?? item.label),
    label: item.label,
    match: (item.match ?? []).map(String),
    score: item.score ?? null,
    showIf: item['show-if'] ?? null,
    target: drafting.way(item, [...drafting.path, 'options', index], drafting.next),
  }));
}

function shapeComplaints(raw: Raw, input: AskStep['input'], drafting: Drafting): void {
  const { complaints, path } = drafting;
  const wantsOptions = input === 'choice' || input === 'many';
  if (wantsOptions && raw.options === undefined) {
    complaints.say(
      'no-options',
      path,
      `a question with \`input: ${input}\` has no options`,
      'list its answers under `options:`',
    );
  }
  if (!wantsOptions && input !== 'confirm' && raw.options !== undefined) {
    complaints.say(
      'odd-options',
      [...path, 'options'],
      `a question with \`input: ${input}\` takes no options`,
      'leave `options` out, or use `input: choice`',
    );
  }
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
  if (input === 'confirm') {
    for (const [index, item] of (raw.options ?? []).entries()) {
      if (!['yes', 'no'].includes(String(item.value))) {
        complaints.say(
          'odd-options',
          [...path, 'options', index],
          'the options of a confirm have the values yes and no',
          'write `value: yes` or `value: no`',
        );
      }
    }
  }
  const values = (raw.options ?? []).map((item) => String(item.value ?? item.label));
  for (const [index, value] of values.entries()) {
    if (values.indexOf(value) !== index) {
      complaints.say(
        'same-option',
        [...path, 'options', index],
        `two options have the value \`${value}\``,
        'give each option a value of its own',
      );
    }
  }
}
