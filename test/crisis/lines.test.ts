import { describe, expect, test } from 'vitest';
import { directoryOf } from '#crisis/directory.ts';
import { expiry } from '#crisis/expiry.ts';
import { lineFiles, nowhere, readLines, shippedCountries } from './country-files.ts';
import { read } from '../support/repository.ts';

/** Lines a member may be shown, and lines that wait for a person to verify them, in each country's file. */
const golden: Readonly<Record<string, readonly [shown: number, hidden: number]>> = {
  AE: [1, 0],
  AR: [1, 0],
  AT: [2, 0],
  AU: [3, 0],
  BA: [1, 0],
  BB: [1, 0],
  BD: [1, 0],
  BE: [2, 0],
  BG: [1, 0],
  BR: [1, 0],
  CA: [2, 0],
  CH: [2, 0],
  CL: [1, 0],
  CN: [1, 1],
  CO: [1, 0],
  CR: [1, 0],
  CY: [1, 0],
  CZ: [1, 1],
  DE: [2, 0],
  DK: [1, 0],
  EC: [1, 0],
  EE: [1, 0],
  EG: [0, 1],
  ES: [3, 0],
  FI: [1, 0],
  FR: [2, 0],
  GB: [5, 0],
  GH: [0, 1],
  GR: [1, 0],
  HK: [1, 0],
  HR: [1, 0],
  HU: [1, 0],
  ID: [1, 0],
  IE: [3, 0],
  IL: [1, 0],
  IN: [1, 0],
  IS: [1, 0],
  IT: [1, 0],
  JP: [3, 0],
  KE: [1, 0],
  KH: [1, 0],
  KR: [1, 0],
  LB: [1, 0],
  LK: [1, 0],
  LT: [0, 1],
  LU: [1, 0],
  LV: [0, 1],
  MA: [0, 1],
  MT: [1, 0],
  MX: [1, 0],
  MY: [2, 0],
  NG: [1, 0],
  NL: [1, 0],
  NO: [2, 0],
  NP: [0, 1],
  NZ: [2, 0],
  PE: [0, 1],
  PH: [1, 0],
  PK: [0, 1],
  PL: [2, 0],
  PT: [2, 0],
  RO: [0, 1],
  RS: [1, 0],
  RU: [1, 0],
  SA: [0, 1],
  SE: [1, 0],
  SG: [2, 0],
  SI: [1, 0],
  SK: [0, 1],
  TH: [1, 0],
  TR: [0, 1],
  TT: [1, 0],
  TW: [1, 0],
  TZ: [1, 0],
  UA: [1, 0],
  UG: [1, 0],
  US: [5, 1],
  UY: [1, 0],
  VE: [1, 0],
  VN: [1, 0],
  ZA: [2, 0],
};

/** Facts nobody has verified: none may come back as shown. */
const unverified = (
  'AYUDA,88247,0800 143 000,052-999-3544,0800-300-8355,55 5259 8121,18111,051,' +
  '8-800-2000-122,1-800-222-1222'
).split(',');

const spain = `country: ES
name: { en: Spain, es: España }
emergency: { numbers: ['112'], confidence: B, lastVerified: 2026-01-01 }
lines:
  - id: one
    name: A line
    phone: '024'
    languages: [es]
    kind: crisis
    confidence: B
    lastVerified: 2026-01-01
`;

const problemsOf = (text: string, file = 'lines/es.yaml') => {
  const outcome = readLines(file, text);
  if ('country' in outcome) throw new Error('there is nothing wrong with it');
  return outcome;
};

describe('the shipped help lines', () => {
  test.each(lineFiles)('%s keeps the form', (file) => {
    expect(readLines(file, read(file))).toHaveProperty('country');
  });

  test('are as many in each country as the facts say', () => {
    const counted = shippedCountries().map(({ country, lines }) => {
      const hidden = lines.filter((line) => line.hidden).length;
      return [country, [lines.length - hidden, hidden]];
    });
    expect(Object.fromEntries(counted)).toEqual(golden);
  });

  test('show exactly what is verified: confidence A and B, and never C', () => {
    for (const { country, emergency, lines } of shippedCountries()) {
      for (const entry of [emergency, ...lines]) {
        expect(entry.hidden, country).toBe(entry.confidence === 'C');
      }
    }
  });

  test('show no fact that waits to be verified', () => {
    const shown = shippedCountries().flatMap(({ lines }) => lines.filter((line) => !line.hidden));
    const told = shown.map((line) => JSON.stringify(line)).join('\n');
    for (const fact of unverified) expect(told).not.toMatch(new RegExp(`(?<!\\d)${fact}(?!\\d)`));
    expect(told).not.toContain('[C');
  });

  test('say where almost every shown number comes from', () => {
    const sourceless = shippedCountries().flatMap(({ country, lines }) =>
      lines
        .filter((line) => !line.hidden && line.source === null)
        .map((line) => `${country} ${line.id}`),
    );
    expect(sourceless).toEqual(['BB samaritans-of-barbados', 'MY talian-heal', 'TW 1925']);
  });

  test('give an emergency number and a line wherever the directory knows a country', () => {
    const directory = directoryOf(shippedCountries());
    expect(directory.known().length).toBe(69);
    for (const iso of directory.known()) {
      const help = directory.help(iso, 'crisis');
      expect(help.emergency?.length, iso).toBeGreaterThan(0);
      for (const number of help.emergency ?? []) expect(number, iso).toMatch(/^\d{2,5}$/);
      expect(help.lines.length, iso).toBeGreaterThan(0);
    }
  });
});

describe('names of lines', () => {
  test('say nothing in a language of their own: that is what a note in each language is for', () => {
    const telling = shippedCountries().flatMap(({ country, lines }) =>
      lines.flatMap(({ name }) =>
        /\((?:youth|children|minors|under|english|multilingual|lgbt)/i.test(name)
          ? [`${country}: ${name}`]
          : [],
      ),
    );
    expect(telling).toEqual([]);
  });
});

describe('a mistake in a lines file is told with its place and its mend', () => {
  test('a right file has none', () => {
    expect(readLines('lines/es.yaml', spain)).toMatchObject({
      country: 'ES',
      lines: [{ text: null, hidden: false }],
    });
  });

  test.each([
    ['a number without quotes', "phone: '024'", 'phone: 24', 'wrong-type', 7, 'quotes'],
    ['a misspelt key', "phone: '024'", "phne: '024'", 'unknown-key', 7, 'did you mean `phone`?'],
    ['an unknown kind', 'kind: crisis', 'kind: suicide', 'unknown-value', 9, 'domestic-abuse'],
    ['a missing key', '    kind: crisis\n', '', 'missing-key', 5, 'add `kind:`'],
    [
      'a day that is none',
      'lastVerified: 2026-01-01\n',
      'lastVerified: 2026-02-30\n',
      'wrong-value',
      11,
      'YYYY-MM-DD',
    ],
    [
      'an unverified line that is shown',
      'confidence: B\n',
      'confidence: C\n',
      'unverified',
      5,
      '`hidden: true`',
    ],
    [
      'an unverified emergency number',
      'confidence: B,',
      'confidence: C,',
      'unverified',
      3,
      '`hidden: true`',
    ],
    ['a line nobody can reach', "    phone: '024'\n", '', 'unreachable-line', 5, '`phone`'],
    [
      'a keyword with nowhere to send it',
      "phone: '024'",
      "phone: '024'\n    keyword: HOLA",
      'lines-keyword',
      8,
      '`text:`',
    ],
    [
      'another country than the file is named for',
      'country: ES',
      'country: PT',
      'lines-file',
      1,
      '`pt.yaml`',
    ],
    ['a link that is none', "phone: '024'", 'url: example.org', 'wrong-value', 7, 'https://'],
  ])('%s', (_name, from, to, code, line, mend) => {
    const broken = spain.endsWith(from)
      ? spain.slice(0, -from.length) + to
      : spain.replace(from, to);
    const problems = problemsOf(broken);
    expect(problems.map((problem) => problem.code)).toContain(code);
    const problem = problems.find((one) => one.code === code);
    expect(problem?.at.line).toBe(line);
    expect(problem?.mend).toContain(mend);
  });

  test('the same id twice', () => {
    const twice = spain + spain.slice(spain.indexOf('  - id'));
    expect(problemsOf(twice)).toMatchObject([
      { code: 'same-id', at: { line: 12 }, severity: 'error' },
    ]);
  });

  test('all of them at once', () => {
    const broken = spain.replace('kind: crisis', 'kind: x').replace("phone: '024'", 'phone: 24');
    expect(problemsOf(broken).length).toBe(2);
  });
});

describe('a verification grows old', () => {
  const country = readLines('lines/es.yaml', spain);
  const seenAfter = (days: number) => {
    if (!('country' in country)) throw new Error('the sample has problems');
    return expiry(country, Temporal.PlainDate.from('2026-01-01').add({ days }), nowhere);
  };

  test('not within 150 days', () => {
    expect(seenAfter(150)).toEqual([]);
  });

  test('with a warning for each entry after 150', () => {
    expect(seenAfter(151).map((problem) => problem.severity)).toEqual(['warning', 'warning']);
    expect(seenAfter(365).map((problem) => problem.severity)).toEqual(['warning', 'warning']);
  });

  test('with an error for each entry after 365', () => {
    expect(seenAfter(366)).toMatchObject([
      { code: 'verification-old', severity: 'error' },
      { code: 'verification-old', severity: 'error' },
    ]);
  });
});
