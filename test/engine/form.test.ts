import { describe, expect, test } from 'vitest';
import type { QuestionId } from '#conversation/id.ts';
import { stepOf } from '#engine/step.ts';
import { saysOf, agreed, visit, type Visit } from '../support/visit.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';

const steps = `  - { id: first, ask: 'First?', input: text }
  - form:
      - { id: nick, ask: 'Nickname?', input: text, save: nick, longest: 20 }
      - id: age
        ask: 'Age, {nick}?'
        input: number
        save: age
        skip: false
        check: [{ that: age >= 18.0, message: 'Eighteen, at least.' }]
      - id: drink
        ask: 'Tea?'
        save: drink
        options: [{ label: Tea please, value: tea }, { label: Water, value: h2o }]
      - id: days
        ask: 'Which days?'
        input: many
        save: days
        options: [{ label: Monday, value: mon }, { label: Sunday, value: sun }]
  - { id: last, ask: 'Last?', input: text }
`;
const head = 'data: { nick: text, age: number, drink: text, days: list }';

function begin(): Visit {
  const here = agreed(visit({ library: smallLibrary({ own: flowOf(steps, head) }) }));
  here.ask('own');
  here.say('one');
  return here;
}

const send = (
  here: Visit,
  fields: Readonly<Record<string, string>>,
  question = here.member.asked?.id,
) => here.happen({ type: 'FormSent', question: question as QuestionId, fields });
const data = ({ member }: Visit) => member.sessions.at(-1)?.snapshot.data;
const at = ({ member }: Visit) => member.sessions.map(({ snapshot }) => stepOf(snapshot));
const whole = { nick: 'Robin', age: '30', drink: 'tea', days: 'mon, sun' };
const answers = { nick: 'Robin', age: 30, drink: 'tea', days: ['mon', 'sun'] };

describe('a form where there is no panel', () => {
  test('is asked question by question, and each answer is kept at once', () => {
    const here = begin();
    expect(here.say('Robin')).toMatch(/Age, Robin\?/);
    expect(data(here)).toMatchObject({ nick: 'Robin', age: null });
    expect(here.say('30')).toMatch(/Tea\?/);
    expect(here.say('Water')).toMatch(/Which days\?/);
    expect(here.say('1, 2')).toMatch(/Last\?/);
    expect(data(here)).toEqual({ ...answers, drink: 'h2o' });
  });

  test('is gone back through question by question', () => {
    const here = begin();
    here.say('Robin');
    here.say('30');
    expect(here.say('back')).toMatch(/Age, Robin\?/);
    expect(here.say('back')).toMatch(/Nickname\?/);
    expect(here.say('back')).toMatch(/First\?/);
  });
});

describe('a message of a form', () => {
  const formOf = (here: Visit) => saysOf(here.last).at(-1)?.message.form;

  test('tells what can be answered together from here on', () => {
    const here = begin();
    expect(formOf(here)).toEqual([
      {
        id: 'nick',
        label: 'Nickname?',
        input: { type: 'text' },
        choices: [],
        required: false,
        longest: 20,
      },
      {
        id: 'age',
        label: expect.stringMatching(/^Age/),
        input: { type: 'number' },
        choices: [],
        required: true,
        longest: 1000,
      },
      {
        id: 'drink',
        label: 'Tea?',
        input: { type: 'choice' },
        choices: [
          { id: 'tea', label: 'Tea please' },
          { id: 'h2o', label: 'Water' },
        ],
        required: false,
        longest: 1000,
      },
      expect.objectContaining({ id: 'days', input: { type: 'many', most: null } }),
    ]);
    here.say('Robin');
    expect(formOf(here)?.map(({ id }) => id)).toEqual(['age', 'drink', 'days']);
  });

  test('of its last question, or of one that stands alone, tells nothing of that', () => {
    const here = begin();
    here.say('Robin');
    here.say('30');
    here.say('Water');
    expect(at(here)).toEqual(['days']);
    expect(formOf(here)).toBeUndefined();
    here.say('1');
    expect(formOf(here)).toBeUndefined();
  });
});

describe('a form that was sent from a panel', () => {
  test('answers all its questions without asking them', () => {
    const here = begin();
    expect(send(here, { ...whole, drink: 'h2o' })).toBe('Last?');
    expect(data(here)).toEqual({ ...answers, drink: 'h2o' });
    expect(here.member.sessions[0]).not.toHaveProperty('sent');
  });

  test('takes what is written as it takes any answer', () => {
    const here = begin();
    send(here, { ...whole, age: 'thirty', drink: 'Water', days: 'Sunday' });
    expect(data(here)).toEqual({ ...answers, drink: 'h2o', days: ['sun'] });
  });

  test('is asked only for what was refused, with its words, and keeps the rest', () => {
    const here = begin();
    expect(send(here, { ...whole, age: '7' })).toMatch(/^Eighteen, at least\./);
    expect(data(here)).toMatchObject({ nick: 'Robin', age: null });
    expect(here.say('31')).toBe('Last?');
    expect(data(here)).toEqual({ ...answers, age: 31 });
  });

  test('asks one after the other for several that were refused', () => {
    const here = begin();
    expect(send(here, { ...whole, age: 'zzz qqq', drink: 'qqq zzz' })).toMatch(/Age, Robin\?/);
    expect(here.say('31')).toMatch(/Tea\?/);
    expect(here.say('Water')).toBe('Last?');
    expect(data(here)).toEqual({ ...answers, age: 31, drink: 'h2o' });
  });

  test('leaves out what may be left empty, and asks for what may not', () => {
    const here = begin();
    expect(send(here, { nick: '', age: ' ', drink: '', days: 'sun' })).toMatch(/^Age/);
    expect(here.say('31')).toBe('Last?');
    expect(data(here)).toEqual({ nick: null, age: 31, drink: null, days: ['sun'] });
  });

  test('asks on for what the panel had no room for', () => {
    const here = begin();
    expect(send(here, { nick: 'Robin', age: '30' })).toMatch(/Tea\?/);
    expect(send(here, { drink: 'tea', days: 'mon' })).toBe('Last?');
    expect(data(here)).toEqual({ ...answers, days: ['mon'] });
  });

  test('is gone back through question by question', () => {
    const here = begin();
    send(here, whole);
    expect(here.say('back')).toMatch(/Which days\?/);
    expect(here.say('back')).toMatch(/Tea\?/);
    expect(here.say('Water')).toMatch(/Which days\?/);
  });

  test('is gone back through so after a crisis came between, which nothing goes back over', () => {
    const here = begin();
    send(here, { ...whole, age: '7' });
    here.say('i want to kill myself');
    for (let turn = 0; turn < 8 && here.member.sessions.length > 1; turn += 1) here.say('1');
    expect(at(here)).toEqual(['age']);
    expect(here.say('31')).toBe('Last?');
    expect(here.say('back')).toMatch(/Which days\?/);
    expect(at(here)).toEqual(['days']);
    expect(data(here)).toMatchObject({ age: 31, days: null });
  });

  test('changes nothing when it comes twice, or after its question', () => {
    const here = begin();
    const question = here.member.asked?.id;
    send(here, { ...whole, age: '7' }, question);
    const sessions = here.member.sessions;
    expect(send(here, { ...whole, nick: 'Ash' }, question)).toMatch(/Age, Robin\?/);
    expect(here.member.sessions).toEqual(sessions);
    here.say('31');
    send(here, whole, question);
    expect(at(here)).toEqual(['last']);
    expect(data(here)).toMatchObject({ age: 31 });
  });

  test('obeys a word that works everywhere, and keeps what else was written', () => {
    const here = begin();
    send(here, { ...whole, nick: 'ground me' });
    expect(at(here)[0]).toBe('nick');
    expect(here.member.sessions).toHaveLength(2);
    expect(here.member.sessions[0]?.sent).toEqual({ age: '30', drink: 'tea', days: 'mon, sun' });
    const other = begin();
    send(other, { ...whole, drink: 'stop' });
    expect(other.member.contact.type).toBe('stopped');
  });

  test('is answered as a crisis if any of it is one', () => {
    const here = begin();
    send(here, { ...whole, nick: 'i want to kill myself' });
    expect(saysOf(here.last).map((one) => one.class)).toContain('safety');
    expect(
      data({ ...here, member: { ...here.member, sessions: here.member.sessions.slice(0, 1) } }),
    ).toMatchObject({ nick: null });
  });
});
