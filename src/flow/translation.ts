import { z } from 'zod';
import type { Problem } from '#conversation/problem.ts';
import type { StepId } from '#conversation/id.ts';
import { closest } from '#conversation/spelling.ts';
import { complainOf, complaintsIn } from './complaints.ts';
import type { Complaints } from './drafting.ts';
import type { Flow, Text } from './flow.ts';
import type { AskStep } from './step.ts';
import { textPart, tidy, toText } from './steps/parts.ts';
import { readYaml } from './yaml-file.ts';

/** A flow's texts in another language, by step. What is missing falls back to the flow's own language, message by message. */
export interface Translation {
  readonly locale: string;
  readonly title: string | null;
  readonly about: string | null;
  readonly steps: Readonly<Record<StepId, StepTexts>>;
  /** `on.word` lists, by position. */
  readonly words: Readonly<Record<number, readonly string[]>>;
}

/** One step's texts in another language. */
export interface StepTexts {
  readonly text: Text | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly reprompts: Text | null;
  readonly nudge: Text | null;
  readonly checks: readonly string[];
  readonly options: Readonly<
    Record<string, { readonly label: string; readonly match: readonly string[] }>
  >;
}

const scalar = z.union([z.string(), z.number()]);

const stepTexts = z.strictObject({
  say: textPart.optional().describe('What a `say` says.'),
  ask: textPart.optional().describe('What an `ask` asks.'),
  low: z.string().optional().describe('What the low end of a scale means.'),
  high: z.string().optional().describe('What the high end of a scale means.'),
  reprompts: textPart
    .optional()
    .describe('Said instead of the question after something not understood.'),
  nudge: textPart.optional().describe('What is said while nobody answers.'),
  check: z.array(z.string()).optional().describe('The messages of `check`, in their order.'),
  options: z
    .record(
      z.string(),
      z.strictObject({
        label: z.string().min(1).max(80).describe('What the member sees.'),
        match: z.array(scalar).optional().describe('Other words that mean this option.'),
      }),
    )
    .optional()
    .describe('The options, by their value.'),
});

/** A whole translation file. */
export const translationFile = z
  .strictObject({
    of: z.string().describe('The flow, by its file name without .yaml.'),
    locale: z.string().describe('The language of this file, such as es.'),
    title: z.string().optional().describe('The title.'),
    about: z.string().optional().describe('The sentence for the menu.'),
    steps: z.record(z.string(), stepTexts).describe('The texts, by the id of their step.'),
    words: z
      .record(z.string(), z.array(z.string().min(1)))
      .optional()
      .describe('The words of `on.word`, by their position: 0 is the first.'),
  })
  .describe('A translation of a Mooring flow: its texts by step.');

/** Reads a translation beside its flow; gives every mistake, and what is missing as warnings. */
export function readTranslation(
  file: string,
  text: string,
  flow: Flow,
): { readonly translation: Translation | null; readonly problems: readonly Problem[] } {
  const yaml = readYaml(file, text);
  if (!('data' in yaml)) return { translation: null, problems: yaml };
  const problems: Problem[] = [];
  const complaints = complaintsIn(yaml, problems);
  const parsed = translationFile.safeParse(yaml.data);
  if (!parsed.success) {
    complainOf(parsed.error, [], Object.keys(stepTexts.shape), complaints);
    return { translation: null, problems };
  }
  const raw = parsed.data;
  if (raw.of !== flow.id) {
    complaints.say(
      'wrong-flow',
      ['of'],
      `this translates \`${raw.of}\`, its name says \`${flow.id}\``,
      `write \`of: ${flow.id}\``,
    );
  }
  const steps: Record<string, StepTexts> = {};
  for (const [id, texts] of Object.entries(raw.steps)) {
    fits(flow, id, texts, complaints);
    steps[id] = {
      text: asText(texts.say ?? texts.ask),
      low: texts.low ?? null,
      high: texts.high ?? null,
      reprompts: asText(texts.reprompts),
      nudge: asText(texts.nudge),
      checks: (texts.check ?? []).map(tidy),
      options: Object.fromEntries(
        Object.entries(texts.options ?? {}).map(([value, option]) => [
          value,
          { label: option.label, match: (option.match ?? []).map(String) },
        ]),
      ),
    };
  }
  missing(flow, steps, complaints);
  const words: Record<number, readonly string[]> = {};
  for (const [index, list] of Object.entries(raw.words ?? {})) words[Number(index)] = list;
  return {
    translation: {
      locale: raw.locale,
      title: raw.title ?? null,
      about: raw.about ?? null,
      steps,
      words,
    },
    problems: problems.map((one) =>
      one.code === 'untranslated' ? { ...one, severity: 'warning' } : one,
    ),
  };
}

function asText(raw: z.infer<typeof textPart> | undefined): Text | null {
  return raw === undefined ? null : toText(raw);
}

function fits(
  flow: Flow,
  id: string,
  texts: z.infer<typeof stepTexts>,
  complaints: Complaints,
): void {
  const step = flow.steps[id as StepId];
  if (step === undefined || !('text' in step)) {
    const near = closest(id, Object.keys(flow.steps));
    complaints.say(
      'unknown-step-id',
      ['steps', id],
      `the flow has no text called \`${id}\``,
      near === null ? 'leave it out' : `did you mean \`${near}\`?`,
      true,
    );
    return;
  }
  const values = step.type === 'ask' ? step.options.map((option) => option.value) : [];
  for (const value of Object.keys(texts.options ?? {})) {
    if (values.includes(value)) continue;
    const near = closest(value, values);
    complaints.say(
      'unknown-option',
      ['steps', id, 'options', value],
      `the question has no option with the value \`${value}\``,
      near === null ? `its values: ${values.join(', ')}` : `did you mean \`${near}\`?`,
      true,
    );
  }
}

function missing(
  flow: Flow,
  steps: Readonly<Record<string, StepTexts>>,
  complaints: Complaints,
): void {
  const say = (id: string, what: string) =>
    complaints.say(
      'untranslated',
      ['steps', id],
      `${what} of \`${id}\` has no translation`,
      'translate it; until then the whole message stays in the flow’s own language',
    );
  for (const step of Object.values(flow.steps)) {
    if (!('text' in step)) continue;
    const texts = steps[step.id];
    if (texts === undefined || texts.text === null) say(step.id, 'the text');
    if (step.type === 'ask' && texts !== undefined) missingParts(step, texts, say);
  }
}

function missingParts(
  step: AskStep,
  texts: StepTexts,
  say: (id: string, what: string) => void,
): void {
  if (step.options.some((option) => texts.options[option.value] === undefined))
    say(step.id, 'an option');
  if (step.reprompts.length > 0 && texts.reprompts === null) say(step.id, 'the reprompt');
  if (step.checks.length > texts.checks.length) say(step.id, 'a check’s message');
  if (step.silence?.nudge != null && texts.nudge === null) say(step.id, 'the nudge');
}
