import { describe, expect, test } from 'vitest';
import { read } from '../support/repository.ts';
import { run } from './run.ts';

interface Hearing {
  readonly text: string;
  readonly level: string | null;
  readonly signals: readonly {
    readonly row: string;
    readonly rule: string;
    readonly words: string;
  }[];
  readonly answer: string | null;
}

describe('screen', () => {
  test('tells level, words, row and answer of a text', async () => {
    const { code, out } = await run(['screen', 'I want to die tonight'], {
      env: { MOORING_COUNTRY: 'IE' },
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^“I want to die tonight”\n {2}level imminent\n/);
    expect(out).toMatch(
      /heard “want to die tonight” as imminent, en, end-it-soon at content\/crisis\/en\/signals\.tsv:\d+\n/,
    );
    expect(out).toMatch(/answered:\n[^]*116 123/);
  });

  test('names the very row, hears every language, and answers in the member’s', async () => {
    const typed = 'hello there\n\nquiero morirme\n';
    const { code, out } = await run(['screen', '--json', '--locale', 'es'], { typed });
    expect(code).toBe(0);
    const [calm, heard, ...rest] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Hearing);
    expect(rest).toEqual([]);
    expect(calm).toEqual({ text: 'hello there', level: null, signals: [], answer: null });
    expect(heard).toMatchObject({ text: 'quiero morirme', level: 'ideation' });
    expect(heard?.answer).toMatch(/Gracias por decirlo/);
    for (const { row, rule, words } of heard?.signals ?? []) {
      const [file = '', line = ''] = row.split(':');
      expect(read(file).split('\n')[Number(line) - 1]?.split('\t')[0]).toBe(rule);
      expect('quiero morirme').toContain(words);
    }
  });

  test('warns that the words are printed, and says that none are kept', async () => {
    const { out } = await run(['screen', '--help']);
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(/words are printed here.*Mooring keeps none/);
  });
});
