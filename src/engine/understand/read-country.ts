import { distance } from '#conversation/spelling.ts';
import { plain, tokensOf } from '#content/fold.ts';
import { countryIn } from '#content/in-words.ts';
import type { Lexicon } from './lexicon.ts';
import { bare, longest } from './phrase.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';

/** A country as ISO 3166-1 alpha-2: its code, its name in the member's language or in English, or a short name. */
export function readCountry(question: Question, text: string, lexicon: Lexicon): Understood {
  const words = plain(text);
  if (words === '' || lexicon.yes.has(words) || lexicon.no.has(words)) return unclear();
  const code = countryCode(text, question.locale, lexicon);
  if (code !== null) return answer(code);
  const close = new Set<string>();
  for (const [name, of] of namesIn(question.locale)) if (isNear(words, name)) close.add(of);
  const [only] = close;
  return only === undefined || close.size > 1
    ? unclear()
    : near(only, countryIn(only, question.locale));
}

/** The country a whole text names exactly, or `null`. */
export function countryCode(text: string, locale: string, lexicon: Lexicon): string | null {
  for (const words of placeForms(text, lexicon)) {
    const code =
      lexicon.countries.get(words) ?? namesIn(locale).get(words) ?? namesIn('en').get(words);
    if (code !== undefined) return code;
    if (/^[a-z]{2}$/.test(words) && countries().has(words.toUpperCase()))
      return words.toUpperCase();
  }
  return null;
}

/** A place as written ("U.S.A." as one word), without what says nothing, and without "in": "I live in Spain". */
export function placeForms(text: string, lexicon: Lexicon): readonly string[] {
  const rest = bare(tokensOf(text), lexicon);
  const written = plain(text);
  return [
    /^(\p{L} )+\p{L}$/u.test(written) ? written.replaceAll(' ', '') : written,
    rest.join(' '),
    rest.slice(longest(rest, 0, (phrase) => lexicon.within.has(phrase))).join(' '),
  ];
}

/** One typo, or a beginning of four letters or more. */
function isNear(words: string, name: string): boolean {
  if (words.length < 4 || name.length < 4) return false;
  return name.startsWith(words) || distance(words, name, 1) <= 1;
}

const tables = new Map<string, ReadonlyMap<string, string>>();

/** Every country's names in a language, plain, to its code. */
function namesIn(locale: string): ReadonlyMap<string, string> {
  const known = tables.get(locale);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  for (const style of ['short', 'long'] as const) {
    const display = new Intl.DisplayNames([locale, 'en'], {
      type: 'region',
      style,
      fallback: 'none',
    });
    for (const code of countries()) {
      const name = display.of(code);
      if (name !== undefined) for (const form of formsOf(name)) names.set(form, code);
    }
  }
  tables.set(locale, names);
  return names;
}

/** "Bosnia & Herzegovina" also with "and", "Myanmar (Burma)" also as either, "Hong Kong SAR China" also without its status. Codes in disguise ("RU" for Reino Unido) are no names. */
function formsOf(name: string): readonly string[] {
  const [, outer, inner] = /^(.+?)\s*\((.+)\)$/.exec(name) ?? [];
  const forms = [
    name,
    name.replaceAll('&', 'and'),
    name.replace(/ SAR China$/, ''),
    name.replace(/^St\. /, 'Saint '),
    outer ?? '',
    inner ?? '',
  ];
  return forms.map(plain).filter((form) => form.length > 3);
}

let found: ReadonlySet<string> | null = null;

/** Regions with a clock of their own are where people live; Kosovo has a name and no clock in the tables. Looked up on first use: it takes longer than a first reply may. */
function countries(): ReadonlySet<string> {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  found ??= new Set(
    letters
      .flatMap((first) => letters.map((second) => first + second))
      .filter(
        (code) =>
          code === 'XK' ||
          (new Intl.Locale(`und-${code}`).region === code && zonesOf(code).length > 0),
      ),
  );
  return found;
}

/** The IANA zones of a country, in the tables' order. */
export function zonesOf(country: string): readonly string[] {
  return new Intl.Locale(`und-${country}`).getTimeZones() ?? [];
}
