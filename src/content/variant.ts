/** How one of several wordings is picked. */
export type PickRule = 'least-recent' | 'cycle' | 'once' | 'shuffle';

/** The variant to take: `used` lists indexes, least recent first; `luck` is in [0, 1). `null`: none is eligible, or `once` is used up. */
export function pickVariant(rule: PickRule, pool: Pool): number | null {
  const { eligible, used, luck } = pool;
  if (eligible.length === 0) return null;
  switch (rule) {
    case 'least-recent':
      return leastRecent(eligible, used, luck);
    case 'cycle':
      return cycle(eligible, used);
    case 'once':
      return once(eligible, used);
    case 'shuffle':
      return shuffle(eligible, used, luck);
  }
}

/** The variants that fit now, what was taken before, and the luck of this visit. */
export interface Pool {
  readonly eligible: readonly number[];
  readonly used: readonly number[];
  readonly luck: number;
}

/** The eligible index unused for longest; never used ones first, luck decides among those. `eligible` is not empty. */
export function leastRecent(
  eligible: readonly number[],
  used: readonly number[],
  luck: number,
): number {
  const fresh = eligible.filter((index) => !used.includes(index));
  if (fresh.length > 0) return at(fresh, luck);
  return used.find((index) => eligible.includes(index)) as number;
}

/** The eligible index after the one used last, in the order written, round and round. `eligible` is not empty. */
export function cycle(eligible: readonly number[], used: readonly number[]): number {
  const last = used.at(-1) ?? -1;
  const order = eligible.toSorted((a, b) => a - b);
  return order.find((index) => index > last) ?? (order[0] as number);
}

/** The first eligible index never used, or `null` when all were. */
export function once(eligible: readonly number[], used: readonly number[]): number | null {
  return eligible.find((index) => !used.includes(index)) ?? null;
}

/** Any of the half that was used least recently, so that no two in a row are alike. `eligible` is not empty. */
export function shuffle(
  eligible: readonly number[],
  used: readonly number[],
  luck: number,
): number {
  const fresh = eligible.filter((index) => !used.includes(index));
  if (fresh.length > 0) return at(fresh, luck);
  const oldest = used.filter((index) => eligible.includes(index));
  return at(oldest.slice(0, Math.ceil(oldest.length / 2)), luck);
}

/** `used` with an index taken just now at its end. */
export function useVariant(used: readonly number[], index: number): readonly number[] {
  return [...used.filter((other) => other !== index), index];
}

function at(indexes: readonly number[], luck: number): number {
  return indexes[Math.min(indexes.length - 1, Math.floor(luck * indexes.length))] as number;
}
