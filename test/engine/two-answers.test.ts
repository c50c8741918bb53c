import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesOf, partsOf } from '../support/random-flow.ts';
import { draws, takesTwoAsOne } from '../support/talk-back.ts';
import { at, beginOwn, choices, kept, number, offered, words } from '../support/own-flow.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, shippedLibrary, visit, type Visit } from '../support/visit.ts';

const mood = `  - id: mood\n    ask: mood?\n    save: mood\n    options: [{ label: Calm, value: calm, match: [tranquilo] }, { label: Tired, value: tired, match: [cansada] }]\n`;
const more = `  - id: more\n    ask: more?\n    input: many\n    save: more\n    options: [{ label: Sun, value: sun }, { label: Moon, value: moon }, { label: Sea, value: sea }]\n`;
const head = 'data: { a: number, b: number, mood: text, more: list, note: text, sure: yes-no }';
const begin = (steps: string, locale = 'en'): Visit => beginOwn(steps, { head, locale });
const trail = (here: Visit) => here.member.sessions[0]?.root?.trail.length;

describe('two answers in one message', () => {
  test.each([
    ['en', '8, tired', /I took both, “8” and “Tired”/],
    ['en', '8 and tired', /“8” and “Tired”/],
    ['en', '8\ntired', /“8” and “Tired”/],
    ['en', 'an eight; I feel tired', /“8” and “Tired”/],
    ['en', '8. Tired.', /“8” and “Tired”/],
    ['es', '8 y cansada', /Me quedo con las dos, «8» y «Tired»/],
    ['es', 'un ocho, cansada', /«8» y «Tired»/],
  ])('in %s, as “%s”, are both taken, and it says so', (locale, text, echo) => {
    const here = begin(number('a') + mood + number('b'), locale);
    const said = here.say(text);
    expect(said).toMatch(echo);
    expect(said).toMatch(/b\?/);
    expect(said).not.toMatch(/mood\?/);
    expect(kept(here)).toMatchObject({ a: 8, mood: 'tired' });
    expect(trail(here)).toBe(2);
  });

  test('are gone back over, and changed, one at a time', () => {
    const here = begin(number('a') + mood + number('b'));
    here.say('8, tired');
    expect(here.say('back')).toMatch(/mood\?/);
    expect(kept(here)).toMatchObject({ a: 8, mood: null });
    expect(here.say('back')).toMatch(/a\?/);
    here.say('7, calm');
    here.say('change an answer');
    expect(choices(here)).toEqual(['a?', 'mood?']);
  });

  test('say what the first one leads to, in its place', () => {
    const here = begin(
      `${number('a')}  - branch:\n      - when: a >= 8\n        do:\n          - id: heavy\n            say: That is a lot.\n${mood}${number('b')}`,
    );
    expect(here.say('9, tired')).toMatch(/took both[\s\S]*That is a lot[\s\S]*b\?/);
  });

  test('are not said again where a question is private', () => {
    const here = begin(
      mood.replace('save: mood', 'save: mood\n    private: true') + number('b') + number('a'),
    );
    const said = here.say('tired, 8');
    expect(said).toContain('I took both parts.');
    expect(said).not.toContain('Tired');
    expect(kept(here)).toMatchObject({ mood: 'tired', b: 8 });
  });

  test('may be several and one', () => {
    const here = begin(more + mood + number('b'));
    here.say('sun, sea, tired');
    expect(kept(here)).toMatchObject({ more: ['sun', 'sea'], mood: 'tired' });
  });

  test.each([
    ['8, skip', { a: 8, mood: null }, /took “8”, and left the next one out/],
    ['skip, tired', { a: null, mood: 'tired' }, /left the first one out, and took “Tired”/],
  ])('may be a skip: “%s”', (text, data, echo) => {
    const here = begin(number('a') + mood + number('b'));
    expect(here.say(text)).toMatch(echo);
    expect(kept(here)).toMatchObject(data);
    expect(at(here)).toBe('b');
  });
});

describe('two answers to one question', () => {
  test.each([
    ['3 and 5', ['3', '5']],
    ['between 3 and 4', ['3', '4']],
    ['3 or 4', ['3', '4']],
    ['3-4', ['3', '4']],
    ['3.5', ['3', '4']],
    ['8, sorry, 7', ['8', '7']],
  ])('are asked about: “%s”', (text, labels) => {
    const here = begin(number('a') + number('b') + mood);
    here.say(text);
    expect(offered(here)).toBe('which');
    expect(choices(here)).toEqual(labels);
    expect(kept(here)).toMatchObject({ a: null, b: null });
    here.say(labels[1] as string);
    expect(kept(here)).toMatchObject({ a: Number(labels[1]), b: null });
  });

  test('are chosen by their number or in other words, and another number is another answer', () => {
    const here = begin(number('a') + number('b'));
    here.say('3 and 5');
    here.say('2');
    expect(kept(here)).toMatchObject({ a: 2 });
    const other = begin(mood + number('b'));
    other.say('calm and tired');
    expect(choices(other)).toEqual(['Calm', 'Tired']);
    other.say('the second one');
    expect(kept(other)).toMatchObject({ mood: 'tired' });
  });

  test('of which neither is meant bring the question again', () => {
    const here = begin(number('a') + number('b'));
    here.say('3 and 5');
    expect(here.say('neither')).toMatch(/a\?/);
    expect(here.member.lost).toBe(0);
    expect(kept(here)).toMatchObject({ a: null });
  });

  test('of which one puts the other right are one', () => {
    const here = begin(number('a') + mood);
    here.say('8, I mean 7');
    expect(kept(here)).toMatchObject({ a: 7 });
  });

  test('that are the same are one', () => {
    const here = begin(number('a') + mood);
    here.say('8, eight');
    expect(kept(here)).toMatchObject({ a: 8, mood: null });
  });

  test('are an answer where several may be', () => {
    const here = begin(more + mood);
    here.say('sun and moon');
    expect(kept(here)).toMatchObject({ more: ['sun', 'moon'] });
    expect(offered(here)).toBeNull();
  });
});

describe('the first alone is taken, and it says so', () => {
  const set = `  - id: name\n    act: setting\n    with: { name: "'R'" }\n`;
  const hidden = mood.replace('save: mood', 'save: mood\n    private: true');
  const refused = number('b', "    check: [{ that: 'b <= 5', message: Up to five. }]\n");

  test.each([
    ['where something is done in between', number('a') + set + mood, '8, tired', 'mood'],
    ['where the next question is private', number('a') + hidden, '8, tired', 'mood'],
    ['where the second would be refused', mood + refused, 'calm, 9', 'b'],
    ['where the second is nearly one', number('a') + mood, '8, tirad', 'mood'],
    ['where another flow asks next', `${number('a')}  - run: sub\n`, '8, tired', 'mood'],
  ])('%s', (_, steps, text, place) => {
    const sub = `title: Sub\nabout: A sub-flow.\nkind: system\nlocale: en\ndata: { mood: text }\nsteps:\n${mood}`;
    const here = beginOwn(steps, { head, flows: { sub } });
    expect(here.say(text)).toMatch(/I took “.+” and nothing else/);
    expect(at(here)).toBe(place);
    expect(trail(here)).toBe(1);
  });

  test('but a remark is no answer: it asks first', () => {
    const here = begin(mood + number('b'));
    here.say('calm, it was a long day');
    expect(offered(here)).toBe('near-answer');
    here.say('yes');
    expect(kept(here)).toMatchObject({ mood: 'calm' });
  });
});

describe('answers stand alone', () => {
  test('where one is a consent', () => {
    const consent = `  - id: sure\n    ask: sure?\n    input: confirm\n    save: sure\n  - branch:\n      - when: sure == true\n        do:\n          - id: yes-keep\n            act: consent\n            with: { keep: "true" }\n${number('b')}`;
    const here = begin(consent);
    here.say('yes, 8');
    expect(kept(here)).toMatchObject({ sure: null, b: null });
    const before = begin(number('a') + consent);
    before.say('8, yes');
    expect(kept(before)).toMatchObject({ a: 8, sure: null });
  });

  test('where one is an age', () => {
    const here = visit();
    here.ask('welcome');
    here.say('begin, 25');
    expect(at(here)).toBe('ages');
    here.say('25, yes');
    expect(at(here)).toBe('ages');
    expect(here.member.settings.ageBand).toBeNull();
  });

  test('where help is shown', () => {
    const here = agreed(visit());
    here.ask('help-now');
    here.say('lines in my country, Ireland');
    expect(here.member.settings.country).toBeNull();
    expect(here.say('I am alone, carry on')).not.toMatch(/I took/);
  });

  test.each(['help-now', 'crisis-reply'])('where all that is asked belongs to %s', (flow) => {
    const asks = flowOf(mood + number('b'), `${head}\ninputs: []`);
    const here = beginOwn(words('note'), { head, flows: { [flow]: asks } });
    here.ask(flow);
    expect(here.say('calm, 8')).not.toMatch(/I took/);
    expect(here.member.sessions.at(-1)).toMatchObject({ flow, snapshot: { value: 'mood' } });
    expect(kept(here)).toMatchObject({ mood: null, b: null });
  });

  test('where the whole message is one answer', () => {
    const here = begin(`${mood.replace('label: Tired', "label: 'Calm, tired'")}${number('b')}`);
    here.say('Calm, tired');
    expect(kept(here)).toMatchObject({ mood: 'tired' });
  });

  test('and a plea in the second half is heard first', () => {
    const here = agreed(visit());
    here.ask('daily-check-in');
    here.say('8, I want to die');
    expect(here.member.sessions.at(-1)?.flow).toBe('crisis-reply');
    expect(here.member.sessions[0]?.snapshot.data['heaviness']).toBeNull();
  });
});

describe('under a question for a few words', () => {
  const name = words('note') + '    longest: 40\n';

  test('more than the answer is asked about, and either is taken', () => {
    for (const [choice, note, mooded] of [
      ['All of it', 'Robin, and tired', null],
      ['Only the first part', 'Robin', 'tired'],
    ] as const) {
      const here = begin(name + mood + number('b'));
      here.say('Robin, and tired');
      expect(offered(here)).toBe('parts');
      here.say(choice);
      expect(kept(here)).toMatchObject({ note, mood: mooded });
    }
  });

  test('a comma alone asks nothing, and longer words are never parted', () => {
    const here = begin(name + mood);
    here.say('Robin, the second of three');
    expect(kept(here)).toMatchObject({ note: 'Robin, the second of three' });
    const long = begin(words('note') + mood);
    long.say('a walk, and tired');
    expect(kept(long)).toMatchObject({ note: 'a walk, and tired' });
  });

  test('a name and a country in set-up: the name is taken, and the zone asked for', () => {
    const here = visit();
    here.ask('welcome');
    for (const text of ['begin', '18 or older', 'yes', 'no', 'no']) here.say(text);
    here.say('Robin, and I’m in Ireland');
    expect(offered(here)).toBe('parts');
    const said = here.say('only the first part');
    expect(here.member.settings.name).toBe('Robin');
    expect(said).toMatch(/took the first part[\s\S]*Nice to meet you, Robin[\s\S]*time zone/);
  });
});

test('taking two answers at once is the same as one after the other, in any flow and the flows it runs', () => {
  let taken = 0;
  fc.assert(
    fc.property(partsOf(2), draws, (parts, answers) => {
      taken += takesTwoAsOne(smallLibrary(filesOf(parts)), 'root', answers);
    }),
    { numRuns: 60, seed: 5 },
  );
  fc.assert(
    fc.property(draws, (answers) => {
      taken += takesTwoAsOne(shippedLibrary(), 'daily-check-in', answers);
    }),
    { numRuns: 30, seed: 5 },
  );
  expect(taken).toBeGreaterThan(10);
});
