import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askInputs } from '#flow/ask-step.ts';
import { understand } from '#engine/understand/understand.ts';
import type { Question, QuestionOption } from '#engine/understand/question.ts';
import { shippedPhrasebook } from '../content/shipped.ts';

/** Any code point, lone surrogates too. */
const anything = fc.nat(0x10_ff_ff).map((point) => String.fromCodePoint(point));

const book = shippedPhrasebook();

/** A Wednesday. */
const today = '2026-03-04';

function ask(input: Question['input'], locale = 'en', more: Partial<Question> = {}): Question {
  const none = {
    options: [],
    from: null,
    to: null,
    min: null,
    max: null,
    whole: false,
    most: null,
  };
  return { input, ...none, asked: '', longest: 500, zone: 'Europe/Madrid', today, locale, ...more };
}

/** The value; `near …`; or why not. */
function heard(question: Question, text: string): unknown {
  const understood = understand(question, text, book.words(question.locale));
  if (understood.type === 'unclear') return `unclear: ${understood.why}`;
  if (understood.type === 'several')
    return `which: ${understood.among.map(({ label }) => label).join(' or ')}`;
  return understood.type === 'near'
    ? `near: ${understood.label} = ${String(understood.value)}`
    : understood.value;
}

describe('a scale', () => {
  const scale = ask('scale', 'en', { from: 0, to: 10 });

  test.each([
    ['7', 7],
    ['7/10', 7],
    ['7 out of 10', 7],
    ['about 7', 7],
    ['~7', 7],
    ['7ish', 7],
    ['seven', 7],
    ['Seven!', 7],
    ['it is a 7 today', 7],
    ['maybe like a 6 or so', 6],
    ['7️⃣', 7],
    ['ten 😀', 10],
    ['0', 0],
    ['7.0', 7],
    ['a solid 7', 'near: 7 = 7'],
    ['7.5', 'which: 7 or 8'],
    ['7,5', 'which: 7 or 8'],
    ['7/5', 'unclear: other'],
    ['7-8', 'which: 7 or 8'],
    ['6 or 7', 'which: 6 or 7'],
    ['7, 8', 'which: 7 or 8'],
    ['11', 'unclear: out-of-bounds'],
    ['-1', 'unclear: out-of-bounds'],
    ['heavy', 'unclear: other'],
  ])('%s is %s', (text, value) => {
    expect(heard(scale, text)).toBe(value);
  });

  test('its ends can be said in words', () => {
    const options = [
      { value: '0', labels: ['light'], match: [] },
      { value: '10', labels: ['too much'], match: [] },
    ];
    expect(heard({ ...scale, options }, 'Too much!')).toBe(10);
    expect(heard({ ...scale, options }, '2')).toBe(2);
  });

  test('every point of any scale is understood, in digits and out of its top', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 5 }),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(),
        (from, width, luck) => {
          const point = from + (luck % (width + 1));
          const question = ask('scale', 'en', { from, to: from + width });
          expect(heard(question, String(point))).toBe(point);
          expect(heard(question, ` about ${point}. `)).toBe(point);
          expect(heard(question, String(from + width + 1 + luck))).toBe('unclear: out-of-bounds');
        },
      ),
    );
  });
});

describe('a number', () => {
  test.each([
    ['en', '7.5', 7.5],
    ['en', '7,5', 7.5],
    ['en', 'twenty-five', 25],
    ['en', 'one hundred', 100],
    ['en', '3 and a half', 3.5],
    ['en', 'one and a half', 1.5],
    ['en', '1.250', 1.25],
    ['en', '-3', -3],
    ['en', '1,000', 'unclear: other'],
    ['en', 'no', 'unclear: other'],
    ['es', 'treinta y cinco', 35],
    ['es', 'unos 20', 20],
    ['es', 'un 7', 7],
    ['es', 'siete y medio', 7.5],
    ['es', '1.000', 'unclear: other'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(heard(ask('number', locale), text)).toBe(value);
  });

  test.each([
    ['en', 'How many meals did you have?', '2 meals', 2],
    ['en', 'How many meals did you have?', 'I had 2 meals', 'near: 2 = 2'],
    ['en', 'How many glasses of water?', 'one glass', 1],
    ['en', 'How many children do you have?', 'I have 3 children', 3],
    ['en', 'How many days?', 'days 2', 'near: 2 = 2'],
    ['en', 'How many days?', '2 nights', 'near: 2 = 2'],
    ['en', 'What do you weigh, in kilos?', '70,5 kilos', 70.5],
    ['es', '¿Cuántos días fueron?', 'tres días', 3],
    ['es', '¿Cuántas tazas?', 'una taza', 1],
  ])('%s: under “%s”, %s is %s', (locale, asked, text, value) => {
    expect(heard(ask('number', locale, { asked }), text)).toBe(value);
  });

  test.each([
    ['en', 'none', 0],
    ['en', 'Nobody', 0],
    ['es', 'ninguno', 0],
    ['es', 'nadie', 0],
  ])('%s: where things are counted from 0, %s is %s', (locale, text, value) => {
    expect(heard(ask('number', locale, { min: 0, max: 20 }), text)).toBe(value);
    expect(heard(ask('number', locale, { min: 1 }), text)).toBe('unclear: other');
    expect(heard(ask('scale', locale, { from: 0, to: 10 }), text)).toBe('unclear: other');
  });

  test('only a whole one where a whole one is asked for, and only in bounds', () => {
    const question = ask('number', 'en', { whole: true, min: 1, max: 20 });
    expect(heard(question, '7.5')).toBe('which: 7 or 8');
    expect(heard(question, '20')).toBe(20);
    expect(heard(question, '21')).toBe('unclear: out-of-bounds');
  });
});

describe('yes or no', () => {
  test.each([
    ['en', 'YES!', true],
    ['en', 'yeah sure', true],
    ['en', 'yes please', true],
    ['en', 'sí', true],
    ['en', 'nope', false],
    ['en', 'no thanks', false],
    ['en', 'not now', false],
    ['en', 'yees', 'near: yes = true'],
    ['en', 'yes no', 'unclear: other'],
    ['en', 'not sure', 'unclear: other'],
    ['en', 'i don’t know', 'unclear: other'],
    ['en', 'maybe', 'unclear: other'],
    ['en', 'i am not', 'unclear: other'],
    ['es', 'sí', true],
    ['es', 'SI', true],
    ['es', 'claro que sí', true],
    ['es', 'vale', true],
    ['es', 'no, gracias', false],
    ['es', 'para nada', false],
    ['es', 'quizás', 'unclear: other'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(heard(ask('confirm', locale), text)).toBe(value);
  });

  test('labels of its own and their numbers work beside the usual words', () => {
    const options = [
      { value: 'yes', labels: ['Keep my answers'], match: [] },
      { value: 'no', labels: ['Do not keep them'], match: [] },
    ];
    const question = ask('confirm', 'en', { options });
    for (const text of ['1', 'keep my answers', 'yes', 'the first'])
      expect(heard(question, text), text).toBe(true);
    for (const text of ['2', 'Do not keep them', 'nah', 'no'])
      expect(heard(question, text), text).toBe(false);
  });
});

describe('a text', () => {
  test('is kept as written, trimmed and in one Unicode form', () => {
    expect(heard(ask('text'), '  Cafe\u0301 — and 😀\n\nmore…  ')).toBe('Café — and 😀\n\nmore…');
  });

  test('too long is said, never cut; an emoji counts as one', () => {
    expect(heard(ask('text', 'en', { longest: 3 }), '😀😀😀')).toBe('😀😀😀');
    expect(heard(ask('text', 'en', { longest: 3 }), 'four')).toBe('unclear: too-long');
  });

  test('nothing is no answer', () => {
    expect(heard(ask('text'), ' \u0000 \n')).toBe('unclear: other');
  });

  test('an offered option wins by its label or number, and never by its beginning', () => {
    const options = [{ value: 'nothing', labels: ['Nothing today'], match: [] }];
    expect(heard(ask('text', 'en', { options }), 'nothing today.')).toBe('nothing');
    expect(heard(ask('text', 'en', { options }), '1')).toBe('nothing');
    expect(heard(ask('text', 'en', { options }), 'nothing')).toBe('nothing'.normalize());
    expect(understand(ask('text', 'en', { options }), 'nothing', book.words('en'))).toMatchObject({
      option: null,
    });
  });
});

describe('a day', () => {
  test.each([
    ['en', '2026-05-01', '2026-05-01'],
    ['en', 'today', '2026-03-04'],
    ['en', 'Tomorrow.', '2026-03-05'],
    ['en', 'yesterday', '2026-03-03'],
    ['en', 'the day after tomorrow', '2026-03-06'],
    ['en', 'Monday', '2026-03-09'],
    ['en', 'on friday', '2026-03-06'],
    ['en', 'last Friday', '2026-02-27'],
    ['en', 'next Friday', 'near: Friday, March 6, 2026 = 2026-03-06'],
    ['en', 'Wednesday', 'near: Wednesday, March 4, 2026 = 2026-03-04'],
    ['en', '3 March', '2026-03-03'],
    ['en', 'March 3rd, 2027', '2027-03-03'],
    ['en', 'the 3rd of March', '2026-03-03'],
    ['en', '25 December', '2025-12-25'],
    ['en', '31 August', '2026-08-31'],
    ['en', '3/4', 'unclear: two-dates'],
    ['en', '3/4/2026', 'unclear: two-dates'],
    ['en', '3/3', '2026-03-03'],
    ['en', '25/12/2025', '2025-12-25'],
    ['en', '12/25/2025', '2025-12-25'],
    ['en', '25.12.98', '1998-12-25'],
    ['en', 'in 3 days', '2026-03-07'],
    ['en', '3 days ago', '2026-03-01'],
    ['en', 'a week ago', '2026-02-25'],
    ['en', 'in 3 hours', 'unclear: other'],
    ['en', '31 February', 'unclear: other'],
    ['en', '2026-02-30', 'unclear: other'],
    ['en', 'someday', 'unclear: other'],
    ['es', 'mañana', '2026-03-05'],
    ['es', 'pasado mañana', '2026-03-06'],
    ['es', '3 de marzo', '2026-03-03'],
    ['es', '1 de mayo de 2027', '2027-05-01'],
    ['es', 'el lunes', '2026-03-09'],
    ['es', 'el viernes pasado', '2026-02-27'],
    ['es', 'hace 3 días', '2026-03-01'],
    ['es', 'dentro de una semana', '2026-03-11'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(heard(ask('date', locale), text)).toBe(value);
  });
});

describe('a time', () => {
  test.each([
    ['en', '9', '09:00'],
    ['en', '9am', '09:00'],
    ['en', '9 p.m.', '21:00'],
    ['en', '21:30', '21:30'],
    ['en', '9.30 pm', '21:30'],
    ['en', '2130', '21:30'],
    ['en', '9h30', '09:30'],
    ['en', 'at 9', '09:00'],
    ['en', 'nine', '09:00'],
    ['en', 'half past 9', '09:30'],
    ['en', 'quarter to nine', '08:45'],
    ['en', '9 in the evening', '21:00'],
    ['en', '12 at night', '00:00'],
    ['en', '12am', '00:00'],
    ['en', '12pm', '12:00'],
    ['en', 'noon', '12:00'],
    ['en', 'midnight', '00:00'],
    ['en', '24:00', '00:00'],
    ['en', '6 o’clock pm', '18:00'],
    ['en', '3', 'near: 3:00 PM = 15:00'],
    ['en', '03:00', '03:00'],
    ['en', '3am', '03:00'],
    ['en', '25:00', 'unclear: other'],
    ['en', '9:75', 'unclear: other'],
    ['en', '15 am', 'unclear: other'],
    ['en', 'later', 'unclear: other'],
    ['es', 'a las 9', '09:00'],
    ['es', '9 de la noche', '21:00'],
    ['es', 'las 9 y media', '09:30'],
    ['es', '9 menos cuarto de la noche', '20:45'],
    ['es', 'mediodía', '12:00'],
    ['es', '12 de la noche', '00:00'],
    ['es', '8 de la mañana', '08:00'],
    ['es', '21h', '21:00'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(String(heard(ask('time', locale), text)).replace('\u202F', ' ')).toBe(value);
  });

  test('every minute of the day is understood as written on a clock', () => {
    fc.assert(
      fc.property(fc.nat(23), fc.nat(59), (hour, minute) => {
        const wall = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        expect(heard(ask('time'), wall)).toBe(wall);
        const twelve = `${hour % 12 === 0 ? 12 : hour % 12}:${wall.slice(3)} ${hour < 12 ? 'am' : 'pm'}`;
        expect(heard(ask('time'), twelve)).toBe(wall);
      }),
    );
  });
});

describe('a length of time', () => {
  test.each([
    ['en', '2 hours', 'PT2H'],
    ['en', '30 min', 'PT30M'],
    ['en', '1h30', 'PT1H30M'],
    ['en', '1h 30m', 'PT1H30M'],
    ['en', '90 minutes', 'PT1H30M'],
    ['en', '1.5 hours', 'PT1H30M'],
    ['en', 'half an hour', 'PT30M'],
    ['en', 'an hour and a half', 'PT1H30M'],
    ['en', '2 and a half hours', 'PT2H30M'],
    ['en', 'about twenty minutes', 'PT20M'],
    ['en', 'a week', 'P7D'],
    ['en', '36 hours', 'P1DT12H'],
    ['en', 'PT2H', 'PT2H'],
    ['en', '30', 'unclear: unit'],
    ['en', '0 minutes', 'unclear: other'],
    ['en', '9000 days', 'unclear: other'],
    ['en', 'P1M', 'unclear: other'],
    ['en', 'a while', 'unclear: other'],
    ['es', 'media hora', 'PT30M'],
    ['es', 'hora y media', 'PT1H30M'],
    ['es', 'dos horas y media', 'PT2H30M'],
    ['es', '1 hora y 20 minutos', 'PT1H20M'],
    ['es', 'un día', 'P1D'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(heard(ask('duration', locale), text)).toBe(value);
  });
});

describe('a zone', () => {
  test.each([
    ['en', 'Europe/Berlin', 'Europe/Berlin'],
    ['en', 'europe/berlin', 'Europe/Berlin'],
    ['en', 'new york', 'America/New_York'],
    ['en', 'NYC', 'America/New_York'],
    ['en', 'US/Eastern', 'America/New_York'],
    ['en', 'pst', 'America/Los_Angeles'],
    ['en', 'Calcutta', 'Asia/Kolkata'],
    ['en', 'Kyiv', 'Europe/Kyiv'],
    ['en', 'utc', 'UTC'],
    ['en', 'Japan', 'Asia/Tokyo'],
    ['en', 'Germany', 'Europe/Berlin'],
    ['en', 'I live in Madrid', 'Europe/Madrid'],
    ['en', 'Madrid, Spain', 'Europe/Madrid'],
    ['en', 'Paris, Texas', 'near: Paris = Europe/Paris'],
    ['en', 'Madird', 'near: Madrid = Europe/Madrid'],
    ['en', 'Spain', 'near: Madrid = Europe/Madrid'],
    ['en', 'GMT', 'near: London = Europe/London'],
    ['en', 'USA', 'unclear: other'],
    ['en', '+02:00', 'unclear: other'],
    ['en', 'Etc/GMT-2', 'unclear: other'],
    ['es', 'Nueva York', 'America/New_York'],
    ['es', 'bogota', 'America/Bogota'],
    ['es', 'Ciudad de México', 'America/Mexico_City'],
    ['es', 'Perú', 'America/Lima'],
    ['es', 'España', 'near: Madrid = Europe/Madrid'],
    ['es', 'Canarias', 'Atlantic/Canary'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(heard(ask('zone', locale), text)).toBe(value);
  });

  test('every zone the tables know is understood by its id, and means the same clock', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      const value = String(heard(ask('zone'), zone.toLowerCase()));
      expect(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(value).offset, zone).toBe(
        Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).offset,
      );
    }
  });
});

describe('a country', () => {
  test.each([
    ['en', 'UK', 'GB'],
    ['en', 'England', 'GB'],
    ['en', 'U.S.A.', 'US'],
    ['en', 'us', 'US'],
    ['en', 'the Netherlands', 'NL'],
    ['en', 'Cote d’Ivoire', 'CI'],
    ['en', 'Bosnia and Herzegovina', 'BA'],
    ['en', 'Kosovo', 'XK'],
    ['en', 'I live in Ireland', 'IE'],
    ['en', 'Germny', 'near: Germany = DE'],
    ['en', 'Irac', 'unclear: other'],
    ['en', 'no', 'unclear: other'],
    ['en', 'ZZ', 'unclear: other'],
    ['es', 'España', 'ES'],
    ['es', 'mexico', 'MX'],
    ['es', 'EE. UU.', 'US'],
    ['es', 'Alemania', 'DE'],
    ['es', 'Germany', 'DE'],
    ['es', 'RU', 'RU'],
    ['es', 'Reino Unido', 'GB'],
    ['es', 'sí', 'unclear: other'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(heard(ask('country', locale), text)).toBe(value);
  });
});

describe('any question', () => {
  test('options beside a day, a time or a place can be tapped, typed or numbered', () => {
    const options: readonly QuestionOption[] = [
      { value: '08:00', labels: ['Morning'], match: [] },
      { value: '20:00', labels: ['Evening'], match: ['after dinner'] },
    ];
    const question = ask('time', 'en', { options });
    for (const text of ['2', 'evening', 'After dinner'])
      expect(heard(question, text), text).toBe('20:00');
    expect(heard(question, '9')).toBe('09:00');
  });

  test('no text makes it throw, and what it answers survives JSON', () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: anything, maxLength: 12 }),
        fc.constantFrom(
          '7',
          '1/2',
          '-',
          'half',
          'and',
          'the',
          'first',
          'in',
          'ago',
          'March',
          '3',
          'pm',
          'hour',
          'of',
          'UTC',
          'next',
          'Monday',
          '2026',
          'y',
          'media',
        ),
      ),
      { maxLength: 8 },
    );
    const options = [
      { value: 'a', labels: ['First thing'], match: ['one'] },
      { value: 'b', labels: ['😀'], match: [''] },
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...askInputs),
        fc.constantFrom('en', 'es'),
        words,
        fc.boolean(),
        (input, locale, parts, offer) => {
          const question = ask(input, locale, { from: 0, to: 10, options: offer ? options : [] });
          const understood = understand(question, parts.join(' '), book.words(locale));
          expect(JSON.parse(JSON.stringify(understood))).toEqual(understood);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a long story is no answer to a short question, and takes no time', () => {
    expect(heard(ask('scale', 'en', { from: 0, to: 10 }), `${'about '.repeat(60)}7`)).toMatch(
      /^unclear/,
    );
    const story = 'word '.repeat(20_000);
    for (const input of askInputs)
      expect(heard(ask(input, 'en', { from: 0, to: 10 }), story)).toMatch(/^unclear/);
  });
});
