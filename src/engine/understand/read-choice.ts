import { labelOf, matchOption } from './match-option.ts';
import type { Lexicon } from './lexicon.ts';
import { optionIndex } from './option-index.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';
import { yesAndThen } from './yes-and-then.ts';

/** One of the options. */
export function readChoice(question: Question, text: string, lexicon: Lexicon): Understood {
  const index = optionIndex(question.options);
  const match = matchOption(text, index, lexicon);
  const option = match?.option ?? yesAndThen(text, index, lexicon);
  if (option === null) return unclear();
  return match?.near === true
    ? near(option.value, labelOf(option), option.value)
    : answer(option.value, option.value);
}
