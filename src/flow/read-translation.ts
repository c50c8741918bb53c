import type { z } from 'zod';
import type { Place, Problem } from '#conversation/problem.ts';
import { complainOf, complaintsIn } from './complaints.ts';
import type { Complaints, Path } from './drafting.ts';
import type { Flow, Text } from './flow.ts';
import { saidUnder } from './shared-question.ts';
import { sourceMark } from './source-mark.ts';
import type { AskStep } from './ask-step.ts';
import type { SayStep } from './step.ts';
import { tidy, toText, type textPart } from './steps/parts.ts';
import {
  translationFile,
  type RawTexts,
  type RawTranslation,
  type StepTexts,
  type Translation,
} from './translation.ts';
import { keysFit, missing, unknownStep } from './translation-fit.ts';
import { ofFragments } from './with-fragments.ts';
import { readYaml } from './yaml-file.ts';

/** A translation that was read, and the way back to its lines. */
export interface TranslationRead {
  /** `null` when its file does not read. */
  readonly translation: Translation | null;
  readonly problems: readonly Problem[];
  readonly place: (path: Path, key?: boolean) => Place;
  readonly placeIn: (path: Path, offset: number) => Place;
}

/** What is told without stopping anything: the flow's own language is said instead. */
const warnings: ReadonlySet<string> = new Set(['untranslated', 'stale', 'unmarked']);

/** Reads a translation beside its flow; gives every mistake, and what is missing or stale as warnings. A stale step is left out. */
export function readTranslation(file: string, text: string, flow: Flow): TranslationRead {
  const yaml = readYaml(file, text);
  if (!('data' in yaml)) {
    const start = () => ({ file, line: 1, column: 1 });
    return { translation: null, problems: yaml, place: start, placeIn: start };
  }
  const { place, placeIn } = yaml;
  const problems: Problem[] = [];
  const complaints = complaintsIn(yaml, problems);
  const parsed = translationFile.safeParse(yaml.data);
  if (!parsed.success) {
    complainOf(parsed.error, [], translationFile, complaints);
    return { translation: null, problems, place, placeIn };
  }
  const raw = parsed.data;
  namesFit(flow, raw, file, complaints);
  const steps: Record<string, StepTexts> = {};
  for (const [id, texts] of Object.entries(raw.steps)) {
    const step = saidUnder(flow, id);
    if (step === null) unknownStep(flow, id, complaints);
    else if (keysFit(step, texts, complaints) && isFresh(step, texts, complaints))
      steps[id] = textsOf(texts, step);
  }
  missing(flow, raw, steps, complaints);
  withChoices(flow, steps);
  return {
    translation: {
      locale: raw.locale,
      title: raw.title ?? null,
      about: raw.about ?? null,
      steps,
      words: Object.fromEntries(
        Object.entries(raw.words ?? {}).map(([index, list]) => [Number(index), list]),
      ),
    },
    problems: problems.map((one) =>
      warnings.has(one.code) ? { ...one, severity: 'warning' } : one,
    ),
    place,
    placeIn,
  };
}

/** Answers that several questions share are translated once, and said at each. */
function withChoices(flow: Flow, steps: Record<string, StepTexts>): void {
  const elsewhere = ofFragments(flow);
  for (const step of Object.values(flow.steps)) {
    const name = step.type === 'ask' && !elsewhere.has(step.id) ? step.choices : undefined;
    const own = steps[step.id];
    if (name !== undefined && own !== undefined)
      steps[step.id] = { ...own, options: steps[name]?.options ?? {} };
  }
}

function textsOf(texts: RawTexts, step: SayStep | AskStep): StepTexts {
  const text = (raw: z.infer<typeof textPart> | undefined): Text | null =>
    raw === undefined ? null : toText(raw);
  return {
    text: text(texts.say ?? texts.ask),
    low: texts.low ?? null,
    high: texts.high ?? null,
    reprompts: text(texts.reprompts),
    why: texts.why === undefined ? null : tidy(texts.why),
    nudges: nudgesIn(texts.nudge, step),
    checks: (texts.check ?? []).map(tidy),
    alts: [texts.alt ?? []].flat(),
    options: Object.fromEntries(
      Object.entries(texts.options ?? {}).map(([value, option]) => [
        value,
        { label: option.label, match: (option.match ?? []).map(String) },
      ]),
    ),
  };
}

/** One nudge is translated as a text; of several, each stands in a list. */
function nudgesIn(raw: RawTexts['nudge'], step: SayStep | AskStep): readonly Text[] {
  if (raw === undefined || step.type !== 'ask') return [];
  return (step.silence?.nudges ?? []).length === 1
    ? [toText(raw as z.infer<typeof textPart>)]
    : [raw].flat().map((one) => toText(typeof one === 'object' && 'text' in one ? [one] : one));
}

/** The file is named after its flow and its language, and says the same. */
function namesFit(flow: Flow, raw: RawTranslation, file: string, complaints: Complaints): void {
  if (raw.of !== flow.id) {
    complaints.say(
      'wrong-flow',
      ['of'],
      `this translates \`${raw.of}\`, and its file is named after \`${flow.id}\``,
      `write \`of: ${flow.id}\``,
    );
  }
  const named = /\.([^./\\]+)\.ya?ml$/.exec(file)?.[1] ?? raw.locale;
  if (raw.locale !== named) {
    complaints.say(
      'wrong-locale',
      ['locale'],
      `this says it is in \`${raw.locale}\`, and its file is named for \`${named}\``,
      `write \`locale: ${named}\`, or rename the file`,
    );
  }
  if (raw.locale === flow.locale) {
    complaints.say(
      'wrong-locale',
      ['locale'],
      `the flow itself is written in \`${flow.locale}\``,
      'name the language this file is in',
    );
  }
  for (const index of Object.keys(raw.words ?? {})) {
    if (/^\d+$/.test(index) && Number(index) < flow.on.words.length) continue;
    complaints.say(
      'unknown-word',
      ['words', index],
      `the flow has no word number \`${index}\` under \`on: word\``,
      flow.on.words.length === 0 ? 'leave it out' : `count from 0 to ${flow.on.words.length - 1}`,
      true,
    );
  }
}

/** A translation names the words it translates; when those have changed, it is not said any more. */
function isFresh(step: SayStep | AskStep, texts: RawTexts, complaints: Complaints): boolean {
  const mark = sourceMark(step);
  if (texts.of === mark) return true;
  if (texts.of === undefined) {
    complaints.say(
      'unmarked',
      ['steps', step.id],
      `nothing tells which words of \`${step.id}\` this translates`,
      `add \`of: ${mark}\`, or run \`npx mooring check --fix\``,
      true,
    );
    return true;
  }
  complaints.say(
    'stale',
    ['steps', step.id, 'of'],
    `the words of \`${step.id}\` have changed since; until this is looked over, they are said in the flow’s own language`,
    `make the translation fit again, then write \`of: ${mark}\``,
  );
  return false;
}
