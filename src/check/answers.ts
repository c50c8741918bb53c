import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import { fold, plain, unpointed } from '#content/fold.ts';
import { alwaysOnWords, type Words } from '#content/words.ts';
import type { FlowRead } from '#flow/read-flow.ts';
import type { AskStep, Option } from '#flow/ask-step.ts';
import { optionPath } from '#flow/offered.ts';
import type { Subject } from './surroundings.ts';

/** Words members answer with that would not be heard as meant: those that always mean something else, and those two answers share. */
export function answerProblems({ read, around }: Subject): readonly Problem[] {
  const { flow, place, placeIn } = read;
  const taken = takenWords(around.words(flow.locale));
  return [
    ...Object.values(flow.steps).flatMap((step) => {
      if (step.type !== 'ask' || step.options.length === 0) return [];
      const said = step.options.map((option, index) => ownWords(option, step, index, placeIn));
      return [
        ...said.flatMap((one) => alwaysOnProblems(one.words, taken)),
        ...sharedProblems(said),
      ];
    }),
    ...flowWords(
      flow.on.words.map(({ say }, index) =>
        say.map((text, at) => wordAt(text, () => place(['on', 'word', index, 'say', at]))),
      ),
      taken,
    ),
  ];
}

/** A word a member can answer with, and where it stands. */
export interface SaidWord {
  readonly text: string;
  /** As it is heard. */
  readonly folded: string;
  /** Looked up where it is told: nearly all words are in order. */
  readonly at: () => Place;
}

/** A word, and how its place is found. */
export function wordAt(text: string, at: () => Place): SaidWord {
  return { text, folded: fold(text), at };
}

/** All words of one option. */
export interface OptionWords {
  readonly value: string;
  readonly label: string;
  readonly place: number;
  /** It may be hidden: two hidden ones need not be on offer together. */
  readonly maybe: boolean;
  readonly words: readonly SaidWord[];
  /** Words of the flow's own language, heard beside a translation's. */
  readonly others?: readonly string[];
}

function ownWords(
  option: Option,
  step: AskStep,
  index: number,
  placeIn: FlowRead['placeIn'],
): OptionWords {
  return {
    value: option.value,
    label: option.label,
    place: index + 1,
    maybe: option.showIf !== null,
    words: [
      wordAt(option.label, () => placeIn(step.id, [...optionPath(step, index), 'label'])),
      ...option.match.map((text, at) =>
        wordAt(text, () => placeIn(step.id, [...optionPath(step, index), 'match', at])),
      ),
    ],
  };
}

/** Always-on words of a language as they are heard, each with the word it means. */
export function takenWords(words: Words | null): ReadonlyMap<string, string> {
  if (words === null) return new Map();
  const known = takenIn.get(words);
  if (known !== undefined) return known;
  const taken = new Map<string, string>();
  takenIn.set(words, taken);
  for (const text of words.change) taken.set(plain(text), words.change[0] as string);
  for (const word of alwaysOnWords) {
    for (const text of words.alwaysOn[word])
      taken.set(plain(text), words.alwaysOn[word][0] as string);
  }
  return taken;
}

const takenIn = new WeakMap<Words, ReadonlyMap<string, string>>();

/** Words that are heard as an always-on word before the question hears them. */
export function alwaysOnProblems(
  words: readonly SaidWord[],
  taken: ReadonlyMap<string, string>,
): readonly Problem[] {
  return words.flatMap(({ text, folded, at }) => {
    const meant = taken.get(unpointed(folded));
    return meant === undefined
      ? []
      : [
          mistake(
            'always-on-word',
            at(),
            `“${text}” always means “${meant}”, whatever is asked`,
            'take another word here',
          ),
        ];
  });
}

/** Words two options share: said, they are neither. */
export function sharedProblems(options: readonly OptionWords[]): readonly Problem[] {
  const owners = new Map<string, OptionWords>();
  const beside = new Map<string, OptionWords>();
  for (const option of options)
    for (const text of option.others ?? []) beside.set(fold(text), option);
  const problems: Problem[] = [];
  for (const option of options) {
    for (const { text, folded, at } of option.words) {
      const owner = owners.get(folded);
      if (owner === undefined) owners.set(folded, option);
      const other = owner ?? beside.get(folded) ?? numbered(options, folded, option);
      if (other === null || other === option || (other.maybe && option.maybe)) continue;
      problems.push(
        mistake(
          'same-answer',
          at(),
          owner === undefined
            ? `“${text}” also means “${other.label}”, by its number or in the flow’s own language`
            : `“${text}” already answers “${owner.label}”`,
          'leave it to one of the two',
        ),
      );
    }
  }
  return problems;
}

/** The option in the place a bare number names. */
function numbered(
  options: readonly OptionWords[],
  text: string,
  own: OptionWords,
): OptionWords | null {
  if (!/^\d{1,2}$/.test(text)) return null;
  const named = options.find(({ place }) => place === Number(text));
  return named === undefined || named === own ? null : named;
}

/** A flow's own words: never heard where they are always-on words, or where an earlier one is the same. */
export function flowWords(
  lists: readonly (readonly SaidWord[])[],
  taken: ReadonlyMap<string, string>,
): readonly Problem[] {
  const known = new Map<string, number>();
  return lists.flatMap((words, index) => [
    ...alwaysOnProblems(words, taken),
    ...words.flatMap(({ text, folded, at }) => {
      const heard = unpointed(folded);
      const first = known.get(heard) ?? index;
      known.set(heard, first);
      return first === index
        ? []
        : [
            mistake(
              'same-answer',
              at(),
              `“${text}” already stands under an earlier word of this flow`,
              'leave it to one of the two',
            ),
          ];
    }),
  ]);
}
