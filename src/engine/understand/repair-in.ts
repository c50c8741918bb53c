import { distance } from '#conversation/spelling.ts';
import { plain } from '#content/fold.ts';
import { repairs, type Repair, type Words } from '#content/words.ts';

/** What a member said about the question itself; `near`: with one typo. */
export interface Repairing {
  readonly repair: Repair;
  readonly near: boolean;
}

/** What a whole message says about the question that is open; never a part of a longer one. One typo is forgiven from six letters on. */
export function repairIn(text: string, words: Words): Repairing | null {
  if (text.length > longestMessage) return null;
  const message = plain(text);
  const list = listOf(words);
  const exact = list.get(message);
  if (exact !== undefined) return { repair: exact, near: false };
  const close = new Set<Repair>();
  for (const [phrase, repair] of list) {
    if (phrase.length >= 6 && distance(message, phrase, 1) <= 1) close.add(repair);
  }
  const [repair] = close;
  return repair === undefined || close.size > 1 ? null : { repair, near: true };
}

/** No such phrase comes near this many characters, emoji and punctuation included. */
const longestMessage = 200;

const lists = new WeakMap<Words, ReadonlyMap<string, Repair>>();

function listOf(words: Words): ReadonlyMap<string, Repair> {
  const known = lists.get(words);
  if (known !== undefined) return known;
  const made = new Map<string, Repair>();
  for (const repair of repairs)
    for (const phrase of words.repairs[repair]) made.set(plain(phrase), repair);
  lists.set(words, made);
  return made;
}
