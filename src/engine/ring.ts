import type { MemberConversation, Plan, Session, Wake } from '#conversation/conversation.ts';
import { mayContact } from '#schedule/contact-budget.ts';
import { dueOf, graceOf, ripe } from '#schedule/late.ts';
import { occurrenceAfter } from '#schedule/next-occurrence.ts';
import { quietEnds, type QuietRules } from '#schedule/quiet-hours.ts';
import { localDate } from '#schedule/zone.ts';
import { chainAt } from './chain-at.ts';
import { replaceSession, rootIndex, type Draft } from './draft.ts';
import { pendingOf } from './asking.ts';
import { busyFor } from './house.ts';
import { dropChain, open, tell } from './play.ts';
import { stepOf } from './step.ts';

const minute = 60_000;

/** Time passed: every wake that is due rings once, heard or not; then plans that are due start or move on. */
export function ring(draft: Draft): void {
  const hadOpen = draft.member.sessions.length > 0;
  for (;;) {
    const due = earliest(draft);
    if (due === null) break;
    ringOne(draft, due);
  }
  if (hadOpen && draft.member.sessions.length === 0)
    draft.member = { ...draft.member, lapsedAt: draft.now };
  for (const plan of draft.member.plans.filter((one) => one.next <= draft.now))
    ringPlan(draft, plan);
}

interface Due {
  readonly index: number;
  readonly wake: Wake;
}

function earliest(draft: Draft): Due | null {
  let found: Due | null = null;
  for (const [index, session] of draft.member.sessions.entries()) {
    for (const wake of session.wakes) {
      if (wake.at <= draft.now && (found === null || wake.at < found.wake.at))
        found = { index, wake };
    }
  }
  return found;
}

function ringOne(draft: Draft, { index, wake }: Due): void {
  const session = draft.member.sessions[index] as Session;
  replaceSession(draft, index, { ...session, wakes: session.wakes.filter((one) => one !== wake) });
  const onTop = index >= rootIndex(draft.member);
  const [kind, step, visit, rung] = wake.key.split(':');
  if (kind === 'overdue') {
    if (onTop) return overdue(draft, index);
    // One that was run is heard of by the flow that ran it, once that talks again.
    return session.root === null ? putOff(draft, index, wake) : forget(draft, index);
  }
  const isThere =
    stepOf(session.snapshot) === step && String(session.snapshot.visits[step] ?? 1) === visit;
  if (!isThere) return;
  const isTop = index === draft.member.sessions.length - 1;
  if (kind === 'wait') {
    if (isTop) tell(draft, { type: 'woke' });
    else putOff(draft, index, wake);
    return;
  }
  if (!isTop) return;
  // Held by quiet hours until morning, a nudge or a goodbye would be about something long over.
  draft.expiresAt = draft.now + timely;
  if (kind === 'expire') tell(draft, { type: 'expire' });
  else if (!isOvertaken(draft, index)) tell(draft, { type: 'nudge', ...rungOf(rung) });
  draft.expiresAt = null;
}

/** After a downtime the next nudge, or the end, is due as well: one word is enough. */
function isOvertaken({ member, now }: Draft, index: number): boolean {
  const { wakes } = member.sessions[index] as Session;
  return wakes.some(({ key, at }) => at <= now && /^(nudge|expire):/.test(key));
}

function rungOf(rung: string | undefined): { readonly rung?: number } {
  return rung === undefined ? {} : { rung: Number(rung) };
}

/** Rings again in a while: something else lies on top. */
function putOff(draft: Draft, index: number, wake: Wake): void {
  const session = draft.member.sessions[index] as Session;
  const later = { ...wake, at: draft.now + busyFor };
  replaceSession(draft, index, { ...session, wakes: [...session.wakes, later] });
}

/** How long what silence brings about may be on its way. */
const timely = 2 * 3_600_000;

/** An unanswered flow ends: by its own `on.expiry`, else in silence. */
function overdue(draft: Draft, index: number): void {
  draft.member = {
    ...draft.member,
    sessions: draft.member.sessions.slice(0, index + 1),
    asked: null,
  };
  if (!tell(draft, { type: 'overdue' })) dropChain(draft);
}

/** A flow that waits beneath and is over falls away without a word. */
function forget(draft: Draft, index: number): void {
  const { sessions } = draft.member;
  const { length } = chainAt(sessions, index);
  draft.member = { ...draft.member, sessions: sessions.toSpliced(index, length) };
}

function rulesOf(draft: Draft): QuietRules {
  const { zone, quietFrom, quietTo } = draft.member.settings;
  const chosenTimes = draft.member.plans
    .filter((plan) => plan.rhythm !== 'once')
    .map((plan) => plan.time);
  return { zone, quietFrom, quietTo, chosenTimes };
}

function ringPlan(draft: Draft, plan: Plan): void {
  const { contact, reachable, consents, contacted, settings } = draft.member;
  if (contact.type === 'paused' && contact.until !== null && contact.until <= draft.now) {
    draft.member = { ...draft.member, contact: { type: 'open' } };
  } else if (contact.type !== 'open' || !reachable || consents['contact']?.given !== true) {
    return moveOn(draft, plan);
  }
  const rules = rulesOf(draft);
  const now = ripe(plan, draft.now, rules);
  if (now === 'skip') return moveOn(draft, plan);
  if (now === 'hold')
    return keep(draft, {
      ...plan,
      next: Math.max(draft.now + minute, quietEnds(draft.now, rules)),
    });
  if (!mayContact(contacted, draft.now, settings.zone, 'chosen')) return moveOn(draft, plan);
  const busy = pendingOf(draft) !== null && draft.now - (draft.member.activeAt ?? 0) < busyFor;
  if (busy && plan.busy === 'skip') return moveOn(draft, plan);
  if (busy && plan.busy === 'queue') {
    const waiting = { ...plan, next: draft.now + busyFor };
    return ripe(plan, waiting.next, rules) === 'skip' ? moveOn(draft, plan) : keep(draft, waiting);
  }
  const due = plan.rhythm === 'once' ? plan.next : dueOf(plan, draft.now, settings.zone).at;
  if (plan.until !== undefined && localDate(due, settings.zone) > plan.until)
    return drop(draft, plan.key);
  moveOn(draft, plan, true);
  const done = draft.member.memory.done[plan.flow]?.[1];
  if (plan.rhythm !== 'once' && done !== undefined && due - done < justDone) return;
  dropSame(draft, plan);
  draft.expiresAt = due + graceOf(plan) + minute;
  open(draft, plan.flow, plan.inputs, true);
  draft.expiresAt = null;
}

/** A check-in the member did on their own so shortly before is that day's. */
const justDone = 4 * 3_600_000;

/** Yesterday's unanswered one does not pile up under today's. */
function dropSame(draft: Draft, plan: Plan): void {
  const index = draft.member.sessions.findIndex(
    (session) => session.root !== null && session.flow === plan.flow,
  );
  if (index >= 0) {
    forget(draft, index);
    draft.member = { ...draft.member, asked: null };
  }
}

function moveOn(draft: Draft, plan: Plan, fired = false): void {
  const { zone } = draft.member.settings;
  if (plan.rhythm === 'once') return drop(draft, plan.key);
  const marked = fired
    ? {
        ...plan,
        lastDate: dueOf(plan, draft.now, zone).date,
        lastAt: draft.now,
        ...(plan.left === undefined ? {} : { left: plan.left - 1 }),
      }
    : plan;
  const coming = occurrenceAfter(marked, zone, draft.now);
  const isOver = marked.left === 0 || (plan.until !== undefined && coming.date > plan.until);
  if (isOver) drop(draft, plan.key);
  else keep(draft, { ...marked, next: coming.at });
  if (!fired) return;
  const { lastDate, lastAt } = marked;
  draft.member = {
    ...draft.member,
    rang: { ...recent(draft), [plan.key]: { lastDate, lastAt } },
  };
}

function drop(draft: Draft, key: string): void {
  const plans = draft.member.plans.filter((one) => one.key !== key);
  draft.member = { ...draft.member, plans };
}

/** What rang so long ago holds nothing back any more. */
function recent({ member, now }: Draft): MemberConversation['rang'] {
  const all = Object.entries(member.rang ?? {});
  return Object.fromEntries(all.filter(([, { lastAt }]) => (lastAt ?? 0) > now - 2 * day));
}

const day = 86_400_000;

function keep(draft: Draft, plan: Plan): void {
  draft.member = {
    ...draft.member,
    plans: draft.member.plans.map((one) => (one.key === plan.key ? plan : one)),
  };
}
