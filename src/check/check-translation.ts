import type { StepId } from '#conversation/id.ts';
import type { Place, Problem } from '#conversation/problem.ts';
import type { Path } from '#flow/drafting.ts';
import { expressionsOver, type Expressions } from '#flow/expression.ts';
import type { Flow, Text } from '#flow/flow.ts';
import { idsSaid, saidUnder } from '#flow/shared-question.ts';
import type { TranslationRead } from '#flow/read-translation.ts';
import type { AskStep } from '#flow/ask-step.ts';
import type { SayStep } from '#flow/step.ts';
import type { StepTexts } from '#flow/translation.ts';
import {
  alwaysOnProblems,
  flowWords,
  sharedProblems,
  takenWords,
  wordAt,
  type OptionWords,
} from './answers.ts';
import { expressionProblem } from './expressions.ts';
import { noSlots, slotsOf, type FlowSlots } from './slots.ts';
import type { Surroundings } from './surroundings.ts';
import { problemsIn } from './texts.ts';

/** Everything wrong in a translation that reads: its texts, its conditions, and the words it lets members answer with. */
export function checkTranslation(
  read: TranslationRead,
  flow: Flow,
  around: Surroundings,
): readonly Problem[] {
  const { translation } = read;
  if (translation === null) return [];
  const taken = takenWords(around.words(translation.locale));
  const view: View = {
    read,
    flow,
    taken,
    slots: slotsOf(flow),
    expressions: expressionsOver(flow.data),
  };
  return [
    ...(['title', 'about'] as const).flatMap((key) =>
      problemsIn(translation[key] ?? '', noSlots, (offset) => read.placeIn([key], offset)),
    ),
    ...idsSaid(flow).flatMap((id) => {
      const step = saidUnder(flow, id);
      const texts = translation.steps[id as StepId];
      return texts === undefined || step === null ? [] : stepProblems(view, step, texts);
    }),
    ...flowWords(
      flow.on.words.map((_, index) =>
        (translation.words[index] ?? []).map((text, at) =>
          wordAt(text, () => read.place(['words', String(index), at])),
        ),
      ),
      taken,
    ),
  ].toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
}

interface View {
  readonly read: TranslationRead;
  readonly flow: Flow;
  readonly taken: ReadonlyMap<string, string>;
  readonly slots: FlowSlots;
  readonly expressions: Expressions;
}

function stepProblems(view: View, step: SayStep | AskStep, texts: StepTexts): readonly Problem[] {
  const base: Path = ['steps', step.id];
  const { slots } = view;
  const at =
    (path: Path) =>
    (offset: number): Place =>
      view.read.placeIn([...base, ...path], offset);
  const wordings: readonly (readonly [Path, Text | null])[] = [
    [[step.type], texts.text],
    [['reprompts'], texts.reprompts],
    [['why'], texts.why === null ? null : [{ text: texts.why, when: null }]],
    ...texts.nudges.map(
      (text, rung) => [texts.nudges.length === 1 ? ['nudge'] : ['nudge', rung], text] as const,
    ),
  ];
  const plain: readonly (readonly [Path, string | null])[] = [
    [['low'], texts.low],
    [['high'], texts.high],
    ...texts.alts.map((text, index) => [['alt', index], text] as const),
    ...texts.checks.map((text, index) => [['check', index], text] as const),
  ];
  return [
    ...wordings.flatMap(([path, text]) =>
      (text ?? []).flatMap((variant, index) => [
        ...problemsIn(variant.text, slots, at([...path, index])),
        ...conditionProblems(view, variant.when, at([...path, index, 'when'])),
      ]),
    ),
    ...plain.flatMap(([path, text]) => problemsIn(text ?? '', noSlots, at(path))),
    ...Object.entries(texts.options).flatMap(([value, { label }]) =>
      problemsIn(label, slots, at(['options', value, 'label'])),
    ),
    ...(step.type === 'ask' ? wordsProblems(view, step, texts) : []),
  ];
}

function conditionProblems(
  { expressions, flow }: View,
  when: string | null,
  at: (offset: number) => Place,
): readonly Problem[] {
  if (when === null) return [];
  return expressionProblem(
    { source: when, gives: 'condition', name: 'when' },
    { expressions, flow, at },
  );
}

/** What options are answered with in this language; the flow's own words are heard beside them. */
function wordsProblems({ read, taken }: View, step: AskStep, texts: StepTexts): readonly Problem[] {
  const base: Path = ['steps', step.id, 'options'];
  const said = step.options.flatMap((option, index): readonly OptionWords[] => {
    const mine = texts.options[option.value];
    if (mine === undefined) return [];
    const place = (path: Path) => read.place([...base, option.value, ...path]);
    return [
      {
        value: option.value,
        label: mine.label,
        place: index + 1,
        maybe: option.showIf !== null,
        words: [
          wordAt(mine.label, () => place(['label'])),
          ...mine.match.map((text, at) => wordAt(text, () => place(['match', at]))),
        ],
        others: [option.label, ...option.match],
      },
    ];
  });
  return [...said.flatMap(({ words }) => alwaysOnProblems(words, taken)), ...sharedProblems(said)];
}
