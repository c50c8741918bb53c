import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cells, padded } from '#platform/terminal/cells.ts';
import { clean, cleanLine } from '#platform/terminal/clean.ts';
import { clockLine } from '#platform/terminal/clock-line.ts';
import { wrap } from '#platform/terminal/wrap.ts';

const anything = fc.string({ unit: 'binary', maxLength: 60 });

describe('clean text', () => {
  test.each([
    ['a colour', 'one \u001B[31mred\u001B[0m word', 'one red word'],
    ['a cleared screen', 'a\u001B[2J\u001B[Hb', 'ab'],
    ['a window title', 'a\u001B]0;you are owned\u0007b', 'ab'],
    ['a link', '\u001B]8;;https://example.org\u001B\\here\u001B]8;;\u001B\\', 'here'],
    ['a clipboard', 'a\u001B]52;c;ZXZpbA==\u0007b', 'ab'],
    ['a device string', 'a\u001BPq#0\u001B\\b', 'ab'],
    ['a reset', 'a\u001Bcb', 'ab'],
    ['a sequence in eight bits', 'a\u009B2Jb', 'ab'],
    ['what is not terminated', 'a\u001B]0;still here', 'a0;still here'],
    ['a doubled escape', 'a\u001B\u001B[2Jb', 'ab'],
    ['back spaces', 'safe\b\b\b\bevil', 'safeevil'],
    ['a carriage return', 'one\rtwo\r\nthree', 'one\ntwo\nthree'],
    ['other line ends', 'a\u2028b\u2029c\u0085d\ve', 'a\nb\nc\nd\ne'],
    ['a turned direction', 'abc\u202Edef\u2066g\u200Fh', 'abcdefgh'],
    ['what cannot be seen', 'a\u200Bb\u00ADc\uFEFFd\u{E0041}e\u3164f', 'abcdef'],
    ['half a character', 'a\uD83Db', 'a\uFFFDb'],
    ['a heap of marks', `a${'\u0301'.repeat(40)}b`, `á${'\u0301'.repeat(4)}b`],
    ['a tab', 'a\tb', 'a b'],
  ])('is rid of %s', (_, text, left) => {
    expect(clean(text)).toBe(left);
  });

  test.each([
    '¿Cómo estás? “Bien” – sí…',
    '👩‍👩‍👧 ❤️ 👍🏽',
    'می‌خواهم',
    'क्‍ष',
    'a\nb',
    'a\u00A0b',
    '日本語',
  ])('leaves %j as it is', (text) => {
    expect(clean(text)).toBe(text);
  });

  test('is on one line where a line is wanted', () => {
    expect(cleanLine('  a \n\n b\r\nc\td ')).toBe('a b c d');
  });

  test('holds no control character but line feeds, whatever it was', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '\u001B',
        '[',
        ']',
        'P',
        '\\',
        '\u0007',
        '\u009B',
        '\u009C',
        '3',
        'm',
        '\r',
        '\u202E',
        'x',
      ),
    });
    fc.assert(
      fc.property(fc.oneof(anything, nasty), (text) => {
        expect(clean(text)).not.toMatch(/[\p{Cc}--\n]|[\p{Bidi_Control}\p{Cs}]/v);
        expect(clean(clean(text))).toBe(clean(text));
      }),
    );
  });
});

describe('the columns of a text', () => {
  test.each([
    ['plain', 5],
    ['né', 2],
    ['ne\u0301', 2],
    ['日本', 4],
    ['한국', 4],
    ['ＡＢ', 4],
    ['ｱ', 1],
    ['🙂', 2],
    ['❤️', 2],
    ['“…”', 3],
    ['', 0],
  ])('%s', (text, columns) => {
    expect(cells(text)).toBe(columns);
    expect(padded(text, 8)).toBe(text + ' '.repeat(8 - columns));
  });

  test('are never fewer than Node’s own line editor counts', () => {
    const output = Object.assign(new PassThrough(), { columns: Infinity });
    const editor = createInterface({
      input: new PassThrough(),
      output,
      prompt: '',
      terminal: true,
    });
    fc.assert(
      fc.property(anything, (text) => {
        const shown = cleanLine(text);
        Object.assign(editor, { line: shown, cursor: shown.length });
        expect(cells(shown)).toBeGreaterThanOrEqual(editor.getCursorPos().cols);
      }),
      { numRuns: 2_000, examples: [['が\u3099\u302A'], ['\u1161'], ['🇮🇪']] },
    );
    editor.close();
  });
});

describe('wrapped text', () => {
  test('breaks at spaces, and keeps its own line ends', () => {
    expect(wrap('one two three four\nfive', 9)).toEqual(['one two', 'three', 'four', 'five']);
  });

  test('breaks a word that fits nowhere, and no letter from its marks', () => {
    expect(wrap('a extraordinarily', 6)).toEqual(['a', 'extrao', 'rdinar', 'ily']);
    expect(wrap('e\u0301'.repeat(5), 2)).toEqual(['e\u0301e\u0301', 'e\u0301e\u0301', 'e\u0301']);
    expect(wrap('日本語の文', 5)).toEqual(['日本', '語の', '文']);
  });

  test('keeps a number in groups together', () => {
    expect(wrap('You can call 0800 111 222 now', 18)).toEqual(['You can call', '0800 111 222 now']);
    expect(wrap('+44 20 7946 0000', 10)).toEqual(['+44 20', '7946 0000']);
  });

  test('is never wider than it may be, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 2, max: 72 }), (text, width) => {
        const lines = wrap(clean(text), width);
        expect(Math.max(...lines.map(cells))).toBeLessThanOrEqual(width);
        expect(lines.join('').replace(/[ \n]/g, '')).toBe(clean(text).replace(/[ \n]/g, ''));
      }),
    );
  });
});

describe('a line of the clock', () => {
  test.each([
    ['+ 26h', 26 * 3_600_000],
    ['+26h', 26 * 3_600_000],
    ['+ 1d 2h 30m', 95_400_000],
    ['+ 90s', 90_000],
    ['+ 2w', 1_209_600_000],
    ['+ PT4H', 14_400_000],
    ['+ P1DT1M', 86_460_000],
  ])('%s lets time pass', (line, ms) => {
    expect(clockLine(line)).toEqual({ type: 'advance', ms });
  });

  test('names an instant', () => {
    expect(clockLine('@ 2026-03-02T09:00:00Z')).toEqual({ type: 'set', at: 1_772_442_000_000 });
    expect(clockLine('@ 2026-03-02T10:00:00+01:00')).toEqual({
      type: 'set',
      at: 1_772_442_000_000,
    });
  });

  test.each([
    '',
    '+',
    '+ 1',
    '+ one hour',
    '+ 5 of us',
    '+ P',
    '@',
    '@ noon',
    '@mod 1h',
    '26h',
    '+ 1h now',
    '+ P1Y',
  ])('is not `%s`', (line) => {
    expect(clockLine(line)).toBeNull();
  });
});
