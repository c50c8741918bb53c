import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cycle,
  leastRecent,
  once,
  pickVariant,
  shuffle,
  useVariant,
  type PickRule,
} from '#content/variant.ts';

const luck = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

function play(rule: PickRule, count: number, lucks: readonly number[]): (number | null)[] {
  let used: readonly number[] = [];
  const eligible = Array.from({ length: count }, (_, index) => index);
  return lucks.map((chance) => {
    const index = pickVariant(rule, { eligible, used, luck: chance });
    if (index !== null) used = useVariant(used, index);
    return index;
  });
}

describe('picking a wording', () => {
  test('least recent repeats nothing before every wording was used, and never twice in a row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.array(luck, { minLength: 40, maxLength: 40 }),
        (count, lucks) => {
          const picks = play('least-recent', count, lucks);
          for (let index = 0; index + count <= picks.length; index += 1) {
            expect(new Set(picks.slice(index, index + count)).size).toBe(count);
          }
        },
      ),
    );
  });

  test('among never used ones luck decides, among used ones age', () => {
    expect(leastRecent([0, 1, 2], [1], 0)).toBe(0);
    expect(leastRecent([0, 1, 2], [1], 0.99)).toBe(2);
    expect(leastRecent([0, 2], [2, 1, 0], 0.5)).toBe(2);
  });

  test('what is not eligible is never taken, whatever was used before', () => {
    const rule = fc.constantFrom<PickRule>('least-recent', 'cycle', 'once', 'shuffle');
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(rule, some, some, luck, (how, eligible, used, chance) => {
        const index = pickVariant(how, { eligible, used, luck: chance });
        if (index === null) expect(how === 'once' || eligible.length === 0).toBe(true);
        else expect(eligible).toContain(index);
      }),
    );
  });

  test('cycle goes round in the order written', () => {
    expect(play('cycle', 3, [0, 0, 0, 0])).toEqual([0, 1, 2, 0]);
    expect(cycle([0, 2], [1])).toBe(2);
  });

  test('once runs out', () => {
    expect(play('once', 2, [0, 0, 0])).toEqual([0, 1, null]);
    expect(once([1], [1])).toBeNull();
  });

  test('shuffle never takes the same twice in a row', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.array(luck, { minLength: 30, maxLength: 30 }),
        (count, lucks) => {
          const picks = play('shuffle', count, lucks);
          for (let index = 1; index < picks.length; index += 1)
            expect(picks[index]).not.toBe(picks[index - 1]);
        },
      ),
    );
    expect(shuffle([0, 1, 2, 3], [0, 1, 2, 3], 0.99)).toBe(1);
  });

  test('a wording taken again moves to the end', () => {
    expect(useVariant([0, 1, 2], 0)).toEqual([1, 2, 0]);
  });
});
