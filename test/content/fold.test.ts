import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '#content/fold.ts';

describe('a folded text', () => {
  const sign = fc.constantFrom('a', 'É', '7', ' ', '!', '“', '-', '$', '😀', '\u{1D6FC}', '\n');

  test('ends with a letter or a number, and has lost nothing before it', () => {
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 20 }), (text) => {
        const folded = fold(text);
        expect(folded).not.toMatch(/[\s\p{P}\p{S}]$/u);
        expect(fold(`${text} ! .`)).toBe(folded);
        expect(fold(`b${text}c`).replace(/[^\p{L}\p{N}]/gu, '')).toBe(
          `b${folded}c`.replace(/[^\p{L}\p{N}]/gu, ''),
        );
      }),
    );
  });
});
