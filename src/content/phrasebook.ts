import type { Paragraph } from '#conversation/message.ts';
import { formatText, plainText, type Slots } from './format.ts';
import { fallbacks } from './locale.ts';
import type { PhraseKey } from './phrase-key.ts';
import type { Words } from './words.ts';

/** What Mooring itself says and hears, in every language there is a file for. */
export interface Phrasebook {
  /** A phrase in the nearest language that has it; `variant` picks a wording, counted round and round. */
  say(key: PhraseKey, locale: string, slots?: Slots, variant?: number): readonly Paragraph[];
  /** The same as one plain string: for labels and media. */
  text(key: PhraseKey, locale: string, slots?: Slots, variant?: number): string;
  /** How many wordings a phrase has. */
  wordings(key: PhraseKey, locale: string): number;
  /** The words of the nearest language. */
  words(locale: string): Words;
  readonly locales: readonly string[];
}

/** One language's file, read and sound. Regional files (`es-419`) may leave out what their language already says. */
export interface LocaleFile {
  readonly locale: string;
  readonly phrases: ReadonlyMap<PhraseKey, readonly string[]>;
  readonly words: Words | null;
}

/** Locales whose fallbacks are kept ready; members have far fewer. */
const mostChains = 100;

/** Puts languages together. Without English in full there is nothing to fall back on, which is our bug. */
export function phrasebookOf(files: readonly LocaleFile[]): Phrasebook {
  const byLocale = new Map(files.map((file) => [file.locale, file]));
  const chains = new Map<string, readonly LocaleFile[]>();
  const chainOf = (locale: string): readonly LocaleFile[] => {
    const known = chains.get(locale);
    if (known !== undefined) return known;
    const chain = fallbacks(locale).flatMap((nearest) => byLocale.get(nearest) ?? []);
    if (chains.size >= mostChains) chains.clear();
    chains.set(locale, chain);
    return chain;
  };
  const find = <Found>(
    locale: string,
    what: string,
    look: (file: LocaleFile) => Found | null,
  ): Found => {
    for (const file of chainOf(locale)) {
      const found = look(file);
      if (found !== null) return found;
    }
    throw new Error(`no locale has ${what}`);
  };
  const say = (
    key: PhraseKey,
    locale: string,
    slots: Slots = {},
    variant = 0,
  ): readonly Paragraph[] =>
    find(locale, key, (file) => {
      const wordings = file.phrases.get(key);
      if (wordings === undefined) return null;
      return formatText(wordings[variant % wordings.length] as string, slots, file.locale);
    });
  return {
    say,
    text: (key, locale, slots, variant) => plainText(say(key, locale, slots, variant)),
    wordings: (key, locale) => find(locale, key, (file) => file.phrases.get(key)?.length ?? null),
    words: (locale) => find(locale, 'words', (file) => file.words),
    locales: files.map((file) => file.locale),
  };
}
