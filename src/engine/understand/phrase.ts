import type { Lexicon } from './lexicon.ts';

/** The longest run of words from `start` that `knows` knows, as how many words it has; 0 if none does. */
export function longest(
  tokens: readonly string[],
  start: number,
  knows: (phrase: string) => boolean,
): number {
  for (let length = Math.min(longestPhrase, tokens.length - start); length > 0; length -= 1) {
    if (knows(tokens.slice(start, start + length).join(' '))) return length;
  }
  return 0;
}

/** Words a phrase of ours or an option may have at most. */
const longestPhrase = 12;

/** The words that are left when what says nothing is taken off both ends: "the second, please" is "second". Number words stay. */
export function bare(tokens: readonly string[], lexicon: Lexicon): readonly string[] {
  const says = (phrase: string): boolean =>
    lexicon.fillers.has(phrase) && !lexicon.numbers.has(phrase);
  let start = 0;
  let end = tokens.length;
  for (let length = 1; length > 0 && start < end; start += length) {
    length = longest(tokens.slice(0, end), start, says);
  }
  for (let length = 1; length > 0 && end > start; end -= length) {
    length = 0;
    for (let size = Math.min(longestPhrase, end - start); size > 0 && length === 0; size -= 1) {
      if (says(tokens.slice(end - size, end).join(' '))) length = size;
    }
  }
  return tokens.slice(start, end);
}
