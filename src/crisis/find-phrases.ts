import type { Word } from './fold.ts';
import { worse } from './phrase-graph.ts';
import type { Crossing, PhraseGraph } from './phrase-graph.ts';
import type { Phrase } from './signals.ts';

/** The longest phrase that begins at each word, in order. Linear: a walk is no longer than a phrase and few fillers. */
export function findPhrases(words: readonly Word[], graph: PhraseGraph): readonly Finding[] {
  const found: Finding[] = [];
  const denied = new Set<string>();
  for (const first of words.keys()) {
    const walk = walkFrom(first, words, graph);
    for (const { language, end } of walk.denials) denied.add(`${language} ${end}`);
    if (walk.longest !== null) {
      const { phrase, end } = walk.longest;
      found.push({ phrase, first, end, denied: denied.has(`${phrase.language} ${first}`) });
    }
  }
  return found;
}

/** A phrase found: the index of its first word, and of the one after its last. */
export interface Finding {
  readonly phrase: Phrase;
  readonly first: number;
  readonly end: number;
  /** What stands right before says that it is not so. */
  readonly denied: boolean;
}

/** Fillers skipped in one walk at most: without a bound a text of fillers alone would cost its square. */
const mostFillers = 4;

const none: readonly Crossing[] = [];

interface Walk {
  readonly longest: { readonly phrase: Phrase; readonly end: number } | null;
  readonly denials: readonly { readonly language: string; readonly end: number }[];
}

function walkFrom(first: number, words: readonly Word[], graph: PhraseGraph): Walk {
  const denials: { language: string; end: number }[] = [];
  let longest: Walk['longest'] = null;
  let here: readonly Crossing[] = [graph.root];
  let skips = mostFillers;
  let near = true;
  for (let index = first; index < words.length; index += 1) {
    const { letters, joint } = words[index] as Word;
    if (index > first && joint === 'hard') break;
    near &&= index === first || joint === 'near';
    const skip = index > first && skips > 0 && graph.fillers.has(letters);
    if (skip) skips -= 1;
    const onward: Crossing[] = [];
    let phrase: Phrase | null = null;
    for (const crossing of here) {
      const ways = crossing.next.get(letters);
      if (ways === undefined && skip) onward.push(crossing);
      for (const way of ways ?? none) {
        onward.push(way);
        if (way.ends !== null && way.ends.level !== 'not') phrase = worse(way.ends, phrase);
      }
    }
    if (onward.length === 0) break;
    here = onward;
    const end = index + 1;
    if (phrase !== null) longest = { phrase, end };
    if (!near || words[end]?.joint !== 'near') continue;
    for (const { ends } of here) {
      if (ends?.level === 'not') denials.push({ language: ends.language, end });
    }
  }
  return { longest, denials };
}
