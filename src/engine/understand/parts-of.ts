import { plain } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';

/** A message in two: what stands before a comma, a line break, the end of a sentence or an "and", and what stands after it. */
export interface Parts {
  readonly first: string;
  readonly rest: string;
}

/** Every place where a message may be two, from its start; none in a long one, which is a story. A comma inside a number parts nothing. */
export function partsOf(text: string, lexicon: Lexicon): readonly Parts[] {
  if (text.length > longestMessage) return [];
  const found: Parts[] = [];
  for (const { 0: mark, 1: word, index } of text.matchAll(seam)) {
    const isWord = word !== undefined;
    if (isWord && !joins(word, lexicon)) continue;
    const first = text.slice(0, index).trim();
    const rest = withoutJoin(text.slice(index + mark.length), lexicon);
    // “Yes, but” leaves out what is in the way.
    const isOpen = isWord && lexicon.but.has(plain(word));
    if (plain(first) !== '' && (isOpen || plain(rest) !== '')) found.push({ first, rest });
  }
  return found.slice(0, mostSeams);
}

/** Longer than this is a story, not two answers. */
const longestMessage = 300;
const mostSeams = 8;

/** A mark that parts, or a word of its own, which may be an "and". */
const seam = /(?<!\d),\s*|,(?!\d)\s*|;\s*|\s*\n\s*|[.!]\s+|(?<=\s)(\p{L}+)(?=\s|$)/gu;

function joins(word: string, { and, but }: Lexicon): boolean {
  const said = plain(word);
  return and.has(said) || but.has(said);
}

/** "8, and wound up": the comma has parted it already. */
function withoutJoin(rest: string, lexicon: Lexicon): string {
  const [, word = '', after = ''] = /^\s*(\p{L}+)\s+(.*)$/su.exec(rest) ?? [];
  return joins(word, lexicon) ? after.trim() : rest.trim();
}
