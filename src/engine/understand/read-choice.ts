import { labelOf, matchOption } from './match-option.ts';
import type { Lexicon } from './lexicon.ts';
import { optionIndex } from './option-index.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';

/** One of the options. */
export function readChoice(question: Question, text: string, lexicon: Lexicon): Understood {
  const match = matchOption(text, optionIndex(question.options), lexicon);
  if (match === null) return unclear();
  const { option } = match;
  return match.near
    ? near(option.value, labelOf(option), option.value)
    : answer(option.value, option.value);
}
