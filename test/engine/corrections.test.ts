import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctionIn } from '#engine/understand/correction-in.ts';
import { shippedFile } from '../content/shipped.ts';
import { filesOf, partsOf } from '../support/random-flow.ts';
import { draws, isCorrectedAsByBack } from '../support/talk-back.ts';
import { at, beginOwn, choices, kept, number, offered, words } from '../support/own-flow.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { shippedLibrary, type Visit } from '../support/visit.ts';

const mood = `  - id: mood\n    ask: mood?\n    save: mood\n    options: [{ label: Calm, value: calm, match: [tranquilo] }, { label: Tired, value: tired, match: [cansada] }]\n`;
const note = words('note');
const record = `  - record: note\n    values: { a: a }\n`;
const head = 'data: { a: number, b: number, mood: text, note: text }';

const begin = (steps: string, locale = 'en'): Visit => beginOwn(steps, { head, locale });

describe('a correction', () => {
  test.each([
    ['en', 'no, I meant 3', '3'],
    ['en', 'Sorry, 3!', '3'],
    ['en', 'oh sorry i meant 2.', '2.'],
    ['en', 'sorry,3', '3'],
    ['en', 'make it 7', '7'],
    ['es', 'Quise decir 3', '3'],
    ['es', 'no, perdón, quería decir tres', 'tres'],
    ['es', 'mejor dicho: 7', '7'],
  ])('in %s is what follows in “%s”', (locale, text, rest) => {
    expect(correctionIn(text, shippedFile(locale as 'en').words!)?.rest).toMatch(rest);
  });

  test.each(['no, 3', 'wait 3', 'no wait, 3', 'well, 3'])('“%s” may be one', (text) =>
    expect(correctionIn(text, shippedFile('en').words!)).toMatchObject({ isMere: true }),
  );

  test.each(['sorry', 'no 3', 'no tea', 'I am sorry about 3', '3, sorry', 'no', 'no,', ''])(
    '“%s” is none',
    (text) => expect(correctionIn(text, shippedFile('en').words!)).toBeNull(),
  );

  test.each([
    ['en', 'no, I meant 3', /changed your answer to “a\?”/],
    ['en', 'sorry, 3', /changed your answer to “a\?”/],
    ['es', 'quise decir 3', /cambiado tu respuesta a «a\?»/],
  ])('in %s, as “%s”, changes the answer before and says so', (locale, text, said) => {
    const here = begin(number('a') + record + mood, locale);
    here.say('8');
    expect(here.say(text)).toMatch(said);
    expect(at(here)).toBe('mood');
    expect(here.journal.map(({ values }) => values)).toEqual([{ a: 3 }]);
    const first = begin(number('a') + record + mood, locale);
    first.say('3');
    expect(here.member.sessions).toEqual(first.member.sessions);
    expect(here.journal).toEqual(first.journal);
  });

  test.each([
    ['sorry, I’m tired', 'earlier'],
    ['no, I meant tired', null],
  ])('of a choice, “%s”, asks first where it may be an excuse', (text, open) => {
    const here = begin(mood + number('a'));
    here.say('calm');
    here.say(text);
    expect(offered(here)).toBe(open);
    expect(kept(here)).toMatchObject({ mood: open === null ? 'tired' : 'calm' });
    if (open !== null) here.say('yes');
    expect(kept(here)).toMatchObject({ mood: 'tired' });
  });

  test('leads to the question that comes then', () => {
    const steps = `${number('a')}  - branch:\n      - when: a >= 7\n        goto: heavy\n${mood}  - end: done\n  - id: heavy\n    ask: heavy?\n    options: [{ label: Stay }, { label: Go }]\n`;
    const here = begin(steps);
    expect(here.say('8')).toMatch(/heavy\?/);
    expect(here.say('sorry, I meant 3')).toMatch(/mood\?/);
  });

  test('changes what was skipped, too', () => {
    const here = begin(number('a') + mood);
    here.say('skip');
    here.say('sorry, 3');
    expect(kept(here)).toMatchObject({ a: 3 });
  });

  test('to the open question is its answer', () => {
    const here = begin(mood + number('a') + number('b'));
    here.say('calm');
    expect(here.say('sorry, 3')).toMatch(/b\?/);
    expect(kept(here)).toMatchObject({ mood: 'calm', a: 3 });
  });

  test('that could be either asks which, and either is taken', () => {
    for (const [choice, data, place] of [
      ['Before: a?', { a: 3, b: null }, 'b'],
      ['Now: b?', { a: 8, b: 3 }, 'mood'],
    ] as const) {
      const here = begin(number('a') + number('b') + mood);
      here.say('8');
      here.say('no, I meant 3');
      expect(choices(here)).toEqual(['Before: a?', 'Now: b?']);
      here.say(choice);
      expect(kept(here)).toMatchObject(data);
      expect(at(here)).toBe(place);
    }
  });

  test('under a question for note of one’s own asks first', () => {
    const here = begin(number('a') + note + mood);
    here.say('8');
    here.say('sorry, 3');
    expect(choices(here)).toEqual(['Before: a?', 'Now: note?']);
    here.tap('here');
    expect(kept(here)).toMatchObject({ a: 8, note: 'sorry, 3' });
  });

  test('of note of one’s own asks first, and a mere “sorry” is none', () => {
    const here = begin(note + number('a'));
    here.say('the sea');
    here.say('I meant the river');
    expect(offered(here)).toBe('earlier');
    here.say('yes');
    expect(kept(here)).toMatchObject({ note: 'the river' });
    here.say('sorry this is hard');
    expect(offered(here)).toBeNull();
    expect(kept(here)).toMatchObject({ note: 'the river' });
  });

  test('is the present question’s where an option says so', () => {
    const here = begin(
      `${number('a')}  - id: b\n    ask: b?\n    options: [{ label: 'Sorry, 3' }, { label: Other }]\n${mood}`,
    );
    here.say('8');
    expect(here.say('sorry, 3')).toMatch(/mood\?/);
    expect(kept(here)).toMatchObject({ a: 8 });
  });

  test('that its question would refuse changes nothing', () => {
    const here = begin(
      number('a', `    check: [{ that: 'a <= 5', message: Up to five. }]\n`) + mood,
    );
    here.say('3');
    const { sessions } = here.member;
    here.say('sorry, 9');
    expect(here.member.sessions[0]?.snapshot.data).toEqual(sessions[0]?.snapshot.data);
    expect(at(here)).toBe('mood');
  });

  test('never reaches across what is not undone', () => {
    const here = begin(
      `${number('a')}  - id: counts\n    act: consent\n    with: { counts: "true" }\n${mood}`,
    );
    here.say('8');
    here.say('sorry, 3');
    expect(kept(here)).toMatchObject({ a: 8 });
    expect(offered(here)).toBeNull();
  });
});

test('a correction is the same as going back and answering, in any flow and the flows it runs', () => {
  let corrected = 0;
  fc.assert(
    fc.property(partsOf(2), draws, (parts, answers) => {
      const library = smallLibrary(filesOf(parts));
      corrected += isCorrectedAsByBack(library, 'root', answers) ? 1 : 0;
    }),
    { numRuns: 60, seed: 3 },
  );
  fc.assert(
    fc.property(draws, (answers) => {
      corrected += isCorrectedAsByBack(shippedLibrary(), 'daily-check-in', answers) ? 1 : 0;
    }),
    { numRuns: 30, seed: 3 },
  );
  expect(corrected).toBeGreaterThan(5);
});

describe('an answer to the question before, typed late', () => {
  test.each([
    ['en', /asked “a\?” Do you want to change/, 'yes'],
    ['es', /pregunté «a\?»\. ¿Quieres cambiar/, 'sí'],
  ])('in %s is asked about, and taken only then', (locale, said, yes) => {
    const here = begin(number('a') + mood, locale);
    here.say('8');
    expect(here.say('4')).toMatch(said);
    expect(kept(here)).toMatchObject({ a: 8 });
    expect(here.member.lost).toBe(0);
    here.say(yes);
    expect(kept(here)).toMatchObject({ a: 4 });
    expect(at(here)).toBe('mood');
  });

  test('otherwise the open question is asked again', () => {
    const here = begin(number('a') + mood);
    here.say('8');
    here.say('4');
    expect(here.say('no')).toMatch(/mood\?/);
    expect(kept(here)).toMatchObject({ a: 8 });
  });

  test('is none where the open question takes it, or it says the same again', () => {
    const here = begin(number('a') + number('b') + mood);
    here.say('8');
    here.say('4');
    expect(kept(here)).toMatchObject({ a: 8, b: 4 });
    here.say('4');
    expect(offered(here)).toBeNull();
  });

  test('is never note of one’s own', () => {
    const here = begin(note + mood);
    here.say('the sea');
    here.say('the river');
    expect(offered(here)).toBeNull();
  });

  test('is asked about only a step away', () => {
    const here = begin(
      number('a') + mood + `  - id: go\n    ask: go?\n    options: [{ label: Stay }]\n`,
    );
    here.say('8');
    here.say('calm');
    here.say('4');
    expect(offered(here)).toBeNull();
  });
});

describe('“no, …” without a word of correction', () => {
  const right = `  - { id: right, ask: 'Right?', input: confirm }\n`;

  test.each(['no, 3', 'No, it is 3', 'no wait, 3'])(
    'as “%s” where an answer is to be confirmed asks whether that is to change',
    (text) => {
      const here = begin(number('a') + right + mood);
      here.say('8');
      expect(here.say(text)).toMatch(/Before, I asked “a\?”/);
      expect(at(here)).toBe('right');
      here.say('yes');
      expect(kept(here)).toMatchObject({ a: 3 });
      expect(at(here)).toBe('right');
    },
  );

  test('asks whether it is the answer here where it would be one', () => {
    const here = begin(number('a') + mood + note);
    here.say('8');
    expect(here.say('no, calm')).toMatch(/calm/);
    expect(offered(here)).toBe('near-answer');
    here.say('yes');
    expect(kept(here)).toMatchObject({ mood: 'calm' });
  });

  test.each(['no calm', 'no one is calm', 'no, nobody'])('is not heard in “%s”', (text) => {
    const here = begin(number('a') + mood);
    here.say('8');
    here.say(text);
    expect(offered(here)).toBeNull();
    expect(at(here)).toBe('mood');
  });

  test.each(['help-now', 'crisis-reply'])('offers nothing where safety is asked, in %s', (flow) => {
    const asks = flowOf(number('a') + mood, `${head}\ninputs: []`);
    const here = beginOwn(note, { head, flows: { [flow]: asks } });
    here.ask(flow);
    here.say('8');
    expect(at(here)).toBe('mood');
    here.say('no, calm');
    expect(offered(here)).toBeNull();
    expect(kept(here)).toMatchObject({ mood: null });
  });

  test('never takes a figure for a choice that was not shown yet', () => {
    const three = mood.replace('options: [', 'options: [Sad, ');
    const here = begin(`${right}${three}${number('b')}`);
    expect(here.say('no, 3')).toMatch(/nothing else/);
    expect(at(here)).toBe('mood');
    expect(kept(here)).toMatchObject({ mood: null });
  });
});

describe('which answer to change', () => {
  test.each([
    ['en', 'I want to change an answer', 'a?'],
    ['es', 'Quiero cambiar una respuesta', 'a?'],
  ])('in %s is asked with the answers given, and chosen by words', (locale, text, choice) => {
    const here = begin(number('a') + mood + number('b'), locale);
    for (const one of ['8', '1']) here.say(one);
    here.say(text);
    expect(choices(here)).toEqual(['a?', 'mood?']);
    expect(here.say(choice)).toMatch(/a\?/);
  });

  test('is named in the wording that was shown, with its slots filled', () => {
    const asks = "['One, {note}?', 'Two, {note}?', 'Three, {note}?']";
    const here = begin(note + number('a').replace('a?', asks) + mood);
    for (let times = 0; times < 3; times += 1) {
      const shown = /\w+, sea\?/.exec(here.say('sea'))?.[0];
      here.say('4');
      here.say('change an answer');
      expect(choices(here)).toEqual(['note?', shown]);
      here.ask('own');
    }
  });
});
