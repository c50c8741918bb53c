import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alwaysOnWords } from '#content/words.ts';
import { alwaysOn } from '#engine/understand/always-on.ts';
import { plain } from '#content/fold.ts';
import { shippedLocales, shippedPhrasebook } from '../content/shipped.ts';

/** Any code point, lone surrogates too. */
const anything = fc.nat(0x10_ff_ff).map((point) => String.fromCodePoint(point));

const book = shippedPhrasebook();
const en = book.words('en');
const es = book.words('es');

describe('the always-on words', () => {
  test('each is heard in every language by its label and all its other words, in any case and dress', () => {
    for (const locale of shippedLocales) {
      const words = book.words(locale);
      for (const word of alwaysOnWords) {
        for (const phrase of words.alwaysOn[word]) {
          for (const text of [
            phrase,
            phrase.toUpperCase(),
            `  ${phrase}!! 🙏`,
            `/${phrase}`,
            plain(phrase),
          ]) {
            expect(alwaysOn(text, words), `${locale}: ${text}`).toEqual({ word, near: false });
          }
        }
      }
      for (const phrase of words.change) {
        const near = phrase.includes('…');
        expect(alwaysOn(phrase.replace('…', 'sad'), words)).toEqual({ word: 'change', near });
      }
    }
  });

  test.each([
    [en, 'halp now', 'help-now'],
    [en, 'stpo', 'stop'],
    [en, 'paus', 'pause'],
    [en, 'groundme', 'ground-me'],
    [en, 'delete my dat', 'delete-my-data'],
    [es, 'ayda ya', 'help-now'],
    [es, 'salatr', 'skip'],
    [es, 'menu', 'menu'],
    [es, 'quien eres?', 'who-are-you'],
  ] as const)('one typo is forgiven: %#', (words, text, word) => {
    expect(alwaysOn(text, words)?.word).toBe(word);
  });

  test('one typo is told apart from the word itself', () => {
    expect(alwaysOn('stopp', en)).toEqual({ word: 'stop', near: true });
    expect(alwaysOn('sos', en)).toEqual({ word: 'help-now', near: false });
    expect(alwaysOn('so', en)).toBeNull();
  });

  test.each([
    'I cannot stop crying',
    'no menu today',
    'we went back home',
    'my mother said stop',
    'skip the part about him',
    'he told me to pause',
    'help her',
    '',
    '🙂',
  ])('%s is not one', (text) => {
    expect(alwaysOn(text, en)).toBeNull();
  });

  test('none is ever heard inside a longer message', () => {
    const phrases = fc.constantFrom(
      ...shippedLocales.flatMap((locale) =>
        alwaysOnWords.flatMap((word) =>
          book.words(locale).alwaysOn[word].map((phrase) => [locale, phrase] as const),
        ),
      ),
    );
    const more = fc
      .string({
        unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz '),
        minLength: 4,
        maxLength: 40,
      })
      .filter((text) => plain(text).length >= 4);
    fc.assert(
      fc.property(phrases, more, fc.boolean(), ([locale, phrase], rest, before) => {
        const words = book.words(locale);
        const text = before ? `${rest} ${phrase}` : `${phrase} ${rest}`;
        const all = [...alwaysOnWords.flatMap((word) => words.alwaysOn[word]), ...words.change].map(
          plain,
        );
        fc.pre(all.every((other) => Math.abs(other.length - plain(text).length) > 1));
        expect(alwaysOn(text, words)).toBeNull();
      }),
    );
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: anything, maxLength: 400 }), (text) => {
        alwaysOn(text, en);
      }),
    );
  });
});
