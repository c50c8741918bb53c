import { markOf } from './mark-of.ts';
import type { AskStep } from './ask-step.ts';
import { ownOf } from './shared-question.ts';
import type { SayStep } from './step.ts';

/** A mark of what a step says in its own language: seven letters that change when its words do. A translation names the one it translates. */
export function sourceMark(said: SayStep | AskStep): string {
  const step = said.type === 'ask' ? ownOf(said) : said;
  const words =
    step.type === 'say'
      ? [step.text.map(({ text }) => text), ...(step.media.length === 0 ? [] : [altsIn(step)])]
      : [
          step.text.map(({ text }) => text),
          step.options.map(({ value, label }) => [value, label]),
          step.low,
          step.high,
          step.reprompts.map(({ text }) => text),
          nudgesIn(step),
          step.checks.map(({ message }) => message),
          // Only where there is one: the mark of a step without it stays as it was before there were any.
          ...(step.why === null ? [] : [step.why]),
        ];
  return lettered(markOf(JSON.stringify(words)));
}

function altsIn({ media }: SayStep): readonly string[] {
  return media.flatMap((one) => (one.type === 'picture' ? one.alt : []));
}

/** One nudge is its wordings, as it was marked before there could be several. */
function nudgesIn({ silence }: AskStep): readonly unknown[] | null {
  const nudges = (silence?.nudges ?? []).map(({ say }) => say.map(({ text }) => text));
  return nudges.length < 2 ? (nudges[0] ?? null) : nudges;
}

/** Letters alone, so that YAML never takes a mark for a number. */
function lettered(hash: number): string {
  let left = hash;
  let letters = '';
  for (let count = 0; count < 7; count += 1) {
    letters += String.fromCharCode(97 + (left % 26));
    left = Math.floor(left / 26);
  }
  return letters;
}
