import type {
  MemberConversation,
  Plan,
  Root,
  Session,
  TrailEvent,
} from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { occurrenceAfter } from '#schedule/next-occurrence.ts';
import { replaceSession, scriptOf, type Draft } from './draft.ts';
import { withoutForgotten } from './member-data.ts';
import { start, tell } from './play.ts';
import { lastRang, untouched } from './remember.ts';

/** A root session on top of the stack, and what of its trail is to be lived again. */
export interface Way {
  readonly index: number;
  readonly session: Session;
  readonly events: readonly TrailEvent[];
}

/**
 * Lives a root session again from its beginning, each event at its recorded time, in silence: pools, counters, plans and settings as they stood.
 * What it ran is run in the revisions of then. It stops where an event means nothing any more. False when its flow is nowhere: nothing changed.
 */
export function relive(draft: Draft, { index, session, events }: Way): boolean {
  const old = session.root;
  const script = scriptOf(draft, session);
  if (old === null || script === null) return false;
  const { plans, settings } = draft.member;
  const { pins } = draft;
  draft.pins = old.ran ?? {};
  draft.member = {
    ...asBefore(draft.member, old),
    sessions: draft.member.sessions.slice(0, index),
  };
  const { inputs, at } = old.beginning;
  const root: Root = {
    ...old,
    trail: [],
    made: [],
    ran: {},
    beginning: { inputs, at, before: untouched },
  };
  inSilence(draft, () => {
    draft.now = at;
    if (old.base === null) start(draft, script, { inputs, root });
    else
      draft.member = {
        ...draft.member,
        sessions: [...draft.member.sessions, ...again(old.base, root)],
      };
  });
  liveOn(draft, index, events);
  draft.pins = pins;
  const moved = draft.member.settings.zone !== settings.zone;
  const member = { ...draft.member, plans: caughtUp(draft, plans, { moved, since: at }) };
  draft.member = withoutForgotten(member, draft.now);
  return true;
}

/** Lives further events, in silence, for the root session at `index`. */
export function liveOn(draft: Draft, index: number, events: readonly TrailEvent[]): void {
  inSilence(draft, () => {
    for (const { event, at, depth } of events) {
      draft.now = at;
      const place = index + depth;
      if (event.type === 'overdue') {
        const sessions = draft.member.sessions.slice(0, place + 1);
        draft.member = { ...draft.member, sessions };
      }
      if (draft.member.sessions.length - 1 !== place) return;
      const session = draft.member.sessions[place] as Session;
      const rung = rungBy(event, session);
      if (rung !== null) {
        const wakes = session.wakes.filter((wake) => wake.key !== rung);
        replaceSession(draft, place, { ...session, wakes });
      }
      if (!tell(draft, event)) return;
    }
  });
}

/** The wake that led to an event, or that it came before: it rings no more. */
function rungBy(event: TrailEvent['event'], { wakes }: Session): string | null {
  if (event.type === 'overdue') return 'overdue';
  return event.type === 'woke' || event.type === 'came'
    ? (wakes.find((wake) => wake.key.startsWith('wait:'))?.key ?? null)
    : null;
}

function inSilence(draft: Draft, live: () => void): void {
  const { silent, now } = draft;
  draft.silent = true;
  live();
  draft.silent = silent;
  draft.now = now;
}

/** The sessions `back` starts from, without what a panel brought; a silence is counted anew when the question arrives again. */
function again(base: readonly Session[], root: Root): readonly Session[] {
  return base.map(({ sent: _sent, ...link }, depth) => ({
    ...link,
    wakes: link.wakes.filter(({ key }) => !key.startsWith('nudge:') && !key.startsWith('expire:')),
    root: depth === 0 ? root : null,
  }));
}

/** The member as they stood where the session begins, as far as the session changed them. */
function asBefore(member: MemberConversation, { beginning: { before } }: Root): MemberConversation {
  const { memory, plans, settings } = member;
  const old = Object.values(before.plans).filter((plan) => plan !== null);
  return {
    ...member,
    settings: { ...settings, ...before.settings },
    memory: {
      ...memory,
      pools: without(memory.pools, before.pools),
      seen: without(memory.seen, before.seen),
      done: without(memory.done, before.done),
      ...(before.known === undefined ? {} : { known: without(memory.known ?? {}, before.known) }),
    },
    plans: [...plans.filter((plan) => !(plan.key in before.plans)), ...old],
    asked: null,
  };
}

function without<Kept>(
  now: Readonly<Record<string, Kept>>,
  old: Readonly<Record<string, Kept | null>>,
): Readonly<Record<string, Kept>> {
  const kept: Record<string, Kept> = { ...now };
  for (const [key, value] of Object.entries(old)) {
    if (value === null) delete kept[key];
    else kept[key] = value;
  }
  return kept;
}

/** Plans as they are made now, and as they rang meanwhile: none rings a second time for having been gone back over. */
function caughtUp(
  draft: Draft,
  were: readonly Plan[],
  { moved, since }: { readonly moved: boolean; readonly since: Millis },
): readonly Plan[] {
  const { now } = draft;
  const { zone } = draft.member.settings;
  return draft.member.plans.flatMap((plan) => {
    const was = were.find((one) => one.key === plan.key);
    if (plan.rhythm === 'once') {
      if (plan.next > now) return [plan];
      return was?.rhythm === 'once' ? [{ ...plan, next: was.next }] : [];
    }
    const marked = { ...plan, ...lastRang(draft, plan.key, was), ...leftOf(plan, was) };
    // It rang for the last time since, and is over.
    const isOver = was === undefined && plan.left !== undefined && (marked.lastAt ?? 0) > since;
    if (isOver) return [];
    const stands = was !== undefined && !moved && isSameClock(plan, was);
    const coming = occurrenceAfter(marked, zone, now);
    if (!stands && plan.until !== undefined && coming.date > plan.until) return [];
    return [{ ...marked, next: stands ? was.next : coming.at }];
  });
}

/** How often a plan rings yet: what rang meanwhile counts. */
function leftOf(plan: Plan, was: Plan | undefined): Pick<Plan, 'left'> {
  if (plan.left === undefined || was?.left === undefined || !isSameClock(plan, was)) return {};
  return { left: Math.min(plan.left, was.left) };
}

function isSameClock(one: Plan, other: Plan): boolean {
  const clock = ({ rhythm, time, weekday, weekdays }: Plan) =>
    JSON.stringify([rhythm, time, weekday, weekdays]);
  return clock(one) === clock(other);
}
