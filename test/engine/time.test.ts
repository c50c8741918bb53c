import { describe, expect, test } from 'vitest';
import type { Plan } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { QuestionId } from '#conversation/id.ts';
import { maySend } from '#engine/may-send.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';
import { localDate } from '#schedule/zone.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, saysOf, visit, type Visit } from '../support/visit.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A member with a daily check-in at `time` UTC, the clock standing at `now`. */
function planned(time: string, now: string, change: Partial<Plan> = {}): Visit {
  const here = agreed(visit());
  here.now = Date.parse(now);
  const plan: Plan = {
    key: 'check-in',
    flow: 'daily-check-in' as never,
    inputs: {},
    rhythm: 'daily',
    time,
    weekday: null,
    lastDate: null,
    lastAt: null,
    next: 0,
    busy: 'queue',
    ...change,
  };
  const next = nextOccurrence(plan, 'UTC', here.now);
  here.member = { ...here.member, plans: [{ ...plan, next }] };
  return here;
}

/** Lets time pass as the wake loop does, until an instant; gives when check-ins opened. */
function until(here: Visit, end: string, step = 0): readonly string[] {
  const opened: string[] = [];
  for (;;) {
    const next = Math.min(
      ...here.member.plans.map((plan) => plan.next),
      ...here.member.sessions.flatMap((session) => session.wakes.map((wake) => wake.at)),
    );
    if (next > Date.parse(end)) break;
    here.now = Math.max(here.now, next + step);
    const before = here.member.sessions.length;
    here.pass(0);
    if (here.member.sessions.length > before || saysOf(here.last).some((one) => one.report))
      opened.push(new Date(here.now).toISOString().slice(0, 16));
  }
  here.now = Date.parse(end);
  return opened;
}

describe('a plan that comes due', () => {
  test('waits while a question is open and the member was here in the last half hour', () => {
    const here = planned('12:00', '2026-03-02T11:30Z');
    here.ask('menu');
    here.now = Date.parse('2026-03-02T11:40Z');
    here.say('exercises');
    expect(until(here, '2026-03-02T12:29Z')).toEqual([]);
    expect(here.member.sessions.map((one) => one.flow)).toEqual(['menu']);
    expect(until(here, '2026-03-02T12:31Z', 3)).toEqual(['2026-03-02T12:30']);
  });

  test('starts on top of a question left open for longer, which is asked again afterwards', () => {
    const here = planned('12:00', '2026-03-02T11:00Z');
    here.ask('menu');
    expect(until(here, '2026-03-02T12:01Z')).toEqual(['2026-03-02T12:00']);
    expect(here.member.sessions.map((one) => one.flow)).toEqual(['menu', 'daily-check-in']);
    for (let left = 0; here.member.sessions.length > 1; left += 1) {
      if (left > 9) throw new Error('the check-in does not end');
      here.say('skip');
    }
    expect(
      saysOf(here.last)
        .at(-1)
        ?.message.choices.map((one) => one.id),
    ).toContain('exercises');
  });

  test('is given up in silence when the member is busy for two hours', () => {
    const here = planned('12:00', '2026-03-02T11:50Z');
    here.ask('menu');
    for (let at = 0; at < 16; at += 1) {
      here.now += 10 * minute;
      if (here.member.plans.some((plan) => plan.next <= here.now)) here.pass(0);
      here.say(at % 2 === 0 ? 'exercises' : 'again');
    }
    expect(here.effects.some((one) => one.type === 'Say' && one.class === 'unsolicited')).toBe(
      false,
    );
    expect(here.member.plans[0]?.next).toBe(Date.parse('2026-03-03T12:00Z'));
  });

  test('at 23:30, put off until after midnight, leaves the next evening its own', () => {
    const here = planned('23:30', '2026-03-02T23:20Z');
    here.ask('menu');
    expect(until(here, '2026-03-03T22:00Z', 5)).toEqual(['2026-03-03T00:00']);
    expect(here.member.plans[0]).toMatchObject({
      lastDate: '2026-03-02',
      next: Date.parse('2026-03-03T23:30Z'),
    });
  });

  test('put off until exactly two hours late still rings, though its wake comes a moment later', () => {
    const here = planned('12:00', '2026-03-02T11:50Z');
    here.ask('menu');
    for (const at of ['11:59', '12:29', '12:59', '13:29']) {
      expect(until(here, `2026-03-02T${at}Z`, 7)).toEqual([]);
      here.say('exercises');
      here.say('again');
    }
    expect(until(here, '2026-03-02T15:00Z', 7)).toEqual(['2026-03-02T14:00']);
  });

  test('opens with a message that is not sent any more when its two hours are over', () => {
    const here = planned('12:00', '2026-03-02T11:00Z');
    until(here, '2026-03-02T12:00Z');
    const [said] = saysOf(here.last);
    expect(said?.expiresAt).toBeGreaterThanOrEqual(Date.parse('2026-03-02T14:00Z'));
    expect(said?.expiresAt).toBeLessThan(Date.parse('2026-03-02T14:05Z'));
    expect(saysOf(here.last).every((one) => one.class === 'unsolicited')).toBe(true);
  });
});

describe('a message that was never sent', () => {
  const withheld = (here: Visit) =>
    here.happen({
      type: 'Undeliverable',
      delivery: 'd' as never,
      question: saysOf(here.last).at(-1)?.message.question ?? null,
      reason: 'withheld',
    });

  test('leaves no check-in behind that nobody was asked for', () => {
    const here = planned('12:00', '2026-03-02T11:00Z');
    until(here, '2026-03-02T12:00Z');
    expect(withheld(here)).toBe('');
    expect(here.member.sessions).toEqual([]);
    expect(here.member.reachable).toBe(true);
  });

  test('does not take what the member writes next for an answer', () => {
    const here = agreed(visit());
    here.ask('daily-check-in');
    withheld(here);
    const data = here.member.sessions.at(-1)?.snapshot.data;
    expect(here.say('7')).toMatch(/Where we were/);
    expect(here.member.sessions.at(-1)?.snapshot.data).toEqual(data);
  });

  test('is not a question that is no longer open', () => {
    const here = planned('12:00', '2026-03-02T11:00Z');
    until(here, '2026-03-02T12:00Z');
    const [said] = saysOf(here.last);
    const delivery = {
      class: 'unsolicited',
      payload: { type: 'message', message: said?.message },
    } as Delivery;
    expect(maySend(here.member, delivery, here.now)).toEqual({ type: 'send' });
    const later = { ...here.member, asked: { id: 'q99' as QuestionId, offer: null } };
    expect(maySend(later, delivery, here.now)).toEqual({ type: 'cancel' });
  });
});

describe('a clock that is wrong', () => {
  test('on the platform changes nothing: order, quiet hours and plans follow ours', () => {
    const talk = (skew: number) => {
      const here = planned('12:00', '2026-03-02T11:00Z');
      for (const text of ['menu', 'exercises', 'again', 'leave']) {
        here.now += minute;
        here.happen({ type: 'TextSaid', text, at: here.now + skew });
      }
      until(here, '2026-03-02T12:00Z');
      return { ...here.member, version: 0 };
    };
    expect(talk(400 * 24 * hour)).toEqual(talk(0));
    expect(talk(-30 * hour)).toEqual(talk(0));
  });

  test.each([
    ['two seconds', 2_000],
    ['three hours', 3 * hour],
    ['two days', 48 * hour],
  ])('and is set back by %s rings no date twice, and rings the next one', (_title, back) => {
    const here = planned('12:00', '2026-03-05T11:00Z');
    const opened = [...until(here, '2026-03-05T12:00Z')];
    here.now -= back;
    here.pass(0);
    opened.push(...until(here, '2026-03-06T12:00Z'));
    const dates = opened.map((at) => localDate(Date.parse(`${at}Z`), 'UTC'));
    expect(new Set(dates).size).toBe(dates.length);
    expect(dates.at(-1)).toBe('2026-03-06');
  });

  test('and is set back by a year does not leave the member waiting for one', () => {
    const here = planned('12:00', '2027-03-05T11:00Z');
    here.say('i want to kill myself');
    until(here, '2027-03-05T12:00Z');
    here.now = Date.parse('2026-03-05T11:50Z');
    here.say('menu');
    here.now = Date.parse('2026-03-05T11:55Z');
    expect(here.say('i want to kill myself')).toMatch(/Thank you for saying it/);
    expect(until(here, '2026-03-08T13:00Z').length).toBeGreaterThanOrEqual(2);
  });

  test('and is set back while the member is here does not keep them busy for ever', () => {
    const here = planned('12:00', '2026-03-05T15:00Z');
    here.ask('menu');
    const [plan] = here.member.plans;
    here.now = Date.parse('2026-03-05T11:59Z');
    here.member = {
      ...here.member,
      plans: [{ ...(plan as Plan), next: Date.parse('2026-03-05T12:00Z') }],
    };
    expect(until(here, '2026-03-05T14:00Z')).toEqual(['2026-03-05T12:30']);
  });
});

describe('a plan that is agreed anew after it rang', () => {
  const agree = {
    own: flowOf(
      `  - id: when
    ask: When?
    input: time
    save: at
  - plan: daily-check-in
    key: check-in
    every: day
    at: at
  - { id: more, ask: 'More?', input: text }
  - unplan: check-in
  - { id: last, ask: 'Last?', input: text }
`,
      'data: { at: time }',
    ),
    'daily-check-in': flowOf(`  - { id: heavy, ask: 'Heavy?', input: text }\n`),
  };

  function rungAtTen(): Visit {
    const here = agreed(visit({ library: smallLibrary(agree) }));
    here.now = Date.parse('2026-03-02T21:00Z');
    here.ask('own');
    here.say('22:00');
    expect(until(here, '2026-03-03T08:00Z')).toEqual(['2026-03-02T22:00']);
    here.say('fine');
    return here;
  }

  test('does not come twice within 18 hours, though its question was gone back to', () => {
    const here = rungAtTen();
    here.say('back');
    here.say('13:00');
    expect(here.member.plans.map(({ next }) => new Date(next).toISOString())).toEqual([
      '2026-03-04T13:00:00.000Z',
    ]);
  });

  test('nor though it was given up in between', () => {
    const here = rungAtTen();
    here.say('yes');
    expect(here.member.plans).toEqual([]);
    here.say('bye');
    here.ask('own');
    here.say('13:00');
    expect(here.member.plans.map(({ next }) => new Date(next).toISOString())).toEqual([
      '2026-03-04T13:00:00.000Z',
    ]);
  });

  test('waits for no ring that lies ahead, as a clock that was wrong left it', () => {
    const here = rungAtTen();
    const ahead = Date.parse('2027-03-02T22:00Z');
    here.member = {
      ...here.member,
      plans: [],
      rang: { 'check-in': { lastDate: '2027-03-02', lastAt: ahead } },
    };
    here.say('back');
    here.say('13:00');
    expect(here.member.plans.map(({ next }) => new Date(next).toISOString())).toEqual([
      '2026-03-03T13:00:00.000Z',
    ]);
  });

  test('is remembered no longer than it holds anything back', () => {
    const here = planned('12:00', '2026-03-02T11:00Z');
    here.member = {
      ...here.member,
      rang: { old: { lastDate: '2026-02-27', lastAt: Date.parse('2026-02-27T12:00Z') } },
    };
    until(here, '2026-03-02T13:00Z');
    expect(Object.keys(here.member.rang ?? {})).toEqual(['check-in']);
  });
});
