import { readFileSync } from 'node:fs';
import { phrasebookOf, type LocaleFile, type Phrasebook } from '#content/phrasebook.ts';
import { readPhrases } from '#content/read-phrases.ts';

/** The languages that are shipped. */
export const shippedLocales = ['en', 'es'] as const;

/** A shipped language's file, as text. */
export function shippedText(locale: string): string {
  return readFileSync(new URL(`../../content/locales/${locale}.yaml`, import.meta.url), 'utf8');
}

/** A shipped language's file, read; its problems as an error. */
export function shippedFile(locale: string): LocaleFile {
  const read = readPhrases(`content/locales/${locale}.yaml`, shippedText(locale));
  if (!('phrases' in read))
    throw new Error(
      read.map(({ at, message }) => `${at.file}:${at.line}:${at.column} ${message}`).join('\n'),
    );
  return read;
}

/** The phrasebook a fresh checkout has. */
export function shippedPhrasebook(): Phrasebook {
  return phrasebookOf(shippedLocales.map(shippedFile));
}
