import { describe, expect, test } from 'vitest';
import { directoryOf, type Wish } from '#crisis/directory.ts';
import { checkLines, type CountryLines } from '#crisis/lines.ts';
import { nowhere, shippedCountries } from './country-files.ts';

const usual = { phone: '1', languages: [], confidence: 'B', lastVerified: '2026-01-01' };

const line = (id: string, kind: string, more: object = {}) => {
  return { id, name: id, kind, ...usual, ...more };
};

function country(lines: readonly object[], emergency: object = {}): CountryLines {
  const data = {
    country: 'XX',
    name: { en: 'Xanadu', es: 'Xanadú' },
    emergency: {
      numbers: ['112', '999'],
      confidence: 'B',
      lastVerified: '2026-01-01',
      ...emergency,
    },
    lines,
  };
  const checked = checkLines(data, 'xx.yaml', nowhere);
  if ('country' in checked) return checked;
  throw new Error(checked.map((problem) => problem.message).join());
}

const idsFor = (lines: readonly object[], wish: Wish) =>
  directoryOf([country(lines)])
    .help('XX', wish)
    .lines.map(({ id }) => id);

describe('the directory', () => {
  const many = [
    line('vets', 'veterans'),
    line('kids', 'youth'),
    line('safe', 'domestic-abuse'),
    line('a', 'crisis'),
    line('b', 'crisis'),
    line('listen', 'other'),
    line('toxic', 'poison'),
  ];

  test.each<[Wish, readonly string[]]>([
    ['crisis', ['a', 'b', 'listen']],
    ['youth', ['kids', 'a', 'b']],
    ['danger', ['safe', 'a', 'b']],
    ['overdose', ['toxic', 'a', 'b']],
  ])('ranks by kind for %s, then as listed, and shows three', (wish, ids) => {
    expect(idsFor(many, wish)).toEqual(ids);
  });

  test('leaves out what does not serve the wish', () => {
    expect(idsFor([line('toxic', 'poison'), line('vets', 'veterans')], 'danger')).toEqual([]);
  });

  test('shows the lines of one provider together', () => {
    const call = line('call', 'crisis', { provider: 'same' });
    const write = line('write', 'other', { phone: undefined, text: '2', provider: 'same' });
    expect(idsFor([call, line('b', 'crisis'), line('c', 'crisis'), write], 'crisis')).toEqual([
      'call',
      'write',
      'b',
    ]);
  });

  test('never shows a hidden line or a hidden emergency number', () => {
    const hidden = { confidence: 'C', hidden: true };
    const directory = directoryOf([
      country([line('a', 'crisis', hidden), line('b', 'crisis')], hidden),
    ]);
    expect(directory.help('XX', 'crisis')).toMatchObject({
      country: 'XX',
      emergency: null,
      lines: [{ id: 'b' }],
    });
  });

  test('knows a country by its code in either case, with all its emergency numbers', () => {
    expect(directoryOf([country(many)]).help(' xx', 'crisis')).toMatchObject({
      country: 'XX',
      emergency: ['112', '999'],
    });
  });

  test.each([null, 'ZZ', '', 'not a country', '__proto__'])(
    'gives the finder alone for %s',
    (code) => {
      const help = directoryOf(shippedCountries()).help(code, 'crisis');
      expect(help).toEqual({
        country: null,
        emergency: null,
        lines: [],
        finder: 'findahelpline.com',
      });
    },
  );

  test('does not claim to know a country of which nothing may be shown', () => {
    const hidden = { confidence: 'C', hidden: true };
    const directory = directoryOf([country([line('a', 'crisis', hidden)], hidden)]);
    expect(directory.known()).toEqual([]);
    expect(directory.help('XX', 'crisis').country).toBeNull();
  });

  test('lets a later file replace an earlier one of the same country', () => {
    const directory = directoryOf([country(many), country([line('local', 'crisis')])]);
    expect(directory.known()).toEqual(['XX']);
    expect(directory.help('XX', 'crisis').lines.map(({ id }) => id)).toEqual(['local']);
  });

  test.each([
    ['US', 'crisis', ['911'], ['988-lifeline', 'crisis-text-line', 'trevor-project']],
    ['US', 'danger', ['911'], ['domestic-violence-hotline', '988-lifeline', 'crisis-text-line']],
    ['GB', 'youth', ['999', '112'], ['childline', 'papyrus-hopeline247', 'samaritans']],
    ['ES', 'crisis', ['112'], ['024', 'telefono-de-la-esperanza', 'anar']],
  ] as const)('answers a member in %s who wishes for %s', (iso, wish, emergency, ids) => {
    const help = directoryOf(shippedCountries()).help(iso, wish);
    expect(help.emergency).toEqual(emergency);
    expect(help.lines.map(({ id }) => id)).toEqual(ids);
  });
});
