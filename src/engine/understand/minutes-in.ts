import { fold } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { longest } from './phrase.ts';

/** How many minutes a text means: "1 hour 30", "2h", "half an hour", "an hour and a half". `unit`: a number without one. `null`: no length of time. */
export function minutesIn(text: string, lexicon: Lexicon): number | 'unit' | null {
  const tokens = tokensIn(text);
  let total = 0;
  let count: number | null = null;
  let unit: number | null = null;
  for (let index = 0; index < tokens.length;) {
    const named =
      count === null ? longest(tokens, index, (phrase) => lexicon.lengths.has(phrase)) : 0;
    const half = longest(tokens, index, (phrase) => lexicon.half.has(phrase));
    const token = tokens[index] as string;
    const number = numberOf(token, lexicon);
    const length = lexicon.units.get(token);
    if (named > 0 && named >= half) {
      const minutes = lexicon.lengths.get(tokens.slice(index, index + named).join(' ')) as number;
      total += minutes;
      unit = minutes;
      index += named;
    } else if (half > 0 && count !== null) {
      count += 0.5;
      index += half;
    } else if (half > 0 && unit !== null) {
      total += unit / 2;
      index += half;
    } else if (length !== undefined && count !== null) {
      total += count * length;
      unit = length;
      count = null;
      index += 1;
    } else if (number !== null && count === null) {
      count = number;
      index += 1;
    } else {
      const idle = longest(
        tokens,
        index,
        (phrase) => lexicon.fillers.has(phrase) || lexicon.and.has(phrase),
      );
      if (idle === 0) return null;
      index += idle;
    }
  }
  if (count !== null && unit === 60 && count < 60) return total + count;
  if (count !== null) return total === 0 ? 'unit' : null;
  return total > 0 ? total : null;
}

function tokensIn(text: string): readonly string[] {
  return fold(text)
    .replaceAll("'", '')
    .replace(/(\d)(?=\p{L})|(\p{L})(?=\d)/gu, '$& ')
    .split(/[^\p{L}\p{N}.,]+/u)
    .map((token) => token.replace(/^[.,]+|[.,]+$/g, ''))
    .filter((token) => token !== '');
}

function numberOf(token: string, lexicon: Lexicon): number | null {
  if (/^\d{1,6}([.,]\d{1,2})?$/.test(token)) return Number(token.replace(',', '.'));
  return lexicon.numbers.get(token) ?? null;
}
