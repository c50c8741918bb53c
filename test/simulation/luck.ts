/** A row of numbers that is the same whenever it is begun from the same seed. */
export interface Luck {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  between(from: number, to: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of the keys, by weight. */
  weighted<Key extends string>(weights: Readonly<Record<Key, number>>): Key;
}

/** Luck from a seed (splitmix-like mixing, mulberry32). */
export function luckFrom(seed: string): Luck {
  let state = 0x9e37_79b9;
  for (let index = 0; index < seed.length; index += 1) {
    state = Math.imul(state ^ seed.charCodeAt(index), 0x85eb_ca6b);
    state ^= state >>> 13;
  }
  const luck: Luck = {
    next() {
      state = (state + 0x6d2b_79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
    },
    chance: (probability) => luck.next() < probability,
    between: (from, to) => from + Math.floor(luck.next() * (to - from + 1)),
    pick<T>(from: readonly T[]): T {
      if (from.length === 0) throw new Error('nothing to pick from');
      return from[Math.floor(luck.next() * from.length)] as T;
    },
    weighted(weights) {
      const entries = Object.entries<number>(weights);
      let left = luck.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key as keyof typeof weights;
      }
      return entries.at(-1)?.[0] as keyof typeof weights;
    },
  };
  return luck;
}
