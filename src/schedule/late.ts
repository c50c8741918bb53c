import type { Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { occurrenceAfter, type Occurrence } from './next-occurrence.ts';
import { quietEnds, type QuietRules } from './quiet-hours.ts';

/**
 * What becomes of a plan whose `next` has come, perhaps while we were down: `fire` it now; `hold` it
 * and ask again at `quietEnds(now, rules)`; or `skip` it in silence, and never say it was missed.
 *
 * A recurring plan rings at most 2 h after its time, one that rings once at most 24 h, both bounds
 * included to the minute, or as late as the plan itself says, if that is less: a wake rings a moment after its instant, and what was held until the bound
 * is not to be lost to that moment. Neither rings in quiet hours; a check-in the member chose to have there has its time
 * among `rules.chosenTimes`, which trims them. Before `next` the answer is `hold`.
 *
 * Lateness of a recurring plan is counted by the wall, not from `next`, so `next` may be put off
 * without making it any younger. Of all the occurrences a downtime swallowed only the latest is
 * looked at: at most one is made up for, as after `fire` and `skip` alike `next` is counted on from
 * `now`.
 */
export function ripe(plan: Ringing, now: Millis, rules: QuietRules): 'fire' | 'hold' | 'skip' {
  if (now < plan.next) return 'hold';
  const due = plan.rhythm === 'once' ? plan.next : dueOf(plan, now, rules.zone).at;
  const soonest = quietEnds(now, rules);
  if (due > now || soonest - due >= graceOf(plan) + minute) return 'skip';
  return soonest === now ? 'fire' : 'hold';
}

/** What of a plan is looked at when its `next` has come. */
export type Ringing = Pick<
  Plan,
  'rhythm' | 'time' | 'weekday' | 'weekdays' | 'lastDate' | 'lastAt' | 'next' | 'late'
>;

/** The occurrence a recurring plan that is `ripe` at `now` rings for: a check-in of 23:30 is that evening's, even after midnight. */
export function dueOf(plan: Ringing, now: Millis, zone: string): Occurrence {
  return occurrenceAfter(plan, zone, now - recurringGrace - minute);
}

/** After this it is too late to ring, and too late to send what it said. */
export function graceOf({ rhythm, late }: Pick<Plan, 'rhythm' | 'late'>): Millis {
  const most = rhythm === 'once' ? onceGrace : recurringGrace;
  return Math.min(late ?? most, most);
}

const minute: Millis = 60_000;

/** How late a recurring plan may still ring: a morning's check-in is not for the evening. */
const recurringGrace: Millis = 2 * 3_600_000;

/** How late a plan that rings once may still ring. */
const onceGrace: Millis = 24 * 3_600_000;
