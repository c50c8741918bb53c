import type { ProblemCode } from '#conversation/problem-codes.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Complaints, Path } from './drafting.ts';
import type { Flow } from './flow.ts';
import type { AskStep } from './ask-step.ts';
import type { SayStep } from './step.ts';
import { idsSaid, saidUnder } from './shared-question.ts';
import { nudgesOf } from './texts-of.ts';
import { ofFragments } from './with-fragments.ts';
import type { RawTexts, RawTranslation, StepTexts } from './translation.ts';

/** Says that the flow has no text of this name. */
export function unknownStep(flow: Flow, id: string, complaints: Complaints): void {
  const texts = idsSaid(flow).filter((name) => saidUnder(flow, name) !== null);
  complaints.say(
    'unknown-step-id',
    ['steps', id],
    `the flow has no text called \`${id}\``,
    didYouMean(id, texts, 'leave it out'),
    true,
  );
}

/** Everything translated is there in the flow; false, and said, where it is not. */
export function keysFit(step: SayStep | AskStep, texts: RawTexts, complaints: Complaints): boolean {
  const here = step.type === 'ask' ? partsOf(step) : { alt: step.media.length > 0 };
  let fits = true;
  const say = (code: ProblemCode, path: Path, message: string, mend: string) => {
    fits = false;
    complaints.say(code, ['steps', step.id, ...path], message, mend, true);
  };
  for (const key of Object.keys(texts)) {
    if (key === 'of' || key === step.type || here[key as keyof RawTexts] === true) continue;
    say(
      'nothing-to-translate',
      [key],
      key === 'say' || key === 'ask'
        ? `\`${step.id}\` is no \`${key}\``
        : `\`${step.id}\` has no \`${key}\` in the flow`,
      key === 'say' || key === 'ask' ? `write \`${step.type}:\`` : 'leave it out',
    );
  }
  if (step.type !== 'ask') {
    const pictures = step.media.length;
    if (pictures > 0 && [texts.alt ?? []].flat().length > pictures)
      say(
        'nothing-to-translate',
        ['alt', pictures],
        `\`${step.id}\` has ${pictures === 1 ? 'one picture' : `${pictures} pictures`}`,
        'leave the others out',
      );
    return fits;
  }
  const values = step.options.map((option) => option.value);
  for (const value of Object.keys(texts.options ?? {})) {
    if (values.length === 0 || values.includes(value)) continue;
    say(
      'unknown-option',
      ['options', value],
      `the question has no option with the value \`${value}\``,
      didYouMean(value, values, `its values: ${values.join(', ')}`),
    );
  }
  const nudges = nudgesOf(step).length;
  if (nudges > 1 && [texts.nudge].flat().length > nudges)
    say(
      'nothing-to-translate',
      ['nudge', nudges],
      `\`${step.id}\` has ${nudges} nudges`,
      'leave the others out',
    );
  const more = (texts.check ?? []).length > step.checks.length && step.checks.length > 0;
  if (more)
    say(
      'nothing-to-translate',
      ['check', step.checks.length],
      `\`${step.id}\` has ${step.checks.length} checks`,
      'leave the others out',
    );
  return fits;
}

/** What of a question there is to translate, by the key of a translation. */
function partsOf(step: AskStep): Partial<Record<keyof RawTexts, boolean>> {
  return {
    low: step.low !== null,
    high: step.high !== null,
    reprompts: step.reprompts.length > 0,
    why: step.why !== null,
    nudge: nudgesOf(step).length > 0,
    check: step.checks.length > 0,
    options: step.options.length > 0,
  };
}

/** Says what the flow says and the translation does not. */
export function missing(
  flow: Flow,
  raw: RawTranslation,
  steps: Readonly<Record<string, StepTexts>>,
  complaints: Complaints,
): void {
  const say = (path: Path, what: string) =>
    complaints.say(
      'untranslated',
      path,
      `${what} has no translation`,
      'translate it; until then the flow’s own language is said',
      true,
    );
  // A fragment has neither.
  for (const key of ['title', 'about'] as const)
    if (flow[key] !== '' && raw[key] === undefined) say([key], `the \`${key}\``);
  const elsewhere = ofFragments(flow);
  for (const id of idsSaid(flow)) {
    const step = saidUnder(flow, id);
    if (step === null || elsewhere.has(step.id)) continue;
    const texts = steps[step.id];
    const path = ['steps', step.id];
    if (raw.steps[step.id] === undefined) say(['steps'], `\`${step.id}\``);
    else if (texts?.text === null && step.text.length > 0) say(path, `the text of \`${step.id}\``);
    const unseen = step.type === 'say' && step.media.length > (texts?.alts.length ?? Infinity);
    if (unseen) say(path, `what a picture of \`${step.id}\` shows`);
    if (step.type === 'ask' && texts !== undefined)
      for (const what of missingParts(step, texts)) say(path, `${what} of \`${step.id}\``);
  }
  for (const index of flow.on.words.keys())
    if (raw.words?.[String(index)] === undefined) say(['words'], `the word number ${index}`);
}

function missingParts(step: AskStep, texts: StepTexts): readonly string[] {
  const parts: string[] = [];
  for (const { value } of step.options)
    if (texts.options[value] === undefined) parts.push(`the option \`${value}\``);
  if (step.low !== null && texts.low === null) parts.push('`low`');
  if (step.high !== null && texts.high === null) parts.push('`high`');
  if (step.reprompts.length > 0 && texts.reprompts === null) parts.push('the reprompt');
  if (step.why !== null && texts.why === null) parts.push('`why`');
  if (step.checks.length > texts.checks.length) parts.push('a message of `check`');
  const nudges = nudgesOf(step).length;
  if (texts.nudges.length < nudges) parts.push(nudges === 1 ? 'the nudge' : 'one of the nudges');
  return parts;
}
