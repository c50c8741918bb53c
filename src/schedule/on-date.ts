import type { Millis } from '#conversation/id.ts';
import { instantOn, wallMinutes } from './wall-time.ts';

/**
 * The instant at which clocks in `zone` show `time` (`HH:MM`) on a date (`YYYY-MM-DD`), so many days
 * later (earlier where negative), by the law of `instantOn`. `null` for what is no date, and for a
 * date the zone never had.
 */
export function onDate(
  { date, days, time }: { date: string; days: number; time: string },
  zone: string,
): Millis | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return null;
  try {
    return instantOn(Temporal.PlainDate.from(date).add({ days }), wallMinutes(time), zone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
