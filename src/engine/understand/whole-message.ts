import { distance } from '#conversation/spelling.ts';
import { plain } from '#content/fold.ts';
import type { Words } from '#content/words.ts';

/** What a whole message means; `near`: with one typo. */
export interface Meant<Meaning> {
  readonly meaning: Meaning;
  readonly near: boolean;
}

/** No phrase comes near this many characters, emoji and punctuation included. */
const longestMessage = 200;

/** Finds phrases that are the whole message, never one inside a longer message. In phrases from `forgiving` letters on one typo is forgiven, where it leaves one meaning. */
export function wholeMessages<Meaning>(
  phrasesOf: (words: Words) => Iterable<readonly [phrase: string, meaning: Meaning]>,
  forgiving: number,
): (text: string, words: Words) => Meant<Meaning> | null {
  const lists = new WeakMap<Words, ReadonlyMap<string, Meaning>>();
  const listOf = (words: Words): ReadonlyMap<string, Meaning> => {
    const known = lists.get(words);
    if (known !== undefined) return known;
    const made = new Map(
      [...phrasesOf(words)].map(([phrase, meaning]) => [plain(phrase), meaning]),
    );
    lists.set(words, made);
    return made;
  };
  return (text, words) => {
    if (text.length > longestMessage) return null;
    const message = plain(text);
    const list = listOf(words);
    const exact = list.get(message);
    if (exact !== undefined) return { meaning: exact, near: false };
    const close = new Set<Meaning>();
    for (const [phrase, meaning] of list) {
      if (phrase.length >= forgiving && distance(message, phrase, 1) <= 1) close.add(meaning);
    }
    const [meaning] = close;
    return meaning === undefined || close.size > 1 ? null : { meaning, near: true };
  };
}
