import type { MemberConversation, Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';

/**
 * A conversation whose clock was ahead and is right now: nothing that was remembered lies in what is still to come.
 * Set back by seconds it changes next to nothing; set back by a year, it keeps nobody waiting for one. The same object where all is well.
 */
export function afterSetBack(member: MemberConversation, now: Millis): MemberConversation {
  const { activeAt, disclosedAt, contacted, crisis, plans } = member;
  const ahead = (at: Millis | null) => at !== null && at > now;
  const astray = plans.some((plan) => isAstray(plan, now));
  const unsure = crisis !== null && crisis.at > now + slip;
  const moved =
    astray ||
    unsure ||
    ahead(activeAt) ||
    ahead(disclosedAt) ||
    contacted.chosen.some(ahead) ||
    contacted.other.some(ahead);
  if (!moved) return member;
  const capped = (at: Millis) => Math.min(at, now);
  return {
    ...member,
    activeAt: activeAt === null ? null : capped(activeAt),
    disclosedAt: disclosedAt === null ? null : capped(disclosedAt),
    contacted: { chosen: contacted.chosen.map(capped), other: contacted.other.map(capped) },
    // Nobody knows when it was: the full reply, rather than a short one.
    crisis: unsure ? null : crisis,
    plans: plans.map((plan) => (isAstray(plan, now) ? anew(plan, member, now) : plan)),
  };
}

/** A clock that is put right by less than this was never wrong. */
const slip: Millis = 5 * 60_000;

const day: Millis = 86_400_000;

/** Further ahead than this no sound clock ever sees the next of its rhythm. */
const furthest: Readonly<Record<Plan['rhythm'], Millis>> = {
  once: Infinity,
  daily: 3 * day,
  weekdays: 5 * day,
  weekly: 9 * day,
};

function isAstray({ rhythm, next }: Plan, now: Millis): boolean {
  return next - now > furthest[rhythm];
}

function anew(plan: Plan, { settings }: MemberConversation, now: Millis): Plan {
  const fresh = { ...plan, lastDate: null, lastAt: null };
  return { ...fresh, next: nextOccurrence(fresh, settings.zone, now) };
}
