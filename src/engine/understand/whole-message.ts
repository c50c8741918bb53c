import { distance } from '#conversation/spelling.ts';
import { plain } from '#content/fold.ts';
import type { Words } from '#content/words.ts';

/** What a whole message means; `near`: with one typo, or with words around it that change nothing. */
export interface Meant<Meaning> {
  readonly meaning: Meaning;
  readonly near: boolean;
}

/** No phrase comes near this many characters, emoji and punctuation included. */
const longestMessage = 200;

/** Finds phrases that are the whole message, never one inside a longer message. In phrases from `forgiving` letters on one typo is forgiven, where it leaves one meaning; so are words that change nothing, and a phrase said twice over: “ok, hold on, brb”. */
export function wholeMessages<Meaning>(
  phrasesOf: (words: Words) => Iterable<readonly [phrase: string, meaning: Meaning]>,
  forgiving: number,
): (text: string, words: Words) => Meant<Meaning> | null {
  const lists = new WeakMap<Words, Phrases<Meaning>>();
  const listOf = (words: Words): Phrases<Meaning> => {
    const known = lists.get(words);
    if (known !== undefined) return known;
    const made = phrasesIn(phrasesOf(words), words);
    lists.set(words, made);
    return made;
  };
  return (text, words) => {
    if (text.length > longestMessage) return null;
    const message = plain(text);
    const phrases = listOf(words);
    const exact = phrases.whole.get(message);
    if (exact !== undefined) return { meaning: exact, near: false };
    const close = new Set<Meaning>();
    for (const [phrase, meaning] of phrases.whole) {
      if (phrase.length >= forgiving && distance(message, phrase, 1) <= 1) close.add(meaning);
    }
    const meanings = close.size > 0 ? close : loosely(message.split(' '), phrases);
    const [meaning] = meanings;
    return meaning === undefined || meanings.size > 1 ? null : { meaning, near: true };
  };
}

interface Phrases<Meaning> {
  readonly whole: ReadonlyMap<string, Meaning>;
  /** Phrases with a gap for up to four words: “why do you need …”. */
  readonly open: readonly { readonly before: string; readonly after: string; meaning: Meaning }[];
  readonly softeners: ReadonlySet<string>;
  /** Words the longest of them has. */
  readonly longest: number;
}

const gap = '…';
/** Words a gap may stand for. */
const widest = 4;
/** With more words it is a sentence of its own. */
const mostWords = 12;

function phrasesIn<Meaning>(
  all: Iterable<readonly [phrase: string, meaning: Meaning]>,
  words: Words,
): Phrases<Meaning> {
  const whole = new Map<string, Meaning>();
  const open: Phrases<Meaning>['open'][number][] = [];
  for (const [phrase, meaning] of all) {
    const [before = '', after] = phrase.split(gap).map(plain);
    if (after === undefined) whole.set(before, meaning);
    else open.push({ before: `${before} `, after: after === '' ? '' : ` ${after}`, meaning });
  }
  const softeners = new Set(words.softeners.map(plain));
  const lengths = [...whole.keys(), ...softeners].map((phrase) => phrase.split(' ').length);
  return { whole, open, softeners, longest: Math.max(...lengths) };
}

/** What a message means that is made of phrases of one meaning and of words that change nothing. */
function loosely<Meaning>(words: readonly string[], phrases: Phrases<Meaning>): Set<Meaning> {
  const found = new Set<Meaning>();
  if (words.length > mostWords) return found;
  // What the words up to each place can mean; null: nothing yet.
  const upTo: Set<Meaning | null>[] = words.map(() => new Set());
  upTo[0]?.add(null);
  upTo.push(new Set());
  for (const [at, so] of upTo.entries()) {
    if (so.size === 0) continue;
    for (let end = at + 1; end <= words.length; end += 1) {
      const span = words.slice(at, end).join(' ');
      const here = meaningOf(span, end - at, phrases);
      for (const before of so) {
        if (phrases.softeners.has(span)) upTo[end]?.add(before);
        if (here !== null && (before === null || before === here)) upTo[end]?.add(here);
      }
    }
  }
  for (const meaning of upTo.at(-1) ?? []) if (meaning !== null) found.add(meaning);
  return found;
}

function meaningOf<Meaning>(span: string, length: number, phrases: Phrases<Meaning>) {
  const known = length <= phrases.longest ? phrases.whole.get(span) : undefined;
  if (known !== undefined) return known;
  const isOpen = ({ before, after }: { readonly before: string; readonly after: string }) => {
    if (!span.startsWith(before) || !span.endsWith(after)) return false;
    const between = span.slice(before.length, span.length - after.length);
    return between.trim() !== '' && between.split(' ').length <= widest;
  };
  return phrases.open.find(isOpen)?.meaning ?? null;
}
