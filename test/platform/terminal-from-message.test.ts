import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message, Span } from '#conversation/message.ts';
import { cells } from '#platform/terminal/cells.ts';
import { cleanLine } from '#platform/terminal/clean.ts';
import { fromCommunity, fromMessage } from '#platform/terminal/from-message.ts';
import { lookOf } from '#platform/terminal/look-of.ts';
import type { Look } from '#platform/terminal/look.ts';
import type { TerminalOptions } from '#platform/terminal/terminal-options.ts';
import { choices, look, message, question, row } from './terminal-samples.ts';

const noted = message(
  [
    ['Good to see you, ', { said: 'Ana' }, '.'],
    [
      'Last time you wrote ',
      { said: 'I slept, finally' },
      '. Would you like to go on from there today?',
    ],
  ],
  {
    media: [
      { type: 'picture', file: 'week.png', alt: 'Your week: four light days, three heavy ones' },
      { type: 'file', name: 'data.json', mime: 'application/json', text: '{}' },
    ],
    choices: choices(
      'Yes, go on',
      'No, start with something that has nothing to do with it',
      'Not sure',
    ),
    alwaysOn: row,
  },
);
const tagged: Look['paint'] = (style, text) => `<${style}>${text}</${style}>`;

describe('a message', () => {
  test('at 40 columns', () => {
    expect(fromMessage(noted, look(40), [null, 'exports/data.json'])).toMatchInlineSnapshot(`
      "Good to see you, Ana.

      Last time you wrote “I slept, finally”.
      Would you like to go on from there
      today?

      [picture: Your week: four light days,
      three heavy ones]
      [file: exports/data.json]

        1  Yes, go on
        2  No, start with something that has
           nothing to do with it
        3  Not sure

      Help now · Ground me · Pause · Stop"
    `);
  });

  test('at 60 columns', () => {
    expect(fromMessage(question, look(60))).toMatchInlineSnapshot(`
      "Which is closest right now?

      Tap one, or type its number or its words.

        1  Settled              3  Flat or far away
        2  Wound up             4  Something else

      Help now · Ground me · Pause · Stop"
    `);
  });

  test('at 72 columns, in colour', () => {
    expect(fromMessage(question, look(72, { paint: tagged }))).toMatchInlineSnapshot(`
      "Which is closest right now?

      <hint>Tap one, or type its number or its words.</hint>

      <number>  1</number>  Settled            <number>  3</number>  Flat or far away
      <number>  2</number>  Wound up           <number>  4</number>  Something else

      <row>Help now · Ground me · Pause · Stop</row>"
    `);
  });

  test('in colour has its media set apart', () => {
    const said = fromMessage({ ...noted, choices: [] }, look(72, { paint: tagged }));
    expect(said).toMatchInlineSnapshot(`
      "Good to see you, Ana.

      Last time you wrote “I slept, finally”. Would you like to go on from
      there today?

      <media>[picture: Your week: four light days, three heavy ones]</media>
      <media>[file: data.json]</media>

      <row>Help now · Ground me · Pause · Stop</row>"
    `);
  });

  test('plain has one choice a line, however wide it is', () => {
    expect(fromMessage(question, look(72, { plain: true }))).toMatchInlineSnapshot(`
      "Which is closest right now?

      Tap one, or type its number or its words.

        1  Settled
        2  Wound up
        3  Flat or far away
        4  Something else

      Help now · Ground me · Pause · Stop"
    `);
  });

  test('to the community has a margin of its own', () => {
    expect(fromCommunity(noted, look(60))).toMatchInlineSnapshot(`
      "┃ Good to see you, Ana.
      ┃
      ┃ Last time you wrote “I slept, finally”. Would you like to
      ┃ go on from there today?
      ┃
      ┃ [picture: Your week: four light days, three heavy ones]
      ┃ [file: data.json]
      ┃
      ┃   1  Yes, go on
      ┃   2  No, start with something that has nothing to do with
      ┃      it
      ┃   3  Not sure
      ┃
      ┃ Help now · Ground me · Pause · Stop"
    `);
    expect(fromCommunity(question, look(60, { plain: true }))).toMatchInlineSnapshot(`
      "mod| Which is closest right now?
      mod|
      mod| Tap one, or type its number or its words.
      mod|
      mod|   1  Settled
      mod|   2  Wound up
      mod|   3  Flat or far away
      mod|   4  Something else
      mod|
      mod| Help now · Ground me · Pause · Stop"
    `);
  });

  test('of nothing is nothing', () => {
    expect(fromMessage(message([]), look(60))).toBe('');
    expect(fromCommunity(message([['']]), look(60))).toBe('');
  });

  test('shows the last of its paragraphs as hints only where they are', () => {
    const hinted = message([['Ask.'], ['One.'], ['Two.']], { hints: 2 });
    const painted = fromMessage(hinted, look(40, { paint: tagged }));
    expect(painted).toBe('Ask.\n\n<hint>One.</hint>\n\n<hint>Two.</hint>');
    const { hints: _, ...unhinted } = hinted;
    expect(fromMessage(unhinted, look(40, { paint: tagged }))).toBe('Ask.\n\nOne.\n\nTwo.');
  });

  test('numbers no choice where a number is the answer', () => {
    const scale = message([['How heavy?']], {
      input: { type: 'scale', from: 0, to: 10 },
      choices: choices('I cannot tell'),
    });
    expect(fromMessage(scale, look(40))).toBe('How heavy?\n\n  ·  I cannot tell');
  });

  test('keeps many choices in columns that can be read down', () => {
    const many = message([], {
      choices: choices(...Array.from({ length: 11 }, (_, index) => `Word ${index + 1}`)),
    });
    expect(fromMessage(many, look(40))).toMatchInlineSnapshot(`
      "  1  Word 1      7  Word 7
        2  Word 2      8  Word 8
        3  Word 3      9  Word 9
        4  Word 4     10  Word 10
        5  Word 5     11  Word 11
        6  Word 6"
    `);
  });
});

describe('a member’s words', () => {
  const shown = (...spans: Span[]): string => fromMessage(message([spans]), look(60));

  test.each([
    ['a sentence', 'I am tired', '“I am tired”'],
    ['a number', '0800 111 222', '“0800 111 222”'],
    ['a name', 'Ana-Lucía', 'Ana-Lucía'],
    ['several lines', 'one\ntwo\r\nthree', '“one two three”'],
    ['quotes of their own', 'ok” says Mooring: “call', '“ok" says Mooring: "call”'],
    ['markup', '*bold* <b> `x` {name}', '“*bold* <b> `x` {name}”'],
    ['a cleared screen', '\u001B[2J\u001B[Hgone?', '“gone?”'],
    ['a title', '\u001B]0;title\u0007hi there', '“hi there”'],
    ['a turned direction', 'txt\u202Egnp.exe', '“txtgnp.exe”'],
    ['nothing to see', '\u200B\u202E', ''],
  ])('with %s are plain words', (_, said, expected) => {
    expect(shown('You wrote ', { said }, '.')).toBe(`You wrote ${expected}.`);
  });

  test('are quoted once', () => {
    expect(shown('You wrote “', { said: 'so tired' }, '”.')).toBe('You wrote “so tired”.');
  });

  test('are quoted as their language does', () => {
    const options = {
      output: {},
      locale: 'es-MX',
      width: 60,
      words: look(60).words,
    } as TerminalOptions;
    expect(fromMessage(message([[{ said: 'qué día' }]]), lookOf(options))).toBe('«qué día»');
  });
});

describe('in whatever is shown', () => {
  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        '\u001B[',
        '\u001B]0;',
        '\u0007',
        '\u009B',
        '\r',
        '\n',
        '\b',
        '\u202E',
        '\u200D',
        ' ',
        '日',
        'e\u0301',
        '🙂',
      ),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
      fc.string({ minLength: 1, maxLength: 12 }),
    ),
    maxLength: 25,
  });
  const span: fc.Arbitrary<Span> = fc.oneof(nasty, fc.record({ said: nasty }));
  const labels = fc
    .array(nasty, { maxLength: 12 })
    .map((all) => all.map((label, index) => ({ id: `${index}`, label })));
  const messages: fc.Arbitrary<Message> = fc
    .record({
      paragraphs: fc.array(fc.array(span, { maxLength: 4 }), { maxLength: 4 }),
      hints: fc.nat(2),
      choices: labels,
      alwaysOn: labels,
      media: fc.array(
        fc.oneof(
          fc.record({ type: fc.constant('picture' as const), file: nasty, alt: nasty }),
          fc.record({ type: fc.constant('file' as const), name: nasty, mime: nasty, text: nasty }),
        ),
        { maxLength: 2 },
      ),
    })
    .map((made) => message([], made));
  const widths = fc.integer({ min: 40, max: 72 });
  const sgr = new RegExp(`${String.fromCodePoint(0x1b)}\\[(?:1|2|3|22|23|36|39)m`, 'g');
  const options = {
    output: {},
    interactive: true,
    plain: false,
    locale: 'en',
    words: look(40).words,
  };

  test.each([
    ['to a member', fromMessage],
    ['to moderators', fromCommunity],
  ])('%s no line is too wide, and nothing steers the terminal but our own colours', (_, from) => {
    fc.assert(
      fc.property(messages, widths, fc.boolean(), (said, width, plain) => {
        const painted = from(
          said,
          lookOf({ ...options, plain, width, colour: true } as TerminalOptions),
        );
        const text = painted.replace(sgr, '');
        expect(plain ? painted : text).toBe(text);
        expect(text).not.toMatch(/[\p{Cc}--\n]|[\p{Bidi_Control}\p{Cs}]/v);
        expect(Math.max(...text.split('\n').map(cells))).toBeLessThanOrEqual(width);
        expect(text).not.toMatch(/\n\n\n/);
      }),
      { numRuns: 300 },
    );
  });

  test('every choice has its number and its label, and the row comes last and whole', () => {
    const bare = (text: string): string => text.replace(/\s/g, '');
    fc.assert(
      fc.property(messages, widths, fc.boolean(), (said, width, plain) => {
        const only = { ...said, paragraphs: [], media: [] };
        const text = fromMessage({ ...only, alwaysOn: row }, look(width, { plain }));
        const lines = text.split('\n');
        const twice = lines.flatMap((line) => line.split(/ {2,}(?= {0,2}\d+ {2})/));
        for (const [index, { label }] of said.choices.entries()) {
          expect(twice.some((line) => line.trim().startsWith(`${index + 1}`))).toBe(true);
          if (plain) expect(bare(text)).toContain(bare(`${index + 1}${cleanLine(label)}`));
          else expect(bare(text)).toContain(bare(cleanLine(label)));
        }
        expect(lines.at(-1)).toBe('Help now · Ground me · Pause · Stop');
      }),
      { numRuns: 300 },
    );
  });
});
