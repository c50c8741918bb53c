import type { Millis } from '#conversation/id.ts';
import { zoned } from './wall-time.ts';

/** When we came to a member of our own accord, in any order, at least for the last 7 days. */
export interface Contacted {
  /** By plans the member chose. */
  readonly chosen: readonly Millis[];
  /** By everything else. */
  readonly other: readonly Millis[];
}

/** Each allowance is a person's, across plans and communities (design.md, decision 11). */
const budget = { chosenPerDay: 2, otherPerDay: 1, otherPerWeek: 3 } as const;

const week: Millis = 7 * 86_400_000;

/**
 * Whether one more unsolicited contact is within the member's budget: plans they chose at most 2 a
 * local date, everything else at most 1 a local date and 3 in any 7 days (168 h). Neither allowance
 * uses up the other.
 */
export function mayContact(
  contacted: Contacted,
  now: Millis,
  zone: string,
  kind: 'chosen' | 'other',
): boolean {
  const today = zoned(now, zone).startOfDay().epochMilliseconds;
  if (kind === 'chosen') return countSince(contacted.chosen, today) < budget.chosenPerDay;
  return (
    countSince(contacted.other, today) < budget.otherPerDay &&
    prune(contacted.other, now).length < budget.otherPerWeek
  );
}

/** The instants the budget still looks at: those less than 7 days old. */
export function prune(list: readonly Millis[], now: Millis): readonly Millis[] {
  return list.filter((at) => at > now - week);
}

function countSince(list: readonly Millis[], since: Millis): number {
  return list.filter((at) => at >= since).length;
}
