import { describe, expect, test } from 'vitest';
import type { Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { dueOf, ripe } from '#schedule/late.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';
import type { QuietRules } from '#schedule/quiet-hours.ts';
import { localDate } from '#schedule/zone.ts';
import { day, hour, minute, ms, time } from './instants.ts';

const rules: QuietRules = { zone: 'UTC', quietFrom: '21:00', quietTo: '09:00', chosenTimes: [] };

type Recurring = Pick<Plan, 'rhythm' | 'time' | 'weekday' | 'lastDate' | 'lastAt' | 'next'>;

/** A plan whose wall time in UTC is that of `next`, and which never rang before. */
const planned = (rhythm: Plan['rhythm'], next: string): Recurring => ({
  rhythm,
  time: time(ms(next), 'UTC'),
  weekday: rhythm === 'weekly' ? Temporal.PlainDate.from(day(ms(next), 'UTC')).dayOfWeek : null,
  lastDate: null,
  lastAt: null,
  next: ms(next),
});

type Case = [
  title: string,
  rhythm: Plan['rhythm'],
  next: string,
  now: string,
  expected: ReturnType<typeof ripe>,
];

describe('a recurring plan that came due', () => {
  test.each<Case>([
    ['rings on its time', 'daily', '2026-03-02T12:00Z', '2026-03-02T12:00Z', 'fire'],
    ['rings late, up to two hours', 'daily', '2026-03-02T12:00Z', '2026-03-02T14:00Z', 'fire'],
    [
      'is not lost to the moment its wake takes',
      'daily',
      '2026-03-02T12:00Z',
      '2026-03-02T14:00:59.999Z',
      'fire',
    ],
    ['is skipped after that', 'daily', '2026-03-02T12:00Z', '2026-03-02T14:01Z', 'skip'],
    ['is skipped days later', 'weekly', '2026-03-02T12:00Z', '2026-03-05T12:00Z', 'skip'],
    [
      'is not asked for before its time',
      'daily',
      '2026-03-02T12:00Z',
      '2026-03-02T11:59:59.999Z',
      'hold',
    ],
    [
      'rings late, not into the evening quiet',
      'weekdays',
      '2026-03-02T20:00Z',
      '2026-03-02T21:00Z',
      'skip',
    ],
    [
      'rings until the evening quiet',
      'weekdays',
      '2026-03-02T20:00Z',
      '2026-03-02T20:59:59.999Z',
      'fire',
    ],
    [
      'waits for the end of the quiet, where that is near',
      'daily',
      '2026-03-02T07:00Z',
      '2026-03-02T07:00Z',
      'hold',
    ],
    ['rings at that end', 'daily', '2026-03-02T07:00Z', '2026-03-02T09:00Z', 'fire'],
    ['rings a moment after it', 'daily', '2026-03-02T07:00Z', '2026-03-02T09:00:00.004Z', 'fire'],
    [
      'does not wait longer than its two hours',
      'daily',
      '2026-03-02T06:59Z',
      '2026-03-02T06:59Z',
      'skip',
    ],
  ])('%s', (_title, rhythm, next, now, expected) => {
    expect(ripe(planned(rhythm, next), ms(now), rules)).toBe(expected);
  });

  test('rings in the quiet hours at the time the member chose there, which trims them', () => {
    const next = '2026-03-02T06:00Z';
    const plan = planned('daily', next);
    expect(ripe(plan, ms(next), rules)).toBe('skip');
    const chosen = { ...rules, chosenTimes: ['06:00'] };
    expect(ripe(plan, ms(next), chosen)).toBe('fire');
    expect(ripe(plan, ms(next) + 2 * hour, chosen)).toBe('fire');
  });

  test('chosen in the evening, rings late only until it is quiet again', () => {
    const next = '2026-03-02T22:00Z';
    const plan = planned('daily', next);
    const chosen = { ...rules, chosenTimes: ['22:00'] };
    expect(ripe(plan, ms(next) + hour - 1, chosen)).toBe('fire');
    expect(ripe(plan, ms(next) + hour, chosen)).toBe('skip');
  });

  test('keeps its two hours over a change of the clocks', () => {
    const berlin = { ...rules, zone: 'Europe/Berlin', quietFrom: '22:00', quietTo: '03:30' };
    const next = '2027-03-28T01:15+01:00';
    expect(ripe({ ...planned('daily', next), time: '01:15' }, ms(next), berlin)).toBe('hold');
    const autumn = '2027-10-31T01:45+02:00';
    expect(ripe({ ...planned('daily', autumn), time: '01:45' }, ms(autumn), berlin)).toBe('skip');
  });

  test.each([
    ['the latest, where it is not two hours past', '2026-03-05T13:00Z', ['2026-03-05T13:00Z']],
    ['the latest, exactly two hours past', '2026-03-05T14:00Z', ['2026-03-05T14:00Z']],
    ['none, where all are too long past', '2026-03-05T14:10Z', []],
    ['none yet, where the next one is still to come', '2026-03-05T11:00Z', ['2026-03-05T12:00Z']],
  ])('makes up for one of all that a downtime swallowed: %s', (_title, back, expected) => {
    let plan: Recurring = {
      rhythm: 'daily',
      time: '12:00',
      weekday: null,
      lastDate: '2026-03-01',
      lastAt: ms('2026-03-01T12:00Z'),
      next: ms('2026-03-02T12:00Z'),
    };
    const fires: Millis[] = [];
    for (let now = ms(back); now < ms('2026-03-06T11:00Z'); now += 10 * minute) {
      if (plan.next > now) continue;
      const verdict = ripe(plan, now, rules);
      if (verdict === 'hold') continue;
      if (verdict === 'fire') {
        fires.push(now);
        plan = { ...plan, lastDate: localDate(now, 'UTC'), lastAt: now };
      }
      plan = { ...plan, next: nextOccurrence(plan, 'UTC', now) };
    }
    expect(fires).toEqual(expected.map(ms));
    expect(plan.next).toBe(ms('2026-03-06T12:00Z'));
  });

  test('is no younger for having been put off', () => {
    const plan = planned('daily', '2026-03-02T12:00Z');
    const putOff = { ...plan, next: ms('2026-03-02T13:50Z') };
    expect(ripe(putOff, ms('2026-03-02T13:55Z'), rules)).toBe('fire');
    expect(ripe(putOff, ms('2026-03-02T14:01Z'), rules)).toBe('skip');
  });

  test('counts for the date it was due on, even after midnight', () => {
    const plan = planned('daily', '2026-03-02T23:30Z');
    expect(dueOf(plan, ms('2026-03-03T00:15Z'), 'UTC').date).toBe('2026-03-02');
    const nuuk = { ...planned('daily', '2027-03-27T23:30-02:00'), time: '23:30' };
    const leap = ms('2027-03-28T00:00-01:00'); // Nuuk leaps from 23:00 over midnight.
    expect(dueOf(nuuk, leap, 'America/Nuuk')).toEqual({ at: leap, date: '2027-03-27' });
  });

  test('is skipped where no wall time of the zone led to its instant', () => {
    const plan = planned('daily', '2026-03-02T12:00Z');
    expect(ripe(plan, plan.next, { ...rules, zone: 'America/New_York' })).toBe('skip');
  });

  test('is not made up for on a local date it has rung on already', () => {
    const plan: Recurring = {
      ...planned('daily', '2026-03-02T12:00Z'),
      lastDate: '2026-03-05',
      lastAt: ms('2026-03-05T00:30Z'),
    };
    expect(ripe(plan, ms('2026-03-05T13:00Z'), rules)).toBe('skip');
  });
});

describe('a plan that rings once', () => {
  test.each<Case>([
    ['rings on its time', 'once', '2026-03-02T12:00Z', '2026-03-02T12:00Z', 'fire'],
    ['rings late, up to a day', 'once', '2026-03-02T12:00Z', '2026-03-03T12:00Z', 'fire'],
    ['is skipped after that', 'once', '2026-03-02T12:00Z', '2026-03-03T12:01Z', 'skip'],
    [
      'waits for the end of the quiet hours',
      'once',
      '2026-03-02T22:00Z',
      '2026-03-02T23:00Z',
      'hold',
    ],
    ['rings at that end', 'once', '2026-03-02T22:00Z', '2026-03-03T09:00Z', 'fire'],
    [
      'waits for an end just within its day',
      'once',
      '2026-03-02T09:00Z',
      '2026-03-03T08:00Z',
      'hold',
    ],
    ['does not wait longer than its day', 'once', '2026-03-02T08:59Z', '2026-03-03T08:00Z', 'skip'],
  ])('%s', (_title, rhythm, next, now, expected) => {
    expect(ripe(planned(rhythm, next), ms(now), rules)).toBe(expected);
  });
});
