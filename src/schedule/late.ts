import type { Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { nextOccurrence } from './next-occurrence.ts';
import { quietEnds, type QuietRules } from './quiet-hours.ts';

/**
 * What becomes of a plan whose `next` has come, perhaps while we were down: `fire` it now; `hold` it
 * and ask again at `quietEnds(now, rules)`; or `skip` it in silence, and never say it was missed.
 *
 * A recurring plan rings at most 2 h after its time, one that rings once at most 24 h, both bounds
 * included. Neither rings in quiet hours; a check-in the member chose to have there has its time
 * among `rules.chosenTimes`, which trims them. Before `next` the answer is `hold`.
 *
 * Lateness of a recurring plan is counted by the wall, not from `next`, so `next` may be put off
 * without making it any younger. Of all the occurrences a downtime swallowed only the latest is
 * looked at: at most one is made up for, as after `fire` and `skip` alike `next` is counted on from
 * `now`.
 */
export function ripe(
  plan: Pick<Plan, 'rhythm' | 'time' | 'weekday' | 'lastDate' | 'lastAt' | 'next'>,
  now: Millis,
  rules: QuietRules,
): 'fire' | 'hold' | 'skip' {
  if (now < plan.next) return 'hold';
  const once = plan.rhythm === 'once';
  const grace = once ? onceGrace : recurringGrace;
  const due = once ? plan.next : nextOccurrence(plan, rules.zone, now - grace - 1);
  const soonest = quietEnds(now, rules);
  if (due > now || soonest - due > grace) return 'skip';
  return soonest === now ? 'fire' : 'hold';
}

/** How late a recurring plan may still ring: a morning's check-in is not for the evening. */
const recurringGrace: Millis = 2 * 3_600_000;

/** How late a plan that rings once may still ring. */
const onceGrace: Millis = 24 * 3_600_000;
