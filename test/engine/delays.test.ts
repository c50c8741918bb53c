import { describe, expect, test } from 'vitest';
import type { StepMap } from '#conversation/step-map.ts';
import { at, beginOwn, kept } from '../support/own-flow.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import type { Visit } from '../support/visit.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const head = 'data: { pause: duration, n: number, t: time, due: date, note: text }';
const asked = "  - { id: pause, ask: 'How much later?', input: duration, save: pause }\n";
const after =
  "  - { id: then, ask: 'Now?', input: text, save: note }\n  - { id: end, ask: 'So?' }\n";

/** A member of the flow `own`, which asks these questions and then waits. */
const begun = (steps: string): Visit => beginOwn(steps + after, { head });
const waiting = (wait = 'pause', questions = asked): Visit =>
  begun(`${questions}  - { id: away, wait: ${wait} }\n`);

/** How much later the next wake rings; `null` without one. */
const left = ({ member, now }: Visit) =>
  member.sessions.flatMap(({ wakes }) => wakes.map((wake) => wake.at - now)).at(0) ?? null;

describe('a wait as long as the member chose', () => {
  test.each([
    ['20 minutes', 20 * minute],
    ['2 hours', 2 * hour],
    ['PT1H30M', 90 * minute],
  ])('lasts that long: %s', (said, length) => {
    const here = waiting();
    here.say(said);
    expect(at(here)).toBe('away');
    expect(left(here)).toBe(length);
    expect(here.pass(length - 1)).toBe('');
    expect(here.pass(1)).toBe('Now?');
    expect(Object.keys(kept(here) ?? {})).toEqual(['pause', 'n', 't', 'due', 'note']);
  });

  test('goes on at once where nothing was chosen', () => {
    const here = waiting();
    expect(here.say('skip')).toContain('Now?');
    expect(at(here)).toBe('then');
    expect(left(here)).toBe(null);
    expect(Object.keys(kept(here) ?? {})).toEqual(['pause', 'n', 't', 'due', 'note']);
  });

  test('takes a value of an option in the words of an author, shown by its label', () => {
    const here = begun(`  - id: pause
    ask: How much later?
    save: pause
    options: [{ label: In a little while, value: 30m }, { label: Tonight, value: 1d 2h }]
  - { id: so, say: '{pause}, then.' }
  - { id: away, wait: pause }
`);
    expect(here.say('2')).toBe('Tonight, then.');
    expect(left(here)).toBe(26 * hour);
  });

  const number = "  - { id: n, ask: 'How many?', input: number, save: n }\n";

  test.each([
    ['minutes(n + 5)', '10', 15 * minute],
    ['hours(n)', '1.5', 90 * minute],
    ['days(n)', '400', 366 * day],
    ["n > 3 ? hours(2) : '30m'", '4', 2 * hour],
    ["n > 3 ? hours(2) : '30m'", '2', 30 * minute],
    ["n > 3 ? hours(2) : 'P4000D'", '2', 366 * day],
    ['hours(n)', '0', null],
    ['hours(n)', '-2', null],
    ['minutes(n)', '0.1', null],
  ])('is reckoned: %s of %s', (wait, said, length) => {
    const here = waiting(JSON.stringify(wait), number);
    here.say(said);
    expect(left(here)).toBe(length);
    expect(at(here)).toBe(length === null ? 'then' : 'away');
  });

  test('keeps the time it was drawn for, whatever luck says later', () => {
    const here = waiting("\"minutes(number(pick(['10', '20', '30'])))\"", asked);
    here.say('1 hour');
    const length = left(here) as number;
    expect([10, 20, 30]).toContain(length / minute);
    here.say('something');
    expect(left(here)).toBe(length);
    expect(here.pass(length)).toBe('Now?');
  });
});

describe('a wait until a time the member chose', () => {
  const time = "  - { id: t, ask: 'When?', input: time, save: t }\n";

  test('lasts until their clock shows it', () => {
    const here = waiting('{ until: t }', time);
    here.member = { ...here.member, settings: { ...here.member.settings, zone: 'Europe/Madrid' } };
    here.say('18:30');
    expect(here.now + (left(here) as number)).toBe(Date.parse('2026-03-02T17:30:00Z'));
  });

  test('goes on at once where none was chosen', () => {
    const here = waiting('{ until: t }', time);
    expect(here.say('skip')).toContain('Now?');
  });
});

test('something is waited for as long as the member chose; otherwise not at all', () => {
  const steps = '{ for: member-returns, at-most: pause, goto: end }';
  const here = waiting(steps);
  here.say('2 hours');
  expect(left(here)).toBe(2 * hour);
  expect(here.say('here I am')).toBe('Now?');
  const late = waiting(steps);
  late.say('2 hours');
  expect(late.pass(2 * hour)).toBe('So?');
  const none = waiting(steps);
  expect(none.say('skip')).toContain('So?');
});

describe('going back over a wait that was chosen', () => {
  test('waits anew as long as is answered then', () => {
    const here = waiting();
    here.say('2 hours');
    here.now += 10 * minute;
    expect(here.say('back')).toContain('How much later?');
    expect(left(here)).toBe(null);
    here.say('30 minutes');
    expect(left(here)).toBe(30 * minute);
    here.pass(30 * minute);
    here.say('yes');
    expect(at(here)).toBe('end');
    here.say('back');
    expect(at(here)).toBe('then');
    expect(left(here)).toBe(null);
  });

  test('lasts as long as a changed answer says', () => {
    const here = begun(`${asked}  - { id: sure, ask: 'Sure?', input: confirm }
  - { id: away, wait: pause }
`);
    here.say('2 hours');
    here.say('yes');
    here.now += 20 * minute;
    here.say('change an answer');
    here.say('1');
    here.say('3 hours');
    here.say('yes');
    expect(left(here)).toBe(3 * hour);
  });
});

describe('whoever waits while the flow changes', () => {
  const map: StepMap = { steps: {}, again: [], end: [], others: 'stay', data: {} };

  function replace(here: Visit, steps: string): void {
    here.library = smallLibrary({ own: flowOf(steps + after, head) }, here.library);
    const revision = here.library.flow('own' as never)?.hash as never;
    here.happen({ type: 'Told', news: { type: 'replaced', flow: 'own' as never, revision, map } });
  }

  test.each([
    ['pause', '5h'],
    ['5h', 'pause'],
    ['pause', 'hours(n)'],
  ])('goes on when it was time: %s became %s', (old, young) => {
    const here = waiting(old);
    here.say('5 hours');
    here.now += hour;
    replace(here, `${asked}  - { id: away, wait: ${young} }\n`);
    expect(left(here)).toBe(4 * hour);
    expect(here.pass(4 * hour)).toBe('Now?');
  });
});

describe('a plan after as long as the member chose', () => {
  const tea = flowOf("  - { id: hot, ask: 'Tea?', input: confirm }\n");
  const planned = (plan: string, questions = asked): Visit =>
    beginOwn(`${questions}  - { plan: tea, key: tea, ${plan} }\n${after}`, {
      head,
      flows: { tea },
    });
  const dated = `${asked}  - { id: due, ask: 'When?', input: date, save: due }\n`;
  const next = ({ member }: Visit) =>
    member.plans.map((plan) => new Date(plan.next).toISOString().slice(0, 16));

  test.each([
    ['after: pause', '3 hours', ['2026-03-02T12:00']],
    ["after: pause, at: '18:00'", '3 days', ['2026-03-05T18:00']],
    ['after: "minutes(inMinutes(pause) * 2)"', '3 hours', ['2026-03-02T15:00']],
    ['after: pause', 'skip', []],
  ])('%s of %s', (plan, said, rings) => {
    const here = planned(plan);
    here.say(said);
    expect(next(here)).toEqual(rings);
  });

  test.each([
    ["date: due, before: pause, at: '18:00'", '2 days', ['2026-03-08T18:00']],
    ["date: due, after: pause, at: '18:00'", '2 days', ['2026-03-12T18:00']],
    ["date: due, after: pause, at: '18:00'", '36 hours', ['2026-03-11T18:00']],
    ["date: due, before: pause, at: '18:00'", '9 days', []],
    ["date: due, before: pause, at: '18:00'", 'skip', []],
  ])('%s of %s, from a date', (plan, said, rings) => {
    const here = planned(plan, dated);
    here.say(said);
    here.say('2026-03-10');
    expect(next(here)).toEqual(rings);
  });

  test('is given up where nothing was chosen, and agreed anew on the way back', () => {
    const here = planned('after: pause', `  - { plan: tea, key: tea, after: 1d }\n${asked}`);
    expect(next(here)).toEqual(['2026-03-03T09:00']);
    here.say('skip');
    expect(next(here)).toEqual([]);
    here.say('back');
    expect(next(here)).toEqual(['2026-03-03T09:00']);
    here.say('2 hours');
    expect(next(here)).toEqual(['2026-03-02T11:00']);
  });
});
