import { describe, expect, test } from 'vitest';
import { longestTrail } from '#engine/house.ts';
import { at, beginOwn, number } from '../support/own-flow.ts';
import { flowOf } from '../support/small-library.ts';
import { agreed, saysOf, visit, type Visit } from '../support/visit.ts';

const begin = (steps: string, head: string, flows: Readonly<Record<string, string>> = {}): Visit =>
  beginOwn(steps, { head, flows });

describe('going back', () => {
  test('is not to an answer that was refused, but to the one before', () => {
    const check = `    check: [{ that: 'b <= 5', message: Up to five. }]\n`;
    const here = begin(number('a') + number('b', check), 'data: { a: number, b: number }');
    here.say('3');
    expect(here.say('9')).toMatch(/Up to five/);
    expect(here.say('back')).toMatch(/a\?/);
  });

  test('works without the words that a flow asks for and does not save: they are kept nowhere', () => {
    const loose = `  - { id: look, ask: 'One line for yourself?', input: text, private: true }\n`;
    const here = begin(number('a') + loose + number('b'), 'data: { a: number, b: number }');
    here.say('3');
    expect(here.say('walnut lanterns')).toMatch(/b\?/);
    here.say('5');
    expect(JSON.stringify([here.member, here.effects])).not.toContain('walnut');
    here.ask('own');
    here.say('4');
    here.say('walnut lanterns');
    expect(JSON.stringify([here.member, here.effects])).not.toContain('walnut');
    expect(here.say('back')).toMatch(/One line for yourself\?/);
    expect(here.say('other lanterns')).toMatch(/b\?/);
    expect(JSON.stringify([here.member, here.effects])).not.toContain('lanterns');
  });

  test('counts misunderstandings as if what was taken back had never been', () => {
    const here = begin(
      number('a') + number('b') + number('c'),
      'data: { a: number, b: number, c: number }',
    );
    const offered = () => here.member.asked?.offer?.type ?? null;
    here.say('3');
    for (const text of ['zzz', 'zzz', 'zzz', '1', 'zzz', 'skip', 'back']) here.say(text);
    here.say('zzz');
    expect(offered()).toBeNull();
    here.say('zzz');
    expect(offered()).toBe('ways-out');
  });

  test('is to a question that was given up after its attempts', () => {
    const here = begin(
      number('a', '    attempts: 1\n') + number('b'),
      'data: { a: number, b: number }',
    );
    expect(here.say('zzz qqq')).toMatch(/b\?/);
    expect(here.say('back')).toMatch(/a\?/);
  });

  test('asks in the wording that was used, and uses up no other', () => {
    const steps = `${number('a')}  - id: b\n    ask: [One?, Two?, Three?]\n    input: text\n  - id: c\n    ask: And?\n    input: text\n`;
    const here = begin(steps, 'data: { a: number }');
    const asked = here.say('1');
    const pools = here.member.memory.pools;
    here.say('something');
    expect(here.say('back')).toContain(asked);
    expect(here.member.memory.pools).toEqual(pools);
  });

  test('counts only the entries that were there at that moment', () => {
    const steps = `  - id: first
    ask: First?
    input: text
  - branch:
      - when: count('note') >= 1.0
        goto: later
  - record: note
    values: { first: "'x'" }
  - id: second
    ask: Second?
    input: text
  - id: third
    ask: Third?
    input: text
  - id: later
    ask: Later?
    input: text
`;
    const here = begin(steps, '');
    here.say('a');
    here.say('b');
    expect(at(here)).toBe('third');
    here.say('back');
    expect(at(here)).toBe('second');
    here.say('back');
    expect(at(here)).toBe('first');
    expect(here.journal).toEqual([]);
  });

  test('gives back the plan and the settings that stood there, and leaves alone what came from elsewhere', () => {
    const steps = `${number('a')}  - act: setting
    with: { name: "'Robin'" }
  - plan: daily-check-in
    key: check-in
    every: week
    on: friday
    at: '18:00'
${number('b')}`;
    const here = begin(steps, 'data: { a: number, b: number }');
    const plan = {
      key: 'check-in',
      flow: 'daily-check-in' as never,
      inputs: {},
      rhythm: 'daily',
      time: '11:00',
      weekday: null,
      next: Date.UTC(2026, 2, 2, 11),
      lastDate: '2026-03-01',
      lastAt: Date.UTC(2026, 2, 1, 11),
      busy: 'queue',
    } as const;
    here.member = { ...here.member, plans: [plan] };
    here.say('1');
    expect(here.member.plans[0]?.rhythm).toBe('weekly');
    here.say('help now');
    for (const text of ['Show lines in my country', 'Ireland']) here.say(text);
    expect(here.member.settings).toMatchObject({ name: 'Robin', country: 'IE' });
    here.say('back');
    expect(here.member.plans).toEqual([plan]);
    expect(here.member.settings).toMatchObject({ name: null, country: 'IE' });
  });

  test('lets no plan ring a second time', () => {
    const steps = `${number('a')}  - plan: follow-up-try
    key: later
    after: 1h
${number('b')}${number('c')}`;
    const here = begin(steps, 'data: { a: number, b: number, c: number }');
    here.say('1');
    here.pass(61 * 60_000);
    expect(here.member.sessions.map((one) => one.flow)).toEqual(['own', 'follow-up-try']);
    here.say('I did it');
    here.say('2');
    here.say('back');
    expect(at(here)).toBe('b');
    expect(here.member.plans).toEqual([]);
  });

  test('over a change of zone puts a plan back to the hour it stood at', () => {
    const steps = `${number('a')}  - plan: daily-check-in
    key: check-in
    every: day
    at: '11:00'
${number('b')}  - act: setting
    with: { zone: "'Asia/Tokyo'" }
${number('c')}`;
    const here = begin(steps, 'data: { a: number, b: number, c: number }');
    here.say('1');
    const { plans } = here.member;
    here.say('2');
    expect(here.member.plans[0]?.next).not.toBe(plans[0]?.next);
    here.say('back');
    expect(here.member.plans).toEqual(plans);
    here.say('3');
    here.say('4');
    expect(here.member.settings.zone).toBe('Asia/Tokyo');
  });

  test('says so where there is nothing, and asks again what is open', () => {
    const here = begin(number('a'), 'data: { a: number }');
    expect(here.say('back')).toMatch(/nothing to go back to.*\n\n?.*a\?/s);
    const idle = agreed(visit());
    expect(idle.say('back')).toMatch(/nothing to go back to/);
  });

  test('out of a question of our own only asks the open one again', () => {
    const here = begin(number('a') + number('b'), 'data: { a: number, b: number }');
    here.say('1');
    here.say('change an answer');
    expect(here.say('back')).toMatch(/b\?/);
    expect(at(here)).toBe('b');
  });

  test('past two hundred steps stops where the oldest fell off', () => {
    const steps = `  - id: again
    ask: Once more?
    input: scale
    from: 0
    to: 10
    save: n
  - branch:
      - when: n >= 0
        goto: again
`;
    const here = begin(steps, 'data: { n: number }');
    const states: unknown[] = [];
    const standing = () => JSON.stringify([here.member.sessions.map((one) => one.snapshot)]);
    for (let n = 0; n < 270; n += 1) {
      states.push(standing());
      here.say(String(n % 11));
      expect(here.member.sessions[0]?.root?.trail.length).toBeLessThanOrEqual(longestTrail);
    }
    let taken = 0;
    while (!here.say('back').includes('cannot undo')) {
      expect(standing()).toBe(states.pop());
      taken += 1;
    }
    expect(taken).toBeGreaterThanOrEqual(150);
    expect(taken).toBeLessThanOrEqual(longestTrail);
    expect(at(here)).toBe('again');
  });
});

describe('back never crosses', () => {
  test('a crisis, also for what waited beneath it', () => {
    const here = begin(number('a') + number('b'), 'data: { a: number, b: number }');
    here.say('1');
    here.say('i want to kill myself');
    for (let left = 0; here.member.sessions.length > 1; left += 1) {
      if (left > 9) throw new Error('the crisis reply does not end');
      here.say(String(saysOf(here.last).at(-1)?.message.choices.length ?? 'no'));
    }
    expect(at(here)).toBe('b');
    expect(here.say('back')).toMatch(/cannot undo/);
    expect(at(here)).toBe('b');
    here.say('2');
  });

  test('a consent', () => {
    const steps = `${number('a')}  - id: yes-to-counts
    act: consent
    with: { counts: "true" }
${number('b')}${number('c')}`;
    const here = begin(steps, 'data: { a: number, b: number, c: number }');
    here.say('1');
    here.say('2');
    expect(here.say('back')).toMatch(/b\?/);
    expect(here.say('back')).toMatch(/cannot undo/);
    expect(here.member.consents['counts']?.given).toBe(true);
  });

  test('a report that was sent', () => {
    const steps = `${number('a')}  - act: report\n    with: { words: "'Something'" }\n${number('b')}`;
    const here = begin(steps, 'data: { a: number, b: number }');
    here.say('1');
    const sent = here.effects.filter((one) => one.type === 'Tell').length;
    expect(here.say('back')).toMatch(/cannot undo/);
    expect(here.effects.filter((one) => one.type === 'Tell')).toHaveLength(sent);
  });
});

describe('changing an answer', () => {
  const inner = flowOf(number('x'), 'data: { x: number }\noutputs: [x]');
  const steps = `${number('a')}  - run: inner\n    save: { a: x }\n${number('b')}${number('c')}`;
  const head = 'data: { a: number, b: number, c: number }';

  test('offers the questions as they were asked, also those of a flow that is over', () => {
    const here = begin(steps, head, { inner });
    for (const text of ['1', '2', '3']) here.say(text);
    here.say('change an answer');
    expect(
      saysOf(here.last)
        .at(-1)
        ?.message.choices.map((one) => one.label),
    ).toEqual(['a?', 'x?', 'b?']);
  });

  test.each([
    ['by its number', '2'],
    ['by its words', 'x?'],
  ])('takes a choice %s', (_title, text) => {
    const here = begin(steps, head, { inner });
    for (const one of ['1', '2', '3']) here.say(one);
    here.say('change an answer');
    expect(here.say(text)).toMatch(/x\?/);
    expect(here.member.sessions.map((one) => one.flow)).toEqual(['own', 'inner']);
  });

  test('takes a tap', () => {
    const here = begin(steps, head, { inner });
    for (const one of ['1', '2', '3']) here.say(one);
    here.say('change an answer');
    const { choices, question } = saysOf(here.last).at(-1)?.message ?? {};
    const tapped = { type: 'ChoiceMade', question, choices: [choices?.[0]?.id ?? ''] } as const;
    expect(here.happen(tapped as never)).toMatch(/a\?/);
  });
});
