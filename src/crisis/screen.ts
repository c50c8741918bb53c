import { findPhrases } from './find-phrases.ts';
import type { Finding } from './find-phrases.ts';
import { fold, undrawn } from './fold.ts';
import type { Word } from './fold.ts';
import { severity } from './level.ts';
import type { levels } from './level.ts';
import { layOut } from './phrase-graph.ts';
import type { PhraseGraph } from './phrase-graph.ts';
import { readSignals } from './signals.ts';
import type { Phrase, SignalsFile } from './signals.ts';

/** Compiles the languages' phrases into one screen; every language is heard in every text. */
export function compileScreen(files: readonly SignalsFile[]): Screen {
  return screenOver(files.flatMap(readSignals));
}

/** A screen over phrases that were read; they are laid out when the first text is heard. */
export function screenOver(phrases: readonly Phrase[]): Screen {
  let graph: PhraseGraph | null = null;
  return {
    assess(text) {
      const { vocabulary } = (graph ??= layOut(phrases));
      const words = fold(text).map((word) => ({
        ...word,
        letters: undrawn(word.letters, vocabulary),
      }));
      const signals = outermost(findPhrases(words, graph)).map((heard) => toSignal(heard, words));
      const [worst] = signals
        .map(({ level }) => level)
        .toSorted((a, b) => severity(a) - severity(b));
      if (worst === undefined) return null;
      return {
        level: worst,
        signals,
      };
    },
  };
}

/** Hears explicit crisis language. It notices words; it does not assess a person. */
export interface Screen {
  /** What was heard in a text, or `null`. Total and linear in the length of the text. */
  assess(text: string): Assessment | null;
}

/** What was heard and why. It holds no word a member wrote. */
export interface Assessment {
  /** The worst level heard. */
  readonly level: Level;
  readonly signals: readonly {
    readonly rule: string;
    /** The row of its language's `signals.tsv`, from 1. */
    readonly line: number;
    readonly level: Level;
    /** UTF-16 offsets in the original text: from (included), to (not included). */
    readonly span: readonly [number, number];
    /** 0 to 1: the longer the matched phrase, the surer. A rule of thumb for moderators, not a probability. */
    readonly confidence: number;
  }[];
}

/** How a text is answered; who it is about and what it means stands in the published protocol. */
export type Level = (typeof levels)[number];

interface Heard extends Finding {
  readonly level: Level;
}

/** Keeps what stands inside nothing else; an idiom or a denied phrase silences what it covers, and itself. */
function outermost(found: readonly Finding[]): readonly Heard[] {
  let reached = 0;
  return found.flatMap((finding): readonly Heard[] => {
    if (finding.end <= reached) return [];
    reached = finding.end;
    const { level } = finding.phrase;
    if (finding.denied || level === 'idiom' || level === 'not' || level === 'filler') return [];
    return [{ ...finding, level }];
  });
}

function toSignal({ phrase, level, first, end }: Heard, words: readonly Word[]) {
  const span = [(words[first] as Word).from, (words[end - 1] as Word).to] as const;
  const { rule, line } = phrase;
  return { rule, line, level, span, confidence: Math.min(0.95, 0.5 + 0.1 * (end - first)) };
}
