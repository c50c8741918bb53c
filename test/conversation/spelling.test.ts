import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closest, distance, nearNames } from '#conversation/spelling.ts';

/** The textbook's whole table: optimal string alignment. */
function table(a: string, b: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i += 1) {
    const row: number[] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const [above, before] = [rows[i - 1], rows[i - 2]];
      if (above === undefined) row.push(j);
      else {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        const isSwap = before !== undefined && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
        row.push(
          Math.min(
            (above[j] as number) + 1,
            (row[j - 1] as number) + 1,
            (above[j - 1] as number) + same,
            isSwap && j > 1 ? (before[j - 2] as number) + 1 : Infinity,
          ),
        );
      }
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] as number;
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });

describe('how far two words are apart', () => {
  test('is what the whole table says, up to the bound', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
        expect(distance(a, b, most)).toBe(Math.min(table(a, b), most + 1));
      }),
      { numRuns: 2_000 },
    );
  });

  test('is told of the nearest name, whatever its case', () => {
    expect(closest('Haeviness', ['happiness', 'heaviness'])).toBe('heaviness');
    expect(closest('mood', ['move', 'tea'])).toBeNull();
  });

  test('is not looked at any more after a hundred words', () => {
    const near = nearNames(['heaviness']);
    const found = Array.from({ length: 101 }, () => near('heavines'));
    expect(found.indexOf(null)).toBe(100);
  });
});
