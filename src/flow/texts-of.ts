import type { StepId } from '#conversation/id.ts';
import type { Path } from './drafting.ts';
import type { Flow, Text } from './flow.ts';
import type { AskStep } from './ask-step.ts';
import { ownOf, sharedId, sharedQuestion } from './shared-question.ts';
import type { Step } from './step.ts';
import { optionPath } from './offered.ts';

/** A text members read, where it stands in its step. */
export interface PlacedText {
  readonly step: StepId;
  readonly path: Path;
  readonly text: string;
  /** `plain`: shown as it is, without slots. */
  readonly plain: boolean;
}

/** Every text of a flow, in its own language. */
export function textsOf(flow: Flow): readonly PlacedText[] {
  const shared = sharedQuestion(flow);
  return [
    ...Object.values(flow.steps).flatMap((step) =>
      inStep(step).map(([path, text, plain = false]) => ({ step: step.id, path, text, plain })),
    ),
    ...(shared === null ? [] : inStep(shared)).map(([path, text]) => ({
      step: shared?.id ?? sharedId,
      path: sharedPath(path),
      text,
      plain: false,
    })),
  ];
}

/** Where a text for all questions stands under `on`. */
export function sharedPath(path: Path): Path {
  return path[0] === 'reprompts' ? ['invalid', ...path] : path;
}

type Found = readonly [path: Path, text: string, plain?: boolean];

function inStep(written: Step): readonly Found[] {
  if (written.type === 'say')
    return [
      ...wordings(['say'], written.text),
      ...written.media.flatMap((one, index): readonly Found[] =>
        one.type === 'picture' ? [[['media', index, 'alt'], one.alt, true]] : [],
      ),
    ];
  if (written.type !== 'ask') return [];
  const step = ownOf(written);
  return [
    ...wordings(['ask'], step.text),
    ...step.options.map(({ label }, index): Found => [
      [...optionPath(step, index), 'label'],
      label,
    ]),
    ...(step.low === null ? [] : [[['low'], step.low, true] as const]),
    ...(step.high === null ? [] : [[['high'], step.high, true] as const]),
    ...wordings(['reprompts'], step.reprompts),
    ...(step.why === null ? [] : [[['why'], step.why] as const]),
    ...nudgesOf(step).flatMap(({ path, say }) => wordings(path, say)),
    ...step.checks.map(({ message }, index): Found => [['check', index, 'message'], message]),
  ];
}

/** The words of each nudge, and where they stand: one alone, or a list. */
export function nudgesOf({ silence }: AskStep): readonly { path: Path; say: Text }[] {
  const nudges = silence?.nudges ?? [];
  return nudges.map(({ say }, rung) => ({
    path: ['silence', 'nudge', ...(nudges.length === 1 ? [] : [rung]), 'say'],
    say,
  }));
}

/** A text alone stands at its key; in a list at its place, or under `text` there. `placeIn` falls back on the nearest. */
function wordings(path: Path, text: Text): readonly Found[] {
  return text.map((variant, index) => [[...path, index], variant.text]);
}
