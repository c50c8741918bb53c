import { assertNever } from '#assert.ts';
import type { Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { instantOn, minuteOfDay, wallMinutes, zoned } from './wall-time.ts';

/** What of a plan its clock needs: when it rings by the wall, and when it last did. */
type Recurrence = Pick<Plan, 'rhythm' | 'time' | 'weekday' | 'weekdays' | 'lastDate' | 'lastAt'>;

/** Two check-ins of one plan are never closer than this (design.md, Time). */
const apart: Millis = 18 * 3_600_000;

/**
 * When a recurring plan rings next, in a zone `isZone` knows: strictly later than `after`, at least
 * 18 h after `lastAt`, and on a local date later than `lastDate`, so that no local date is used twice
 * whichever zones and wall times came before. Days on which clocks are moved follow the law of
 * `instantOn`; the weekday is that of the date the wall time belongs to.
 * Throws for a plan that rings once, and for a weekly one without a weekday.
 */
export function nextOccurrence(plan: Recurrence, zone: string, after: Millis): Millis {
  return occurrenceAfter(plan, zone, after).at;
}

/** When a plan rings, and the local date (`YYYY-MM-DD`) it does so for: that of its wall time, however late it rings. */
export interface Occurrence {
  readonly at: Millis;
  readonly date: string;
}

/** `nextOccurrence` with the date it is for. */
export function occurrenceAfter(plan: Recurrence, zone: string, after: Millis): Occurrence {
  const minutes = wallMinutes(plan.time);
  const floor = plan.lastAt === null ? after : Math.max(after, plan.lastAt + apart - 1);
  let date = firstDate(zoned(floor, zone), minutes, plan.lastDate);
  for (;;) {
    const days = daysToWait(plan, date.dayOfWeek);
    if (days > 0) date = date.add({ days });
    const at = instantOn(date, minutes, zone);
    if (at !== null && at > floor) return { at, date: date.toString() };
    date = date.add({ days: 1 });
  }
}

/**
 * The first date worth trying. A wall that shows the time or later has been past it, or has leapt
 * over it, on that date.
 */
function firstDate(
  floor: Temporal.ZonedDateTime,
  minutes: number,
  lastDate: string | null,
): Temporal.PlainDate {
  const today = floor.toPlainDate();
  const date = minuteOfDay(floor) < minutes ? today : today.add({ days: 1 });
  if (lastDate === null) return date;
  const last = Temporal.PlainDate.from(lastDate);
  return Temporal.PlainDate.compare(date, last) > 0 ? date : last.add({ days: 1 });
}

/** Days from a weekday (1 Monday … 7 Sunday) to the next the plan rings on; 0 if that is it. */
function daysToWait(plan: Recurrence, weekday: number): number {
  switch (plan.rhythm) {
    case 'daily':
      return 0;
    case 'weekdays':
      return weekday > 5 ? 8 - weekday : 0;
    case 'weekly':
      if (plan.weekday === null) throw new Error('a weekly plan has a weekday');
      return Math.min(...(plan.weekdays ?? [plan.weekday]).map((one) => (one - weekday + 7) % 7));
    case 'once':
      throw new Error('a plan that rings once has no next occurrence');
    default:
      return assertNever(plan.rhythm, 'rhythm');
  }
}
