import { isClockTime } from '#conversation/clock-time.ts';
import type { Millis } from '#conversation/id.ts';

/**
 * The first instant at which clocks in `zone` show this wall time on this date. `minutes` counts from
 * midnight, 0–1439.
 *
 * The law for days on which clocks are moved: a wall time that is leapt over becomes the first
 * instant after the leap (Berlin 02:30 becomes 03:00), even where that is midnight of the next date;
 * a wall time that comes twice is the first of the two. A date the zone never had (Apia 2011-12-30)
 * gives `null`: nothing can happen on it.
 */
export function instantOn(date: Temporal.PlainDate, minutes: number, zone: string): Millis | null {
  const wall = wallOn(date, minutes);
  const shown = wall.toZonedDateTime(zone);
  if (minuteOfDay(shown) === minutes && shown.day === date.day) return shown.epochMilliseconds;
  const leap = wall
    .toZonedDateTime(zone, { disambiguation: 'earlier' })
    .getTimeZoneTransition('next');
  if (leap === null) throw new Error('a wall time that is leapt over has a leap after it');
  return hasDate(leap, date) ? leap.epochMilliseconds : null;
}

/**
 * Minutes from midnight, 0–1439, of a wall time `HH:MM`. Throws on anything else: wall times are
 * parsed where they enter.
 */
export function wallMinutes(time: string): number {
  if (!isClockTime(time)) {
    throw new Error('a wall time is written HH:MM, 00:00 to 23:59');
  }
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** An instant (whole milliseconds) in a zone; throws `RangeError` if `isZone` does not know it. */
export function zoned(at: Millis, zone: string): Temporal.ZonedDateTime {
  return new Temporal.ZonedDateTime(BigInt(at) * 1_000_000n, zone);
}

/** Whole minutes the wall clock shows, counted from midnight, 0–1439. */
export function minuteOfDay(local: Temporal.ZonedDateTime): number {
  return local.hour * 60 + local.minute;
}

function wallOn(date: Temporal.PlainDate, minutes: number): Temporal.PlainDateTime {
  return new Temporal.PlainDateTime(
    date.year,
    date.month,
    date.day,
    Math.floor(minutes / 60),
    minutes % 60,
  );
}

/** Whether the date lies on either side of the leap, so that the zone had at least a part of it. */
function hasDate(leap: Temporal.ZonedDateTime, date: Temporal.PlainDate): boolean {
  return (
    leap.toPlainDate().equals(date) || leap.subtract({ milliseconds: 1 }).toPlainDate().equals(date)
  );
}
