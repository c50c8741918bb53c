import type { Word } from './fold.ts';
import { worse } from './phrase-graph.ts';
import type { Crossing, PhraseGraph } from './phrase-graph.ts';
import type { Phrase } from './signals.ts';

/** The longest phrase that begins at each word, in order. Linear: a walk is no longer than a phrase and few fillers. */
export function findPhrases(words: readonly Word[], graph: PhraseGraph): readonly Finding[] {
  const found: Finding[] = [];
  const denials = new Map<number, ReadonlySet<string>>();
  const deny = (at: number, languages: Iterable<string>): void => {
    if (words[at]?.joint === 'near')
      denials.set(at, new Set([...(denials.get(at) ?? []), ...languages]));
  };
  for (const [first, word] of words.entries()) {
    const walk = walkFrom(first, words, graph);
    for (const { language, end } of walk.denials) deny(end, [language]);
    const denying = denials.get(first);
    if (walk.longest !== null) {
      const { phrase, end } = walk.longest;
      found.push({ phrase, first, end, denied: denying?.has(phrase.language) ?? false });
    }
    if (denying !== undefined && graph.fillers.has(word.letters)) deny(first + 1, denying);
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

interface Walk {
  readonly longest: { readonly phrase: Phrase; readonly end: number } | null;
  readonly denials: readonly { readonly language: string; readonly end: number }[];
}

function walkFrom(first: number, words: readonly Word[], graph: PhraseGraph): Walk {
  const denials: { language: string; end: number }[] = [];
  let longest: Walk['longest'] = null;
  let here: readonly Crossing[] = [graph.root];
  let skips = mostFillers;
  for (let index = first; index < words.length; index += 1) {
    const { letters, joint } = words[index] as Word;
    if (index > first && joint === 'hard') break;
    const skip = index > first && skips > 0 && graph.fillers.has(letters);
    if (skip) skips -= 1;
    here = here.flatMap((crossing) => crossing.next.get(letters) ?? (skip ? [crossing] : []));
    if (here.length === 0) break;
    const end = index + 1;
    let phrase: Phrase | null = null;
    for (const { ends } of here) {
      if (ends?.level === 'not') denials.push({ language: ends.language, end });
      else phrase = worse(phrase, ends);
    }
    if (phrase !== null && !skip) longest = { phrase, end };
  }
  return { longest, denials };
}
