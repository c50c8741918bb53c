import { plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import type { OptionIndex } from './option-index.ts';
import { bare } from './phrase.ts';
import type { QuestionOption } from './question.ts';

/** The one option whose names hold every word of a text, “window” of “Look through the window”, where no other option has any of them. It is worth asking about, and no answer yet. */
export function wordOfOne(
  text: string,
  { options }: OptionIndex,
  lexicon: Lexicon,
): QuestionOption | null {
  const words = bare(tokensOf(text), lexicon);
  if (!words.some((word) => word.length >= shortest)) return null;
  const having = options.filter((option) => words.some((word) => wordsOf(option).has(word)));
  const [only] = having;
  if (only === undefined || having.length > 1) return null;
  const own = wordsOf(only);
  return words.every((word) => own.has(word)) ? only : null;
}

/** Letters that one of the words has at least: “it” says nothing. */
const shortest = 3;

function wordsOf({ labels, match }: QuestionOption): ReadonlySet<string> {
  return new Set([...labels, ...match].flatMap((name) => tokensOf(plain(name))));
}
