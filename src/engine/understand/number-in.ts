import { numberIn as written } from '#content/format.ts';
import { fold, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { onesDropped } from './match-option.ts';
import { longest } from './phrase.ts';

/** The numbers somebody wrote. */
export interface NumbersWritten {
  readonly values: readonly number[];
  /** "7 out of 10": the 10. */
  readonly outOf: number | null;
  /** Words that say something else beside it; with any, better ask. */
  readonly strange: number;
}

/** The numbers in a text, each once: digits or words, "about", halves, "7/10"; "one" beside another number is only an article. */
export function numbersIn(text: string, lexicon: Lexicon, how: Writing): NumbersWritten {
  const { decimal, units } = how;
  const tokens = onesDropped(tokensIn(text), lexicon);
  const found: number[] = [];
  let article: number | null = null;
  let outOf: number | null = null;
  let strange = 0;
  /** Where the number before ends: a unit stands right there. */
  let ends = 0;
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index] as string;
    const last = found.at(-1);
    const half = longest(tokens, index, (phrase) => lexicon.half.has(phrase));
    const of =
      last === undefined
        ? 0
        : token === '/'
          ? 1
          : longest(tokens, index, (phrase) => lexicon.outOf.has(phrase));
    const whole = of === 0 ? null : oneAt(tokens, index + of, lexicon, decimal);
    const here = oneAt(tokens, index, lexicon, decimal);
    if (half > 0) {
      if (last !== undefined) found[found.length - 1] = last + 0.5;
      else {
        found.push((article ?? 0) + 0.5);
        if (article === null) strange += 1; // Half of what?
      }
      index += half;
    } else if (whole !== null && outOf === null) {
      outOf = whole.value;
      index += of + whole.length;
    } else if (here !== null) {
      if (here.length === 1 && lexicon.fillers.has(token)) article = here.value;
      else found.push(here.value);
      index += here.length;
      ends = index;
    } else {
      const filler = longest(tokens, index, (phrase) => lexicon.fillers.has(phrase));
      const isUnit = index > 0 && ends === index && units.has(stem(token));
      if (filler === 0 && !isUnit) strange += 1;
      index += Math.max(1, filler);
    }
  }
  // “A joke” in Spanish is no 1.
  if (found.length === 0 && article !== null && strange === 0) found.push(article);
  return { values: [...new Set(found)].filter(Number.isFinite), outOf, strange };
}

/** How the numbers of a text may be written. */
export interface Writing {
  /** The mark before decimals. */
  readonly decimal: string;
  /** What may stand behind a number without saying anything else, by stem. */
  readonly units: ReadonlySet<string>;
}

/** The words a question asks in: “two meals” says no more than “two” under “How many meals?”. */
export function unitsOf(asked: string): ReadonlySet<string> {
  return new Set(tokensOf(asked).map(stem));
}

/** “Glass” and “glasses”, “mes” and “meses”. */
function stem(word: string): string {
  return word.replace(/(?<=\p{L}{2})(?:e?s)+$/u, '');
}

/** The mark readers of a locale put before the decimals. */
export function decimalMark(locale: string): string {
  return written(1.5, locale).includes(',') ? ',' : '.';
}

/** Words and numbers of a text, with what belongs to a number kept at it: `7.5`, `-3`, and `/` on its own. */
function tokensIn(text: string): readonly string[] {
  return fold(text.replaceAll('🔟', '10'))
    .replaceAll("'", '')
    .replace(/(\d)-(?=\p{L})/gu, '$1 ')
    .replace(/(\d)\s*-\s*(?=\d)/g, '$1 to ')
    .replace(/(\p{L})-(?=\p{L})/gu, '$1 ')
    .replace(/(\d)\s*\/\s*(?=\d)/g, '$1 / ')
    .replace(/(\d)(?=\p{L})/gu, '$1 ')
    .split(/\s+/)
    .map((token) =>
      token === '/' ? token : token.replace(/^[^\p{L}\p{N}-]+|[^\p{L}\p{N}]+$/gu, ''),
    )
    .filter((token) => token !== '');
}

/** The number that begins here, in digits or in words ("twenty five", "treinta y cinco"), and how many words it takes. */
function oneAt(
  tokens: readonly string[],
  start: number,
  lexicon: Lexicon,
  decimal: string,
): { readonly value: number; readonly length: number } | null {
  const token = tokens[start];
  if (token === undefined) return null;
  const digits = digitsIn(token, decimal);
  if (digits !== null) return { value: digits, length: 1 };
  const first = lexicon.numbers.get(token);
  if (first === undefined) return null;
  const joined = lexicon.and.has(tokens[start + 1] ?? '') ? 2 : 1;
  const next = lexicon.numbers.get(tokens[start + joined] ?? '');
  if (next !== undefined && first >= 20 && first < 100 && next > 0 && next < 10)
    return { value: first + next, length: joined + 1 };
  if (next === 100 && joined === 1 && first > 0 && first < 10)
    return { value: first * 100, length: 2 };
  return { value: first, length: 1 };
}

/** Three digits after a comma may be thousands, and after a point where decimals have a comma: no guess. */
function digitsIn(token: string, decimal: string): number | null {
  const [, whole, mark, decimals] = /^(-?\d{1,15})(?:([.,])(\d{1,9}))?$/.exec(token) ?? [];
  if (whole === undefined) return null;
  if (decimals === undefined) return Number(whole);
  if (decimals.length === 3 && (mark === ',' || decimal === ',')) return null;
  return Number(`${whole}.${decimals}`);
}
