import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';
import { allZones, day, hour, minute, ms, oddZones, time, wall } from './instants.ts';

type Clock = Pick<Plan, 'rhythm' | 'time' | 'weekday' | 'lastDate' | 'lastAt'>;

const daily = (at: string): Clock => ({
  rhythm: 'daily',
  time: at,
  weekday: null,
  lastDate: null,
  lastAt: null,
});
const weekly = (weekday: number, at: string): Clock => ({
  ...daily(at),
  rhythm: 'weekly',
  weekday,
});
const fired = (plan: Clock, at: Millis, zone: string): Clock => ({
  ...plan,
  lastDate: day(at, zone),
  lastAt: at,
});

/** The next rings, each one fired on the instant, as a wall clock shows them. */
function rings(plan: Clock, zone: string, from: string, count: number): readonly string[] {
  const seen: string[] = [];
  let clock = plan;
  let at = ms(from);
  for (let ring = 0; ring < count; ring += 1) {
    at = nextOccurrence(clock, zone, at);
    clock = fired(clock, at, zone);
    seen.push(wall(at, zone));
  }
  return seen;
}

describe('where clocks are moved', () => {
  test.each<[title: string, zone: string, plan: Clock, from: string, expected: readonly string[]]>([
    [
      'Berlin, 02:30 leapt over, rings at the first instant after',
      'Europe/Berlin',
      daily('02:30'),
      '2027-03-27T12:00Z',
      ['2027-03-28T03:00+02:00', '2027-03-29T02:30+02:00'],
    ],
    [
      'Berlin, the very start of the leap, rings at its end and not half a year before',
      'Europe/Berlin',
      daily('02:00'),
      '2027-03-27T12:00Z',
      ['2027-03-28T03:00+02:00', '2027-03-29T02:00+02:00'],
    ],
    [
      'Berlin, the end of the leap is a time like any other',
      'Europe/Berlin',
      daily('03:00'),
      '2027-03-27T12:00Z',
      ['2027-03-28T03:00+02:00', '2027-03-29T03:00+02:00'],
    ],
    [
      'Berlin, 02:30 twice, rings the first time only',
      'Europe/Berlin',
      daily('02:30'),
      '2027-10-30T12:00Z',
      ['2027-10-31T02:30+02:00', '2027-11-01T02:30+01:00'],
    ],
    [
      'Berlin, asked between the two 02:30, waits for tomorrow',
      'Europe/Berlin',
      daily('02:30'),
      '2027-10-31T02:30+02:00',
      ['2027-11-01T02:30+01:00'],
    ],
    [
      'Berlin, asked after the clock went back to 02:10, waits for tomorrow',
      'Europe/Berlin',
      daily('02:30'),
      '2027-10-31T02:10+01:00',
      ['2027-11-01T02:30+01:00'],
    ],
    [
      'New York keeps 09:00 on the wall through spring',
      'America/New_York',
      daily('09:00'),
      '2027-03-13T13:00Z',
      ['2027-03-13T09:00-05:00', '2027-03-14T09:00-04:00', '2027-03-15T09:00-04:00'],
    ],
    [
      'New York keeps 01:30 on the wall through autumn',
      'America/New_York',
      daily('01:30'),
      '2027-11-06T12:00Z',
      ['2027-11-07T01:30-04:00', '2027-11-08T01:30-05:00'],
    ],
    [
      'Lord Howe, 02:15 leapt over by half an hour, rings at 02:30',
      'Australia/Lord_Howe',
      daily('02:15'),
      '2027-10-02T00:00Z',
      ['2027-10-03T02:30+11:00', '2027-10-04T02:15+11:00'],
    ],
    [
      'Lord Howe, 01:45 twice, rings the first time only',
      'Australia/Lord_Howe',
      daily('01:45'),
      '2027-04-03T00:00Z',
      ['2027-04-04T01:45+11:00', '2027-04-05T01:45+10:30'],
    ],
    [
      'Kathmandu, a quarter of an hour off everyone else',
      'Asia/Kathmandu',
      daily('09:00'),
      '2027-05-01T03:14Z',
      ['2027-05-01T09:00+05:45', '2027-05-02T09:00+05:45'],
    ],
    [
      'Kathmandu, the quarter of an hour it once lost',
      'Asia/Kathmandu',
      daily('00:05'),
      '1985-12-31T12:00Z',
      ['1986-01-01T00:15+05:45', '1986-01-02T00:05+05:45'],
    ],
    [
      'Apia, where a date never was, goes on the day after',
      'Pacific/Apia',
      daily('09:00'),
      '2011-12-28T20:00Z',
      ['2011-12-29T09:00-10:00', '2011-12-31T09:00+14:00', '2012-01-01T09:00+14:00'],
    ],
    [
      'Apia, a weekly plan of the Friday that never was, waits for the next Friday',
      'Pacific/Apia',
      weekly(5, '09:00'),
      '2011-12-24T00:00Z',
      ['2012-01-06T09:00+14:00'],
    ],
    [
      'Nuuk, 23:30 leapt over at the very end of a date, rings at midnight once',
      'America/Nuuk',
      daily('23:30'),
      '2024-03-30T12:00Z',
      ['2024-03-31T00:00-01:00', '2024-04-01T23:30-01:00'],
    ],
    [
      'Nuuk, a Saturday plan leapt over keeps its weekday for the week after',
      'America/Nuuk',
      weekly(6, '23:30'),
      '2024-03-30T12:00Z',
      ['2024-03-31T00:00-01:00', '2024-04-06T23:30-01:00'],
    ],
    [
      'Cairo, midnight itself leapt over, rings at one',
      'Africa/Cairo',
      daily('00:00'),
      '2024-04-25T12:00Z',
      ['2024-04-26T01:00+03:00', '2024-04-27T00:00+03:00'],
    ],
  ])('%s', (_title, zone, plan, from, expected) => {
    expect(rings(plan, zone, from, expected.length)).toEqual(expected);
  });
});

describe('the rhythm', () => {
  test('of weekdays rests on Saturday and Sunday', () => {
    expect(
      rings({ ...daily('09:00'), rhythm: 'weekdays' }, 'Europe/Berlin', '2026-03-04T12:00Z', 3),
    ).toEqual(['2026-03-05T09:00+01:00', '2026-03-06T09:00+01:00', '2026-03-09T09:00+01:00']);
  });

  test.each([
    ['2026-03-06T23:00Z', '2026-03-09T09:00+01:00'],
    ['2026-03-08T12:00Z', '2026-03-09T09:00+01:00'],
  ])('of weekdays, asked on the weekend (%s), is Monday', (from, expected) => {
    expect(rings({ ...daily('09:00'), rhythm: 'weekdays' }, 'Europe/Berlin', from, 1)).toEqual([
      expected,
    ]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7])(
    'of a week rings on weekday %i and seven days later',
    (weekday) => {
      const zone = 'Asia/Kathmandu';
      const first = nextOccurrence(weekly(weekday, '18:00'), zone, ms('2026-03-04T12:00Z'));
      const second = nextOccurrence(fired(weekly(weekday, '18:00'), first, zone), zone, first);
      expect(Temporal.PlainDate.from(day(first, zone)).dayOfWeek).toBe(weekday);
      expect(second - first).toBe(7 * 24 * hour);
      expect(first - ms('2026-03-04T12:00Z')).toBeLessThanOrEqual(7 * 24 * hour);
    },
  );

  test('is that of the zone: Monday in Kiritimati begins on Sunday in UTC', () => {
    expect(rings(weekly(1, '09:00'), 'Pacific/Kiritimati', '2026-03-08T00:00Z', 1)).toEqual([
      '2026-03-09T09:00+14:00',
    ]);
    expect(nextOccurrence(weekly(1, '09:00'), 'Pacific/Kiritimati', ms('2026-03-08T00:00Z'))).toBe(
      ms('2026-03-08T19:00Z'),
    );
  });
});

describe('one ring and the next', () => {
  const zone = 'Europe/Berlin';

  test('is strictly later, to the millisecond', () => {
    const nine = ms('2026-03-04T09:00+01:00');
    expect(nextOccurrence(daily('09:00'), zone, nine - 1)).toBe(nine);
    expect(nextOccurrence(daily('09:00'), zone, nine)).toBe(nine + 24 * hour);
  });

  test('are never on one local date, even 18 h apart', () => {
    const first = ms('2026-03-04T00:30+01:00');
    expect(wall(nextOccurrence(fired(daily('23:00'), first, zone), zone, first), zone)).toBe(
      '2026-03-05T23:00+01:00',
    );
  });

  test('are 18 h apart, where that is exactly enough and where a minute is missing', () => {
    const plan = daily('09:00');
    const enough = ms('2026-03-04T15:00+01:00');
    expect(wall(nextOccurrence(fired(plan, enough, zone), zone, enough), zone)).toBe(
      '2026-03-05T09:00+01:00',
    );
    expect(
      wall(nextOccurrence(fired(plan, enough + minute, zone), zone, enough + minute), zone),
    ).toBe('2026-03-06T09:00+01:00');
  });

  test('are found after a downtime from now on, whatever was missed', () => {
    const plan = fired(daily('09:00'), ms('2026-03-04T09:00+01:00'), zone);
    expect(wall(nextOccurrence(plan, zone, ms('2026-03-09T10:00+01:00')), zone)).toBe(
      '2026-03-10T09:00+01:00',
    );
  });

  test('are at the new wall time after a zone change while waiting', () => {
    const plan = fired(daily('09:00'), ms('2026-06-01T09:00+02:00'), zone);
    const moved = ms('2026-06-01T20:00Z');
    expect(wall(nextOccurrence(plan, zone, moved), zone)).toBe('2026-06-02T09:00+02:00');
    expect(wall(nextOccurrence(plan, 'America/New_York', moved), 'America/New_York')).toBe(
      '2026-06-02T09:00-04:00',
    );
  });

  test('are 18 h apart after a move east, which brings tomorrow too near', () => {
    const plan = fired(daily('09:00'), ms('2026-06-01T09:00-04:00'), 'America/New_York');
    expect(wall(nextOccurrence(plan, 'Asia/Tokyo', ms('2026-06-01T14:00Z')), 'Asia/Tokyo')).toBe(
      '2026-06-03T09:00+09:00',
    );
  });

  test('never share a date after a move west across the date line, which brings a date again', () => {
    const plan = fired(daily('23:30'), ms('2026-06-02T00:10+14:00'), 'Pacific/Kiritimati');
    const next = nextOccurrence(plan, 'Pacific/Honolulu', ms('2026-06-01T11:00Z'));
    expect(wall(next, 'Pacific/Honolulu')).toBe('2026-06-03T23:30-10:00');
  });
});

describe('our own mistakes are told', () => {
  test.each(['9:00', '24:00', '09:60', '09:00:00', '', 'noon'])('a wall time of "%s"', (at) => {
    expect(() => nextOccurrence(daily(at), 'UTC', 0)).toThrow('HH:MM');
  });

  test('a plan that rings once, a week without a weekday, a zone nobody has', () => {
    expect(() => nextOccurrence({ ...daily('09:00'), rhythm: 'once' }, 'UTC', 0)).toThrow('once');
    expect(() => nextOccurrence({ ...daily('09:00'), rhythm: 'weekly' }, 'UTC', 0)).toThrow(
      'weekday',
    );
    expect(() => nextOccurrence(daily('09:00'), 'Atlantis/Capital', 0)).toThrow(RangeError);
  });
});

const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map(
    (at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
  );
const anyZone = fc.oneof(fc.constantFrom(...oddZones), fc.constantFrom(...allZones));
const anyRhythm = fc.constantFrom<Plan['rhythm']>('daily', 'weekdays', 'weekly');
const anyInstant = fc.integer({ min: ms('2005-01-01T00:00Z'), max: ms('2040-01-01T00:00Z') });
/** Just before or after a time the zone's clocks are moved: where mistakes live. */
const nearLeap = (zone: string, at: Millis, offset: Millis): Millis => {
  const leap = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .getTimeZoneTransition('next');
  return (leap?.epochMilliseconds ?? at) + offset;
};
const anyStart = fc.record({
  zone: anyZone,
  at: anyInstant,
  offset: fc.option(fc.integer({ min: -50 * hour, max: 50 * hour })),
});

/** What the law promises of one ring alone: the time itself, or the end of the leap that swallowed it. */
function keepsTheWall(at: Millis, wanted: string, zone: string): boolean {
  if (time(at, zone) === wanted) return true;
  const before = `${day(at - 1, zone)}T${time(at - 1, zone)}`;
  const leapt = [day(at - 1, zone), day(at, zone)].map((date) => `${date}T${wanted}`);
  return leapt.some((one) => before < one && one < `${day(at, zone)}T${time(at, zone)}`);
}

describe('in any zone, around any date', () => {
  test('rings come strictly later, never twice a local date, 18 h apart, at their wall time', () => {
    fc.assert(
      fc.property(
        anyStart,
        anyTime,
        anyRhythm,
        fc.integer({ min: 1, max: 7 }),
        (start, at, rhythm, weekday) => {
          const { zone } = start;
          let last = start.offset === null ? start.at : nearLeap(zone, start.at, start.offset);
          let plan: Clock = { ...daily(at), rhythm, weekday };
          for (let ring = 0; ring < 8; ring += 1) {
            const next = nextOccurrence(plan, zone, last);
            expect(next).toBeGreaterThan(last);
            expect(keepsTheWall(next, at, zone), wall(next, zone)).toBe(true);
            if (plan.lastDate !== null) {
              expect(day(next, zone) > plan.lastDate).toBe(true);
              expect(next - last).toBeGreaterThanOrEqual(18 * hour);
            }
            last = next;
            plan = fired(plan, next, zone);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test('the next ring is the nearest one: no earlier minute shows the time', () => {
    fc.assert(
      fc.property(anyStart, anyTime, (start, at) => {
        const { zone } = start;
        const from = start.offset === null ? start.at : nearLeap(zone, start.at, start.offset);
        const next = nextOccurrence(daily(at), zone, from);
        const shown = new Set<string>();
        for (let now = from - (from % minute) - 3 * hour; now < next; now += minute) {
          if (time(now, zone) !== at) continue;
          if (now > from) expect(shown.has(day(now, zone)), wall(now, zone)).toBe(true);
          shown.add(day(now, zone));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a member who moves and changes their time never gets two rings a date, or within 18 h', () => {
    const move = fc.record({
      zone: anyZone,
      at: anyTime,
      after: fc.integer({ min: 0, max: 30 * hour }),
    });
    fc.assert(
      fc.property(anyInstant, fc.array(move, { minLength: 2, maxLength: 12 }), (start, moves) => {
        let now = start;
        let plan = daily('09:00');
        const dates: string[] = [];
        for (const { zone, at, after } of moves) {
          const next = nextOccurrence({ ...plan, time: at }, zone, now);
          if (plan.lastAt !== null) expect(next - plan.lastAt).toBeGreaterThanOrEqual(18 * hour);
          dates.push(day(next, zone));
          plan = fired(plan, next, zone);
          now = next + after;
        }
        expect(dates).toEqual([...new Set(dates)].toSorted());
      }),
      { numRuns: 300 },
    );
  });
});
