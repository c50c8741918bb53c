import { distance } from '#conversation/spelling.ts';
import { alwaysOnWords, type AlwaysOnWord, type Words } from '#content/words.ts';
import { plain } from '#content/fold.ts';

/** An always-on word a member wrote, or `change` ("change an answer"); `near`: with one typo. */
export interface AlwaysOn {
  readonly word: AlwaysOnWord | 'change';
  readonly near: boolean;
}

/** The always-on word a whole message is; never one inside a longer message. One typo is forgiven from four letters on. */
export function alwaysOn(text: string, words: Words): AlwaysOn | null {
  if (text.length > longestMessage) return null;
  const message = plain(text);
  const list = listOf(words);
  const exact = list.get(message);
  if (exact !== undefined) return { word: exact, near: false };
  const close = new Set<AlwaysOnWord | 'change'>();
  for (const [phrase, word] of list) {
    if (phrase.length >= 4 && distance(message, phrase, 1) <= 1) close.add(word);
  }
  const [word] = close;
  return word === undefined || close.size > 1 ? null : { word, near: true };
}

/** No always-on phrase comes near this many characters, emoji and punctuation included. */
const longestMessage = 200;

const lists = new WeakMap<Words, ReadonlyMap<string, AlwaysOnWord | 'change'>>();

function listOf(words: Words): ReadonlyMap<string, AlwaysOnWord | 'change'> {
  const known = lists.get(words);
  if (known !== undefined) return known;
  const made = new Map<string, AlwaysOnWord | 'change'>();
  for (const phrase of words.change) made.set(plain(phrase), 'change');
  for (const word of alwaysOnWords)
    for (const phrase of words.alwaysOn[word]) made.set(plain(phrase), word);
  lists.set(words, made);
  return made;
}
