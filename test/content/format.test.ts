import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatText, plainText, type Slots } from '#content/format.ts';

/** Any code point, lone surrogates too. */
const anything = fc.nat(0x10_ff_ff).map((point) => String.fromCodePoint(point));

const say = (text: string, slots: Slots = {}, locale = 'en'): string =>
  plainText(formatText(text, slots, locale));

describe('filling a text', () => {
  test('slots, plurals and choices are filled in', () => {
    const text =
      'Hi{hasName, select, yes {, {name}} other {}}. {n, plural, one {# day} other {# days}}.';
    expect(say(text, { hasName: true, name: 'Ari', n: 1 })).toBe('Hi, Ari. 1 day.');
    expect(say(text, { hasName: 'no', name: null, n: 4 })).toBe('Hi. 4 days.');
  });

  test('what a member said comes out as said, whatever it contains', () => {
    const said = '{name} <b>*x*</b>\n\nnew paragraph? {n, plural}';
    expect(formatText('You wrote: {note}\n\nThank you.', { note: { said } }, 'en')).toEqual([
      ['You wrote: ', { said }],
      ['Thank you.'],
    ]);
  });

  test('words a member said stay theirs inside a choice', () => {
    const text = '{hasName, select, yes {Hello {name}!} other {Hello!}}';
    expect(formatText(text, { hasName: 'yes', name: { said: 'Ari' } }, 'en')).toEqual([
      ['Hello ', { said: 'Ari' }, '!'],
    ]);
  });

  test('what was chosen shows as its label, and decides by its value', () => {
    const text = '{mood, select, low {Rest, then} other {Good}}: {mood}.';
    expect(say(text, { mood: { value: 'low', label: 'A bit low' } })).toBe(
      'Rest, then: A bit low.',
    );
    expect(say(text, { mood: { value: 'high', label: 'low' } })).toBe('Good: low.');
  });

  test('null and missing show as nothing, and leave no double space', () => {
    expect(say('a {x} b {y} c', { x: null })).toBe('a b c');
    expect(formatText('{x}', {}, 'en')).toEqual([]);
  });

  test('numbers and lists are written as readers of the language write them', () => {
    expect(say('{n}: {feelings}', { n: 7.5, feelings: ['triste', 'inquieta'] }, 'es')).toBe(
      '7,5: triste y inquieta'.replace('y inq', 'e inq'),
    );
    expect(say('{n} {y} {list}', { n: 7.5, y: 2026, list: ['a', 'b', 'c'] })).toBe(
      '7.5 2026 a, b, and c',
    );
  });

  test('a blank line parts paragraphs, a line end does not', () => {
    expect(formatText('one\ntwo\n\n three \n \nfour\n', {}, 'en')).toEqual([
      ['one two'],
      ['three'],
      ['four'],
    ]);
  });

  test('tags are plain words', () => {
    expect(say('a <b>c</b> < d')).toBe('a <b>c</b> < d');
  });

  test('a text with broken syntax is shown as it was written', () => {
    expect(say('a {b', { b: 'x' })).toBe('a {b');
  });

  test('slots named like built-in things are only slots', () => {
    expect(say('{constructor}{toString}{k, select, a {A} other {O}}', { k: 'constructor' })).toBe(
      'O',
    );
  });

  test('no text, slot or locale makes it throw', () => {
    const slot = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.record({ said: fc.string() }),
      fc.record({ kind: fc.constantFrom('date', 'duration', 'country'), value: fc.string() }),
    );
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '{a} {b}',
        '{a, plural, one {# x} other {{b}}}',
        '{a, select, yes {{b}} other {}}',
        '{a, number} {b, date, long}',
      ),
    );
    fc.assert(
      fc.property(
        text,
        slot,
        slot,
        fc.constantFrom('en', 'es', 'es-419', 'x!', ''),
        (words, a, b, locale) => {
          formatText(words, { a, b }, locale);
        },
      ),
    );
  });

  test('a member’s words survive any text that shows them, letter by letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: anything, minLength: 1 }), (said) => {
        const [paragraph] = formatText('before {x} after', { x: { said } }, 'en');
        expect(paragraph).toEqual(['before ', { said }, ' after']);
      }),
    );
  });
});
