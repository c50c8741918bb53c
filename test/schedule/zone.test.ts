import { describe, expect, test } from 'vitest';
import { atLocalTime, isZone, localDate, localHour, localWeekday } from '#schedule/zone.ts';
import { allZones, hour, ms, wall } from './instants.ts';

describe('a zone', () => {
  test('is every name the zone database has', () => {
    expect(allZones.filter((zone) => !isZone(zone))).toEqual([]);
    expect(isZone('UTC')).toBe(true);
    expect(isZone('europe/berlin')).toBe(true);
  });

  test.each([
    '',
    'Berlin',
    'Atlantis/Capital',
    '+02:00',
    '-0500',
    '02:00',
    'Europe/Berlin ',
    '2026-03-02T09:00Z',
  ])('is not "%s"', (text) => {
    expect(isZone(text)).toBe(false);
  });
});

describe('the wall', () => {
  test.each([
    ['2026-03-01T23:59:59.999Z', 'UTC', '2026-03-01', 7, 23],
    ['2026-03-01T23:00Z', 'Europe/Berlin', '2026-03-02', 1, 0],
    ['2026-03-02T04:59Z', 'America/New_York', '2026-03-01', 7, 23],
    ['2026-03-01T18:14Z', 'Asia/Kathmandu', '2026-03-01', 7, 23],
    ['2026-03-01T18:15Z', 'Asia/Kathmandu', '2026-03-02', 1, 0],
    ['2011-12-30T09:59Z', 'Pacific/Apia', '2011-12-29', 4, 23],
    ['2011-12-30T10:00Z', 'Pacific/Apia', '2011-12-31', 6, 0],
  ])('shows at %s in %s the date %s, weekday %i, hour %i', (at, zone, date, weekday, shown) => {
    expect(localDate(ms(at), zone)).toBe(date);
    expect(localWeekday(ms(at), zone)).toBe(weekday);
    expect(localHour(ms(at), zone)).toBe(shown);
  });
});

describe('the next time the wall shows', () => {
  test.each([
    ['09:00, later today', '2026-03-02T08:00+01:00', '09:00', '2026-03-02T09:00+01:00'],
    [
      '09:00, which it shows now: tomorrow',
      '2026-03-02T09:00+01:00',
      '09:00',
      '2026-03-03T09:00+01:00',
    ],
    ['02:30, which is leapt over', '2027-03-27T12:00Z', '02:30', '2027-03-28T03:00+02:00'],
    ['02:30, the first of two', '2027-10-30T12:00Z', '02:30', '2027-10-31T02:30+02:00'],
  ])('%s', (_title, after, time, expected) => {
    expect(wall(atLocalTime(ms(after), time, 'Europe/Berlin'), 'Europe/Berlin')).toBe(expected);
  });

  test('is soon, even just after the same time of day yesterday', () => {
    const at = ms('2026-03-02T09:00Z');
    expect(atLocalTime(at - 24 * hour, '09:00', 'UTC')).toBe(at);
  });
});
