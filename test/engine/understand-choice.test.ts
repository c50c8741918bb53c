import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '#content/fold.ts';
import { understand } from '#engine/understand/understand.ts';
import type { Question, QuestionOption } from '#engine/understand/question.ts';
import { shippedPhrasebook } from '../content/shipped.ts';

const book = shippedPhrasebook();
const en = book.words('en');
const es = book.words('es');

const feelings: readonly QuestionOption[] = [
  { value: 'settled', labels: ['Settled', 'En calma'], match: ['calm', 'fine'] },
  { value: 'mobilised', labels: ['Wound up'], match: ['anxious', 'tense'] },
  { value: 'shutdown', labels: ['Flat or far away'], match: ['numb', 'empty'] },
  { value: 'mixed', labels: ['A bit of everything, and more'], match: [] },
];

function ask(input: 'choice' | 'many', options = feelings, most: number | null = null): Question {
  const none = { from: null, to: null, min: null, max: null, whole: false, longest: 500 };
  return {
    input,
    options,
    most,
    ...none,
    zone: 'UTC',
    today: '2026-03-04',
    locale: 'en',
    asked: '',
  };
}

describe('one of several', () => {
  test.each([
    ['2', 'mobilised'],
    ['2.', 'mobilised'],
    ['#2', 'mobilised'],
    ['2️⃣', 'mobilised'],
    ['two', 'mobilised'],
    ['2nd', 'mobilised'],
    ['option 2', 'mobilised'],
    ['the second one, please', 'mobilised'],
    ['the last one', 'mixed'],
    ['WOUND UP!!', 'mobilised'],
    ['en calma', 'settled'],
    ['I feel numb 😶', 'shutdown'],
    ['flat', 'shutdown'],
    ['settl', 'settled'],
  ])('%s is %s', (text, value) => {
    expect(understand(ask('choice'), text, en)).toEqual({ type: 'answer', value, option: value });
  });

  test.each([
    ['en', 'girl', 'girl'],
    ['en', 'she’s a girl', 'girl'],
    ['en', 'I have a boy', 'boy'],
    ['en', 'the boy', 'boy'],
    ['es', 'niña', 'girl'],
    ['es', 'es un niño', 'boy'],
  ])('%s: the article of a label says nothing: %s', (locale, text, value) => {
    const options = [
      { value: 'girl', labels: [locale === 'en' ? 'A girl' : 'Una niña'], match: [] },
      { value: 'boy', labels: [locale === 'en' ? 'A boy' : 'Un niño'], match: [] },
    ];
    expect(understand(ask('choice', options), text, locale === 'en' ? en : es)).toEqual({
      type: 'answer',
      value,
      option: value,
    });
  });

  test('two labels that differ by their article alone stay apart', () => {
    const options = [
      { value: 'any', labels: ['A walk'], match: [] },
      { value: 'ours', labels: ['The walk'], match: [] },
    ];
    expect(understand(ask('choice', options), 'the walk', en)).toMatchObject({ value: 'ours' });
    expect(understand(ask('choice', options), 'walk', en).type).not.toBe('answer');
  });

  test.each([
    ['en', 'ok'],
    ['en', 'yes please'],
    ['en', 'I’m ready'],
    ['en', 'continue'],
    ['en', 'go on please'],
    ['en', '👍'],
    ['es', 'sí'],
    ['es', 'siguiente'],
    ['es', 'ya estoy lista'],
  ])('%s: “%s” takes a single answer, and none of two', (locale, text) => {
    const words = locale === 'en' ? en : es;
    const only = [{ value: 'tip', labels: ['The tip'], match: [] }];
    expect(understand(ask('choice', only), text, words)).toMatchObject({ value: 'tip' });
    expect(understand(ask('choice', only), 'no', words).type).toBe('unclear');
    const two = [...only, { value: 'quiz', labels: ['The quiz'], match: [] }];
    expect(understand(ask('choice', two), text, words).type).toBe('unclear');
  });

  test.each([
    ['setled', 'settled', 'Settled'],
    ['anxiuos', 'mobilised', 'Wound up'],
  ])('%s is nearly %s, and is asked about', (text, value, label) => {
    expect(understand(ask('choice'), text, en)).toEqual({
      type: 'near',
      value,
      option: value,
      label,
    });
  });

  test.each([
    ['far', 'shutdown', 'Flat or far away'],
    ['the everything', 'mixed', 'A bit of everything, and more'],
  ])('%s stands in one of them alone, and is asked about', (text, value, label) => {
    expect(understand(ask('choice'), text, en)).toEqual({
      type: 'near',
      value,
      option: value,
      label,
    });
  });

  test('a word that stands in two of them, or beside others that stand in none, says nothing', () => {
    const both = [
      { value: 'safe', labels: ['I am safe'], match: [] },
      { value: 'not', labels: ['I am not safe'], match: [] },
    ];
    expect(understand(ask('choice', both), 'safe', en).type).toBe('unclear');
    expect(understand(ask('choice'), 'far from it', en).type).toBe('unclear');
    expect(understand(ask('choice'), 'not far away', en).type).toBe('unclear');
  });

  test.each(['5', '0', 'no', 'not settled', 'se', 'nothing', '😀', 'the'])(
    '%s is none of them',
    (text) => {
      expect(understand(ask('choice'), text, en).type).toBe('unclear');
    },
  );

  test.each(['settled and numb', 'settled or numb', '1 or 3'])('%s may be either', (text) => {
    expect(understand(ask('choice'), text, en).type).toBe('several');
  });

  test('in Spanish, with and without accents', () => {
    const options = [
      { value: 'a', labels: ['Días buenos'], match: ['bien'] },
      { value: 'b', labels: ['Más o menos'], match: ['regular'] },
    ];
    for (const text of ['la segunda', '2', 'mas o menos', 'regular, gracias', 'la última']) {
      expect(understand(ask('choice', options), text, es), text).toMatchObject({
        type: 'answer',
        value: 'b',
      });
    }
  });

  test.each([
    ['16', 'teen'],
    ['im 16', 'teen'],
    ["I'm 16 years old", 'teen'],
    ['i am 34', 'adult'],
    ['2', 'teen'],
    ['the second', 'teen'],
    ['i am 99', null],
  ])('an age among age ranges: %s is %s', (text, value) => {
    const ages: readonly QuestionOption[] = [
      { value: 'child', labels: ['Under 13'], match: ['9', '10', '11', '12'] },
      { value: 'teen', labels: ['13 to 17'], match: ['13', '14', '15', '16', '17'] },
      { value: 'adult', labels: ['18 or older'], match: ['18', '34', '35'] },
    ];
    const found = understand(ask('choice', ages), text, en);
    expect(found.type === 'answer' ? found.option : null).toBe(value);
  });

  test.each([
    ['yes, my sister', 'near'],
    ['yes my mum is here', 'near'],
    ['my brother is with me', 'near'],
    ['no, I am alone', 'alone'],
    ['no, nobody is here', 'alone'],
    ['ok, calm please', 'ground'],
    ['yes yes', 'near'],
    ['yes, alone', null],
    ['no, my sister', null],
    ['no, calm', null],
    ['yes and no', null],
    ['yes no', null],
    ['yes, a stranger', null],
  ])('a yes or a no said again in other words: %s is %s', (text, value) => {
    const people: readonly QuestionOption[] = [
      { value: 'near', labels: ['Someone is near'], match: ['yes', 'sister', 'mum', 'brother'] },
      { value: 'alone', labels: ['I am alone'], match: ['no', 'alone', 'nobody'] },
      { value: 'ground', labels: ['Do a calming exercise'], match: ['calm'] },
    ];
    const found = understand(ask('choice', people), text, en);
    expect(found.type === 'answer' ? found.option : null).toBe(value);
  });

  test('a label that is a number wins over the place', () => {
    const options = ['3', '1', '2'].map((label) => ({
      value: `v${label}`,
      labels: [label],
      match: [],
    }));
    expect(understand(ask('choice', options), '3', en)).toMatchObject({ value: 'v3' });
  });

  test('a word two options share is neither', () => {
    const options = ['one', 'two'].map((value) => ({
      value,
      labels: [value.toUpperCase()],
      match: ['same'],
    }));
    expect(understand(ask('choice', options), 'same', en).type).toBe('unclear');
  });

  test('a label of emoji alone is heard', () => {
    const options = ['😀', '😢'].map((value) => ({ value, labels: [value], match: [] }));
    expect(understand(ask('choice', options), ' 😢 ', en)).toMatchObject({
      type: 'answer',
      value: '😢',
    });
  });
});

describe('several of several', () => {
  test.each([
    ['1, 3 and 4', ['settled', 'shutdown', 'mixed']],
    ['3 1', ['settled', 'shutdown']],
    ['3', ['shutdown']],
    ['1-2', ['settled', 'mobilised']],
    ['calm; numb', ['settled', 'shutdown']],
    ['calm, 2 and the last one', ['settled', 'mobilised', 'mixed']],
    ['A bit of everything, and more + numb', ['shutdown', 'mixed']],
    ['I feel numb and anxious', ['mobilised', 'shutdown']],
    ['all of them', ['settled', 'mobilised', 'shutdown', 'mixed']],
    ['none', []],
    ['None of these.', []],
  ])('%s is %j', (text, value) => {
    expect(understand(ask('many'), text, en)).toEqual({ type: 'answer', value, option: null });
  });

  test('one typo among them is asked about, with all of them named', () => {
    expect(understand(ask('many'), 'anxios and calm', en)).toEqual({
      type: 'near',
      value: ['settled', 'mobilised'],
      option: null,
      label: 'Settled and Wound up',
    });
  });

  test.each(['1-3', '1 and banana', '9', 'not 1', 'everything except 2'])(
    '%s is not guessed at',
    (text) => {
      expect(understand(ask('many'), text, en).type).toBe('unclear');
    },
  );

  test('a comma parts what would be another label without it', () => {
    const options = ['sad', 'far away', 'sad far away', 'tired, and sad'].map((label) => ({
      value: label,
      labels: [label],
      match: [],
    }));
    const values = (text: string): unknown => {
      const understood = understand(ask('many', options), text, en);
      return understood.type === 'answer' ? understood.value : understood.type;
    };
    expect(values('sad, far away')).toEqual(['sad', 'far away']);
    expect(values('sad far away')).toEqual(['sad far away']);
    expect(values('Tired, and sad')).toEqual(['tired, and sad']);
    expect(values('tired, and sad, far away')).toEqual(['far away', 'tired, and sad']);
  });

  test('more than may be picked is said', () => {
    expect(understand(ask('many', feelings, 2), '1, 2, 3', en)).toEqual({
      type: 'unclear',
      why: 'too-many',
    });
    expect(understand(ask('many', feelings, 2), '1, 2', en).type).toBe('answer');
  });
});

/** Names as authors write them: some words, none of which means a number, a place, yes, no, none or all, or says nothing. */
const meaning = [en, es].flatMap((words) => [
  ...words.yes,
  ...words.no,
  ...words.none,
  ...words.all,
  ...words.and,
  ...words.fillers,
  ...Object.keys(words.numbers),
  ...Object.keys(words.ordinals),
]);
const taken = new Set(meaning.map(plain).flatMap((phrase) => phrase.split(' ')));
const word = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzáéñü'),
      minLength: 3,
      maxLength: 9,
    }),
    fc.constantFrom('sad', 'Wound-up', 'far away', 'don’t care', 'Ärger'),
  )
  .filter((text) =>
    plain(text)
      .split(' ')
      .every((part) => !taken.has(part)),
  );
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
const options = fc
  .uniqueArray(name, { minLength: 4, maxLength: 24, selector: plain })
  .map((names) =>
    names.flatMap((label, index) =>
      index % 2 === 0 && names[index + 1] !== undefined
        ? [{ value: `v${index}`, labels: [label], match: [names[index + 1] as string] }]
        : [],
    ),
  );

describe('any list of options', () => {
  test('every label, its number, its place and every synonym is understood as that option', () => {
    fc.assert(
      fc.property(options, fc.nat(), fc.constantFrom(en, es), (offered, luck, words) => {
        const index = luck % offered.length;
        const { value, labels, match } = offered[index] as QuestionOption;
        for (const text of [
          ...labels,
          ...match,
          String(index + 1),
          `${labels[0]}!`,
          ` ${(match[0] as string).toUpperCase()} `,
          `${index + 1})`,
        ]) {
          expect(understand(ask('choice', offered), text, words), text).toEqual({
            type: 'answer',
            value,
            option: value,
          });
        }
      }),
    );
  });

  test('any of them together, by label or number, are understood as exactly those', () => {
    fc.assert(
      fc.property(
        options,
        fc.array(fc.boolean(), { minLength: 24, maxLength: 24 }),
        fc.boolean(),
        (offered, picks, byNumber) => {
          const picked = offered.filter((_, index) => picks[index] === true);
          fc.pre(picked.length > 0);
          const text = picked
            .map((option) => (byNumber ? String(offered.indexOf(option) + 1) : option.labels[0]))
            .join(', ');
          expect(understand(ask('many', offered), text, en)).toEqual({
            type: 'answer',
            value: picked.map((option) => option.value),
            option: null,
          });
        },
      ),
    );
  });

  test('an answer is always one of the options', () => {
    fc.assert(
      fc.property(options, fc.string({ unit: 'grapheme' }), (offered, text) => {
        const understood = understand(ask('choice', offered), text, en);
        const meant =
          understood.type === 'several'
            ? understood.among
            : understood.type === 'unclear'
              ? []
              : [understood];
        for (const { value } of meant)
          expect(offered.map((option) => option.value)).toContain(value);
      }),
    );
  });
});
