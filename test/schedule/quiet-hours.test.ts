import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inQuietHours, quietEnds, type QuietRules } from '#schedule/quiet-hours.ts';
import { allZones, hour, minute, ms, oddZones, wall } from './instants.ts';

const night: QuietRules = { zone: 'UTC', quietFrom: '21:00', quietTo: '09:00', chosenTimes: [] };

/** The stretches of a UTC day that are quiet, found by asking every minute: `00:00-09:00 21:00-24:00`. */
function quietOf(rules: QuietRules): string {
  const stretches: string[] = [];
  const clock = (at: number): string =>
    `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  let began: number | null = null;
  for (let at = 0; at <= 1440; at += 1) {
    const quiet = at < 1440 && inQuietHours(ms('2026-03-02T00:00Z') + at * minute, rules);
    if (quiet && began === null) began = at;
    if (!quiet && began !== null) {
      stretches.push(`${clock(began)}-${clock(at)}`);
      began = null;
    }
  }
  return stretches.join(' ');
}

describe('quiet hours', () => {
  test.each([
    ['21:00', '09:00', '00:00-09:00 21:00-24:00'],
    ['13:00', '15:00', '13:00-15:00'],
    ['00:00', '07:00', '00:00-07:00'],
    ['22:00', '00:00', '22:00-24:00'],
    ['09:00', '08:59', '00:00-08:59 09:00-24:00'],
    ['21:00', '21:00', ''],
    ['00:00', '00:00', ''],
  ])('from %s to %s are %s', (quietFrom, quietTo, expected) => {
    expect(quietOf({ ...night, quietFrom, quietTo })).toBe(expected);
  });

  test('begin and end to the millisecond', () => {
    const from = ms('2026-03-02T21:00Z');
    const to = ms('2026-03-03T09:00Z');
    expect([from - 1, from, to - 1, to].map((at) => inQuietHours(at, night))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test('are those of the member, wherever they are', () => {
    const at = ms('2026-03-02T15:15Z');
    expect(inQuietHours(at, { ...night, zone: 'Asia/Kathmandu' })).toBe(true);
    expect(inQuietHours(at - 1, { ...night, zone: 'Asia/Kathmandu' })).toBe(false);
    expect(inQuietHours(at, { ...night, zone: 'America/New_York' })).toBe(false);
  });
});

describe('a chosen time trims the quiet hours', () => {
  test.each([
    ['in the morning half: they end with it', ['07:30'], '00:00-07:30 21:00-24:00'],
    ['in the evening half: they begin an hour after it', ['22:00'], '00:00-09:00 23:00-24:00'],
    ['in the evening half, near midnight', ['23:30'], '00:30-09:00'],
    ['in the evening half, after midnight', ['02:59'], '03:59-09:00'],
    ['in the exact middle, which is morning', ['03:00'], '00:00-03:00 21:00-24:00'],
    ['at their very beginning', ['21:00'], '00:00-09:00 22:00-24:00'],
    ['in their last minute', ['08:59'], '00:00-08:59 21:00-24:00'],
    ['on both sides', ['22:00', '07:30'], '00:00-07:30 23:00-24:00'],
    ['on both sides, in the other order', ['07:30', '22:00'], '00:00-07:30 23:00-24:00'],
    ['twice in the evening: the later one counts', ['22:30', '21:30'], '00:00-09:00 23:30-24:00'],
    ['twice in the morning: the earlier one counts', ['06:00', '08:00'], '00:00-06:00 21:00-24:00'],
    ['from both sides until nothing is left', ['02:30', '03:10'], ''],
    ['not outside: at their end', ['09:00'], '00:00-09:00 21:00-24:00'],
    ['not outside: at noon', ['12:00'], '00:00-09:00 21:00-24:00'],
    ['not outside: a minute before', ['20:59'], '00:00-09:00 21:00-24:00'],
  ])('%s', (_title, chosenTimes, expected) => {
    expect(quietOf({ ...night, chosenTimes })).toBe(expected);
  });

  test('where they lie in one day', () => {
    const noon = { ...night, quietFrom: '12:00', quietTo: '16:00' };
    expect(quietOf({ ...noon, chosenTimes: ['12:30'] })).toBe('13:30-16:00');
    expect(quietOf({ ...noon, chosenTimes: ['15:00'] })).toBe('12:00-15:00');
  });

  test('and makes none of such as are hardly longer than an hour', () => {
    expect(
      quietOf({ ...night, quietFrom: '12:00', quietTo: '13:00', chosenTimes: ['12:10'] }),
    ).toBe('');
  });
});

describe('quiet hours end', () => {
  test.each([
    ['now, outside them', '2026-03-02T12:34:56.789Z', '2026-03-02T12:34:56.789Z'],
    ['in the morning, asked in the evening', '2026-03-02T21:00Z', '2026-03-03T09:00Z'],
    [
      'in the morning, asked after midnight, between two minutes',
      '2026-03-03T04:05:06.007Z',
      '2026-03-03T09:00Z',
    ],
    ['a millisecond later', '2026-03-03T08:59:59.999Z', '2026-03-03T09:00Z'],
    ['now, at their end', '2026-03-03T09:00Z', '2026-03-03T09:00Z'],
  ])('%s', (_title, at, expected) => {
    expect(quietEnds(ms(at), night)).toBe(ms(expected));
  });

  test('earlier for a chosen time', () => {
    expect(quietEnds(ms('2026-03-02T23:00Z'), { ...night, chosenTimes: ['07:30'] })).toBe(
      ms('2026-03-03T07:30Z'),
    );
  });

  test.each([
    [
      'by the wall, in a short night',
      'Europe/Berlin',
      '21:00',
      '09:00',
      '2027-03-27T22:00+01:00',
      '2027-03-28T09:00+02:00',
    ],
    [
      'by the wall, in a long night',
      'Europe/Berlin',
      '21:00',
      '09:00',
      '2027-10-30T22:00+02:00',
      '2027-10-31T09:00+01:00',
    ],
    [
      'at the first instant after a leap over their end',
      'Europe/Berlin',
      '21:00',
      '02:30',
      '2027-03-27T22:00+01:00',
      '2027-03-28T03:00+02:00',
    ],
    [
      'at the first of two ends',
      'Europe/Berlin',
      '21:00',
      '02:30',
      '2027-10-30T22:00+02:00',
      '2027-10-31T02:30+02:00',
    ],
    [
      'once more, where the clock went back into them',
      'Europe/Berlin',
      '21:00',
      '02:30',
      '2027-10-31T02:10+01:00',
      '2027-10-31T02:30+01:00',
    ],
    [
      'an hour later, where the clock goes back into them just as they would end',
      'Europe/Berlin',
      '21:00',
      '03:00',
      '2027-10-31T01:50+02:00',
      '2027-10-31T03:00+01:00',
    ],
    [
      'in the hour that comes again, where they began in it',
      'Europe/Berlin',
      '02:40',
      '02:10',
      '2027-10-31T02:50+02:00',
      '2027-10-31T02:10+01:00',
    ],
    [
      'after a leap over all that was not quiet',
      'Europe/Berlin',
      '02:55',
      '02:05',
      '2027-03-28T01:00+01:00',
      '2027-03-29T02:05+02:00',
    ],
    [
      'the day after, where a date never was',
      'Pacific/Apia',
      '21:00',
      '09:00',
      '2011-12-29T22:00-10:00',
      '2011-12-31T09:00+14:00',
    ],
    [
      'by half an hour, on Lord Howe',
      'Australia/Lord_Howe',
      '21:00',
      '09:00',
      '2027-10-02T22:00+10:30',
      '2027-10-03T09:00+11:00',
    ],
  ])('%s', (_title, zone, quietFrom, quietTo, at, expected) => {
    expect(wall(quietEnds(ms(at), { zone, quietFrom, quietTo, chosenTimes: [] }), zone)).toBe(
      expected,
    );
  });

  test('at the first minute outside them, in any zone, with any rules, near any leap', () => {
    const clock = fc
      .integer({ min: 0, max: 287 })
      .map(
        (at) =>
          `${String(Math.floor(at / 12)).padStart(2, '0')}:${String((at % 12) * 5).padStart(2, '0')}`,
      );
    const rules: fc.Arbitrary<QuietRules> = fc.record({
      zone: fc.oneof(fc.constantFrom(...oddZones), fc.constantFrom(...allZones)),
      quietFrom: clock,
      quietTo: clock,
      chosenTimes: fc.array(clock, { maxLength: 2 }),
    });
    const instant = fc.integer({ min: ms('2005-01-01T00:00Z'), max: ms('2040-01-01T00:00Z') });
    fc.assert(
      fc.property(
        rules,
        instant,
        fc.integer({ min: -30 * hour, max: 3 * hour }),
        (one, start, offset) => {
          const leap = Temporal.Instant.fromEpochMilliseconds(start)
            .toZonedDateTimeISO(one.zone)
            .getTimeZoneTransition('next');
          const at = (leap?.epochMilliseconds ?? start) + offset;
          const end = quietEnds(at, one);
          expect(inQuietHours(end, one)).toBe(false);
          if (inQuietHours(at, one)) {
            let first = at - (at % minute) + minute;
            while (inQuietHours(first, one)) first += minute;
            expect(end).toBe(first);
          } else expect(end).toBe(at);
        },
      ),
      { numRuns: 120 },
    );
  });
});
