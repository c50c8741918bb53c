import { z } from 'zod';
import type { AskInput, Once, Option, OptionList } from '../ask-step.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Drafting, Path } from '../drafting.ts';
import { expressionPart, wayPart } from './parts.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const label = z.string().min(1).max(80).describe('What the member sees, 80 characters at most.');

const oncePart = z.union([z.boolean(), z.literal('ever')]);

const answerParts = {
  label,
  value: scalar
    .optional()
    .describe('What is saved; the same in every language. The label if left out.'),
  match: z.array(scalar).max(100).optional().describe('Other words that mean this option.'),
  score: z.number().optional().describe('What this answer counts.'),
  'show-if': expressionPart.optional().describe('When this option is offered; always if left out.'),
  once: oncePart
    .optional()
    .describe('true: not offered again in this session once it was taken; ever: never again.'),
};

const option = z.strictObject({ ...answerParts, ...wayPart });

/** Answers that several questions of a file share, by the name they have there. A `branch` says where they lead. */
export const choicesPart = z.record(
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name has lower-case letters, digits and dashes'),
  z
    .array(z.union([label, z.strictObject(answerParts)]))
    .min(1)
    .max(25),
);

const written = z
  .array(z.union([label, option]))
  .min(1)
  .max(25);

/** The answers a question offers: written out, or those of a list. */
export const optionsPart = z.union([
  written,
  z.string().describe('The name of answers that stand under `choices`.'),
  z.strictObject({
    from: expressionPart.describe('A list of texts; each of them is an answer.'),
    once: oncePart.optional().describe('As of an option, for each of the list.'),
    plus: written.optional().describe('Answers that come after those of the list.'),
  }),
]);

type RawOption = z.infer<typeof option>;

/** Options as a question has them. */
export interface RawOptions {
  /** Where those that are written out stand. */
  readonly path: Path;
  /** What they are called, where other questions share them. */
  readonly choices: string | null;
  readonly written: readonly RawOption[];
  readonly list: OptionList | null;
}

/** What stands under `options`; `null` where nothing does. */
export function rawOptions(
  raw: z.infer<typeof optionsPart> | undefined,
  drafting: Drafting,
): RawOptions | null {
  if (raw === undefined) return null;
  if (typeof raw === 'string') return sharedOptions(raw, drafting);
  const path = [...drafting.path, 'options'];
  const whole = (items: z.infer<typeof written>) =>
    items.map((one) => (typeof one === 'string' ? { label: one } : one));
  if (Array.isArray(raw)) return { path, choices: null, written: whole(raw), list: null };
  const { from, once, plus = [] } = raw;
  return {
    path: [...path, 'plus'],
    choices: null,
    written: whole(plus),
    list: { from, once: onceOf(once) },
  };
}

function sharedOptions(name: string, { complaints, path }: Drafting): RawOptions {
  const all = complaints.written(['choices']);
  const names = typeof all === 'object' && all !== null ? Object.keys(all) : [];
  const found = choicesPart.safeParse({ [name]: complaints.written(['choices', name]) });
  if (!names.includes(name))
    complaints.say(
      'unknown-choices',
      [...path, 'options'],
      `there are no answers called \`${name}\` under \`choices\``,
      didYouMean(
        name,
        names,
        `add \`choices: { ${name}: [one, another] }\` above the steps, or list the answers here as \`[one, another]\``,
      ),
    );
  // What does not read there is told there.
  const list = found.data?.[name] ?? [unread];
  return {
    path: ['choices', name],
    choices: name,
    written: list.map((one) => (typeof one === 'string' ? { label: one } : one)),
    list: null,
  };
}

/** Stands for answers that could not be read. */
const unread = '…';

/** Every option that is written out. */
export function optionsOf(raw: RawOptions | null, drafting: Drafting): readonly Option[] {
  return (raw?.written ?? []).map((item, index) => ({
    value: valueOf(item),
    label: item.label,
    match: (item.match ?? []).map(String),
    score: item.score ?? null,
    showIf: item['show-if'] ?? null,
    once: onceOf(item.once),
    target: drafting.way(item, [...(raw?.path ?? []), index], drafting.next),
  }));
}

/** Says where the options and the kind of answer do not go together. */
export function optionComplaints(
  raw: RawOptions | null,
  input: AskInput,
  { complaints, path }: Drafting,
): void {
  const wanted = input === 'choice' || input === 'many';
  if (wanted && raw === null)
    complaints.say(
      'no-options',
      path,
      `a question with \`input: ${input}\` has no options`,
      'list its answers under `options:`',
    );
  if (raw === null) return;
  const odd = (at: Path, message: string, mend: string) =>
    complaints.say('odd-options', at, message, mend);
  const isConfirm = input === 'confirm';
  if (!wanted && !(isConfirm && raw.list === null))
    odd(
      [...path, 'options'],
      `a question with \`input: ${input}\` takes no options${isConfirm ? ' from a list' : ''}`,
      'leave `options` out, or use `input: choice`',
    );
  const values = raw.written.map(valueOf);
  for (const [index, value] of values.entries()) {
    const at = [...raw.path, index];
    if (isConfirm && !['yes', 'no'].includes(value))
      odd(
        at,
        'the options of a confirm have the values yes and no',
        'write `value: yes` or `value: no`',
      );
    if (value in {})
      complaints.say(
        'reserved-name',
        at,
        `\`${value}\` already means something to the machine that keeps answers`,
        'give this option another `value`',
      );
    if (values.indexOf(value) !== index)
      complaints.say(
        'same-option',
        at,
        `two options have the value \`${value}\``,
        'give each option a value of its own',
      );
  }
}

function valueOf({ value, label: shown }: RawOption): string {
  return String(value ?? shown);
}

function onceOf(once: boolean | 'ever' | undefined): Once {
  if (once === 'ever') return 'ever';
  return once === true ? 'session' : null;
}
