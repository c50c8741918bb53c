import type { Millis } from '#conversation/id.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { zoned } from './wall-time.ts';

/**
 * True for a name in the zone database (`Europe/Berlin`, `UTC`), in upper or lower case. A bare offset
 * (`+02:00`) is refused: it knows no summer time, and a check-in would move by an hour twice a year.
 */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    zoned(0, text);
    return true;
  } catch {
    return false;
  }
}

/** The date on the wall, `YYYY-MM-DD`. */
export function localDate(at: Millis, zone: string): string {
  return zoned(at, zone).toPlainDate().toString();
}

/** The weekday on the wall: 1 Monday … 7 Sunday. */
export function localWeekday(at: Millis, zone: string): number {
  return zoned(at, zone).dayOfWeek;
}

/** The hour on the wall, 0–23. */
export function localHour(at: Millis, zone: string): number {
  return zoned(at, zone).hour;
}

/**
 * The next instant, strictly later than `after`, at which clocks in `zone` show `time` (`HH:MM`), by
 * the law of `instantOn`.
 */
export function atLocalTime(after: Millis, time: string, zone: string): Millis {
  return nextOccurrence(
    { rhythm: 'daily', time, weekday: null, lastDate: null, lastAt: null },
    zone,
    after,
  );
}
