import { describe, expect, test } from 'vitest';
import { phraseKeys, phrases } from '#content/phrase-key.ts';
import { phrasebookOf } from '#content/phrasebook.ts';
import { readPhrases } from '#content/read-phrases.ts';
import { shippedFile, shippedLocales, shippedPhrasebook, shippedText } from './shipped.ts';

const book = shippedPhrasebook();

describe('the phrasebook', () => {
  test('says every phrase in every shipped language, with its slots filled', () => {
    for (const locale of shippedLocales) {
      for (const key of phraseKeys) {
        const slots = Object.fromEntries(
          phrases[key].map((slot) => [
            slot,
            ['most', 'longest', 'times'].includes(slot) ? 3 : `<${slot}>`,
          ]),
        );
        for (let variant = 0; variant < book.wordings(key, locale); variant += 1) {
          const text = book.text(key, locale, slots, variant);
          expect(text, `${locale} ${key}`).not.toMatch(/[{}]/);
          expect(text.length, `${locale} ${key}`).toBeGreaterThan(0);
          for (const [slot, value] of Object.entries(slots)) {
            if (typeof value === 'string')
              expect(text, `${locale} ${key} shows ${slot}`).toContain(value);
          }
        }
      }
    }
  });

  test('wordings go round and round', () => {
    const count = book.wordings('lost.once', 'en');
    expect(count).toBe(3);
    expect(book.text('lost.once', 'en', {}, count)).toBe(book.text('lost.once', 'en'));
    expect(book.text('lost.once', 'en', {}, 1)).not.toBe(book.text('lost.once', 'en'));
  });

  test('a region speaks its own words where it has them, its language’s else, and English last', () => {
    const region = readPhrases('es-419.yaml', 'phrases: { back: { done: Listo. } }');
    if (!('phrases' in region)) throw new Error('the regional file is sound');
    const regional = phrasebookOf([shippedFile('en'), shippedFile('es'), region]);
    expect(regional.text('back.done', 'es-MX')).toBe('Listo.');
    expect(regional.text('confirm.yes', 'es-MX')).toBe('Sí');
    expect(regional.words('es-419').alwaysOn.stop[0]).toBe('Parar');
    expect(regional.text('confirm.yes', 'fr')).toBe('Yes');
  });

  test('one emergency number is called, several are listed', () => {
    expect(book.text('help.emergency', 'en', { numbers: ['112'] })).toBe(
      'In an emergency, call 112.',
    );
    expect(book.text('help.emergency', 'es', { numbers: ['911', '107'] })).toBe(
      'Números de emergencia: 911 y 107.',
    );
  });

  test('moderators’ and members’ words are said, never filled in', () => {
    const answer = book.say('report.answered', 'en', {
      moderator: { said: 'Kit' },
      words: { said: 'Hi {name}' },
    });
    expect(answer).toEqual([[{ said: 'Kit' }, ' answers: ', { said: 'Hi {name}' }]]);
  });
});

describe('reading a language’s file', () => {
  const problemsOf = (file: string, text: string) => {
    const read = readPhrases(file, text);
    return 'phrases' in read ? [] : read;
  };

  test('a missing phrase is told', () => {
    const text = shippedText('es').replace(/^ {4}nothing: Aquí.*\n/m, '');
    expect(problemsOf('locales/es.yaml', text)).toMatchObject([
      { code: 'missing-phrase', message: 'the phrase `back.nothing` is missing' },
    ]);
  });

  test('an unknown phrase is told with the one that was meant, at its line', () => {
    const text = shippedText('en').replace(
      '    nothing: There is nothing',
      '    noting: There is nothing',
    );
    const problems = problemsOf('locales/en.yaml', text);
    const line = text.split('\n').findIndex((row) => row.includes('noting:')) + 1;
    expect(problems[0]).toMatchObject({
      code: 'unknown-key',
      at: { line, column: 5 },
      mend: 'did you mean `nothing`?',
    });
  });

  test('an unknown slot is told at its very column', () => {
    const text = shippedText('en').replace('{phone}.', '{phon}.');
    const rows = text.split('\n');
    const line = rows.findIndex((row) => row.includes('{phon}')) + 1;
    const column = (rows[line - 1] as string).indexOf('{phon}') + 1;
    expect(problemsOf('en.yaml', text)).toMatchObject([
      { code: 'unknown-slot', at: { line, column }, mend: 'did you mean `phone`?' },
    ]);
  });

  test('missing and misshapen words are told', () => {
    const text = shippedText('en')
      .replace(/^ {2}ago: .*\n/m, '')
      .replace("noon: '12:00'", 'noon: 12 pm')
      .replace('half: [and a half, half]', 'half: half');
    expect(problemsOf('en.yaml', text).map(({ message }) => message)).toEqual([
      'a list of words belongs here',
      'the words `ago` are missing',
      'what `noon` means has to be written like 12:00',
    ]);
  });

  test('what is not YAML, not a map, or empty is told and never thrown', () => {
    for (const text of [
      'a: [',
      'just words',
      '',
      '- 1',
      'phrases: 3\nwords: []',
      'phrases: { hint: { choice: [] } }',
    ]) {
      expect(problemsOf('en.yaml', text).length, text).toBeGreaterThan(0);
    }
  });
});
