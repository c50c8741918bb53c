import { tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { matchOption } from './match-option.ts';
import type { OptionIndex } from './option-index.ts';
import { longest } from './phrase.ts';
import type { QuestionOption } from './question.ts';

/** "Yes, my sister" and "no, alone": a yes or a no, and then the same in other words. A yes that names no option may come before any; what contradicts itself is none. */
export function yesAndThen(
  text: string,
  index: OptionIndex,
  lexicon: Lexicon,
): QuestionOption | null {
  const tokens = tokensOf(text);
  const yes = longest(tokens, 0, (phrase) => lexicon.yes.has(phrase));
  const no = longest(tokens, 0, (phrase) => lexicon.no.has(phrase));
  const length = Math.max(yes, no);
  if (length === 0) return null;
  const first = exactly(tokens.slice(0, length), index, lexicon);
  const then = exactly(tokens.slice(length), index, lexicon);
  return first === then || (first === null && no < yes) ? then : null;
}

function exactly(
  tokens: readonly string[],
  index: OptionIndex,
  lexicon: Lexicon,
): QuestionOption | null {
  const match = matchOption(tokens.join(' '), index, lexicon);
  return match === null || match.near ? null : match.option;
}
