import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileScreen } from '#crisis/screen.ts';
import { read } from '../support/repository.ts';

const languages = ['en', 'es'] as const;
const screen = compileScreen(
  languages.map((language) => ({ language, text: read(`content/crisis/${language}/signals.tsv`) })),
);
const levelOf = (text: string): string => screen.assess(text)?.level ?? 'none';

describe.each(languages)('the labelled cases of %s', (language) => {
  const cases = read(`content/crisis/${language}/cases.tsv`)
    .split('\n')
    .slice(1)
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => row.split('\t') as [text: string, level: string]);

  test('are sixty and more, of every level, and as many again that are none', () => {
    expect(cases.length).toBeGreaterThan(60);
    const levels = Map.groupBy(cases, ([, level]) => level);
    const wanted = [
      'imminent',
      'overdose',
      'danger',
      'ideation',
      'self-harm',
      'third-party',
      'none',
    ];
    expect([...levels.keys()].toSorted()).toEqual(wanted.toSorted());
    for (const [level, some] of levels) expect(some.length, level).toBeGreaterThanOrEqual(5);
    expect(levels.get('none')?.length).toBeGreaterThan(40);
  });

  test.each(cases)('%s: %s', (text, level) => {
    expect(levelOf(text)).toBe(level);
  });
});

describe('the screen', () => {
  test.each([
    ['capitals', 'I WANT TO DIE'],
    ['letters drawn out', 'i waaaant to dieeeee'],
    ['letters beyond the first plane', '𝐢 𝐰𝐚𝐧𝐭 𝐭𝐨 𝕯𝖎𝖊'],
    ['full-width letters', 'ｉ ｗａｎｔ ｔｏ ｄｉｅ'],
    ['zero-width characters', 'i wa\u200Bnt to d\u200Di\uFEFFe'],
    ['bidirectional marks', '\u202Ei want\u2066 to die\u202C'],
    ['combining marks', 'i wa\u0301nt to di\u0308e'],
    ['curly apostrophes', 'i don’t want to live'],
    ['no apostrophe', 'i dont want to live'],
    ['many spaces', 'i   want \t to \u00A0 die'],
    ['markdown', 'i **want** to ||die||'],
    ['a line broken in the middle', 'i want\nto die'],
    ['an ellipsis', 'i want to… die'],
    ['quiero without its accents', 'ojala no despertara'],
    ['quiero with its accents', 'ojalá no despertara'],
  ])('hears through %s', (_how, text) => {
    expect(levelOf(text)).toBe('ideation');
  });

  test('does not join words across the end of a sentence', () => {
    expect(levelOf('what do i want to? die hard, the film')).toBe('none');
  });

  test('takes a denial only for what stands right behind it', () => {
    expect(levelOf("i don't want to die")).toBe('none');
    expect(levelOf("i really don't really want to die")).toBe('none');
    expect(levelOf("i don't, i want to die")).toBe('ideation');
    expect(levelOf('i never\nwant to die')).toBe('ideation');
    expect(levelOf('no longer: want to die')).toBe('none');
    expect(levelOf('no\nlonger want to die')).toBe('ideation');
    expect(levelOf('nunca... quiero morir')).toBe('ideation');
  });

  test('hears the traps, where the denial is the wish itself', () => {
    expect(levelOf('i do not want to live')).toBe('ideation');
    expect(levelOf('to not want to live')).toBe('ideation');
    expect(levelOf('no quiero vivir')).toBe('ideation');
  });

  test("lets one language's denial leave another language's words alone", () => {
    expect(levelOf('no i want to die')).toBe('ideation');
  });

  test('keeps an idiom from hiding what stands beside it', () => {
    expect(levelOf('i want to die of embarrassment')).toBe('none');
    expect(levelOf('i want to die of embarrassment, no really i want to kill myself')).toBe(
      'ideation',
    );
  });

  test('answers with the worst it heard and names every rule', () => {
    const heard = screen.assess('i want to die. i took too many pills');
    expect(heard?.level).toBe('overdose');
    expect(heard?.signals.map(({ rule }) => rule)).toEqual(['en/want-to-die', 'en/took-too-much']);
  });

  test('points at the words in the text as it was written', () => {
    const text = '🙂 so… Ｉ ｗａｎｔ to d\u200Bieee!! ok';
    const [signal] = screen.assess(text)?.signals ?? [];
    expect(text.slice(...(signal?.span ?? [0, 0]))).toBe('Ｉ ｗａｎｔ to d\u200Bieee');
  });

  test('keeps no word of the text in its answer', () => {
    const answer = JSON.stringify(screen.assess('my zebra told me: i want to die'));
    expect(answer).not.toMatch(/zebra|told me/);
  });

  test('is surer of a longer phrase, and never certain', () => {
    const [short] = screen.assess('im suicidal')?.signals ?? [];
    const [long] = screen.assess('i am going to kill myself tonight')?.signals ?? [];
    expect(long?.confidence).toBeGreaterThan(short?.confidence ?? 1);
    expect(long?.confidence).toBeLessThan(1);
  });
});

describe('for any text', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        ' ',
        '.',
        ',',
        '\n',
        '…',
        '\u200B',
        '\uD800',
        '\uDC00',
        '👩‍👩‍👧',
        'ﷺ',
        'İ',
        '´',
        "'",
      ),
      fc.constantFrom(
        'i',
        'want',
        'to',
        'die',
        'kill',
        'myself',
        'not',
        'dont',
        'really',
        'no',
        'quiero',
        'vivir',
      ),
    ),
    { maxLength: 40 },
  );

  test('the screen answers, and every span lies in the text', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('', ' '), (some, between) => {
        const text = some.join(between);
        for (const { span, confidence } of screen.assess(text)?.signals ?? []) {
          expect(span[0]).toBeGreaterThanOrEqual(0);
          expect(span[0]).toBeLessThan(span[1]);
          expect(span[1]).toBeLessThanOrEqual(text.length);
          expect(confidence).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('an explicit plea is heard after anything that ends in a full stop', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (before) => {
        expect(screen.assess(`${before} . i want to kill myself tonight`)?.level).toBe('imminent');
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['one word', 'a'.repeat(100_000)],
    ['letters drawn out in pairs', 'aaab'.repeat(25_000)],
    ['fillers', 'really '.repeat(14_000)],
    ['fillers that begin a phrase', 'just '.repeat(20_000)],
    ['beginnings', 'i want to '.repeat(10_000)],
    ['beginnings and fillers', 'i really just so want '.repeat(4_500)],
    ['denials', 'not never dont '.repeat(6_600)],
    ['pleas', 'i want to die '.repeat(7_100)],
    ['invisible characters', '\u200B'.repeat(100_000)],
    ['marks on one letter', `a${'\u0301'.repeat(100_000)}`],
    ['marks and stops', '.,!?'.repeat(25_000)],
  ])('100 kB of %s cost less than a second of work', (_what, text) => {
    const start = process.cpuUsage();
    screen.assess(text);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });
});

describe('a line of signals that does not say what it has to', () => {
  test.each([
    ['too few columns', 'rule\tideation', 'line 1: three columns'],
    ['an unknown level', 'rule\tsad\tfeel sad', 'line 1: unknown level'],
    ['an unknown list', 'rule\tideation\ti {want} it', 'line 1: there is no list {want}'],
    ['a choice without words', 'rule\tideation\ti (want|) it', 'line 1: a choice without words'],
    ['brackets within brackets', '\nrule\tideation\ti (want (it)|that)', 'line 2:'],
    ['all optional', 'rule\tideation\twant? it?', 'line 1: all is optional'],
  ])('is refused by its line: %s', (_what, text, message) => {
    expect(() => compileScreen([{ language: 'xx', text }])).toThrow(message);
  });
});

test('each signal names the line of the row it was heard by', () => {
  const text =
    'rule\tlevel\tphrase\n# a comment\n\nfirst\tideation\tred kite\nsecond\tdanger\tblue kite\n';
  const heard = compileScreen([{ language: 'en', text }]).assess('a red kite and a blue kite');
  expect(heard?.signals).toMatchObject([
    { rule: 'en/first', line: 4, level: 'ideation' },
    { rule: 'en/second', line: 5, level: 'danger' },
  ]);
});
