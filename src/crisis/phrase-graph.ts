import { severity } from './level.ts';
import type { Phrase, Slot, Turn } from './signals.ts';

/** Lays all phrases into one graph that begins at one root, so that hearing any of them costs one short walk a word. */
export function layOut(phrases: readonly Phrase[]): PhraseGraph {
  const root = node();
  const vocabulary = new Set<string>();
  const fillers = new Set<string>();
  const laid: Laid = { ways: new Map(), slots: new Map() };
  for (const phrase of phrases) {
    const words = phrase.slots.flatMap((slot) => slot.turns.flat());
    for (const word of words) vocabulary.add(word);
    if (phrase.level === 'filler') for (const word of words) fillers.add(word);
    else lay(phrase, root, laid);
  }
  return { root, vocabulary, fillers };
}

/** All phrases and the words they are made of. */
export interface PhraseGraph {
  readonly root: Crossing;
  readonly vocabulary: ReadonlySet<string>;
  /** Words that may stand anywhere in a phrase and change nothing. */
  readonly fillers: ReadonlySet<string>;
}

/** Where the words so far lead. No way leads back, so a walk is as long as the longest phrase at most. */
export interface Crossing {
  readonly next: ReadonlyMap<string, readonly Crossing[]>;
  /** The phrase that ends here, if one does: of several the worst, and an idiom or a denial before any. */
  readonly ends: Phrase | null;
}

interface Node extends Crossing {
  readonly next: Map<string, Node[]>;
  ends: Phrase | null;
}

function node(): Node {
  return { next: new Map(), ends: null };
}

/** Phrases that begin with the same slots share their way: `laid` remembers where each beginning leads. */
function lay(phrase: Phrase, root: Node, laid: Laid): void {
  let heads: readonly Node[] = [root];
  let beginning = '';
  for (const slot of phrase.slots) {
    beginning += ` ${numberOf(slot, laid.slots)}`;
    const known = laid.ways.get(beginning);
    if (known === undefined) laid.ways.set(beginning, (heads = after(slot, heads)));
    else heads = known;
  }
  for (const head of heads) head.ends = worse(phrase, head.ends);
}

interface Laid {
  readonly ways: Map<string, readonly Node[]>;
  /** Slots that read alike have one number, so that a beginning is a short name. */
  readonly slots: Map<string, number>;
}

function numberOf({ turns, optional }: Slot, slots: Map<string, number>): number {
  const written = turns.map((turn) => turn.join(' ')).join('|') + (optional ? '?' : '');
  const known = slots.get(written) ?? slots.size;
  slots.set(written, known);
  return known;
}

function after({ turns, optional }: Slot, heads: readonly Node[]): readonly Node[] {
  const join = node();
  for (const turn of turns) lead(turn, heads, join);
  return optional ? [...heads, join] : [join];
}

function lead(turn: Turn, heads: readonly Node[], join: Node): void {
  let from = heads;
  for (const [index, word] of turn.entries()) {
    const to = index === turn.length - 1 ? join : node();
    for (const head of from) {
      const ways = head.next.get(word);
      if (ways === undefined) head.next.set(word, [to]);
      else ways.push(to);
    }
    from = [to];
  }
}

/** Of phrases that are the same words the worst counts, and an idiom before any. */
export function worse(one: Phrase | null, other: Phrase | null): Phrase | null {
  if (one === null || other === null) return one ?? other;
  return severity(one.level) <= severity(other.level) ? one : other;
}
