import type { CauseId, ConversationId, Millis } from '#conversation/id.ts';
import { hangBell } from './bell.ts';
import { loopOf, type Loop } from './loop.ts';
import type { Receive } from './receive.ts';
import type { World } from './world.ts';

/** The loop that rings what is due. */
export interface WakeLoop extends Loop {
  /** A turn left something due at this instant. */
  expect(at: Millis | null): void;
}

const width = 100;
const longest: Millis = 60_000;
/** What is due rings, was not heard, or is stuck: look again. */
const whileRinging: Millis = 5_000;
/** Between two tries where ringing fails, at most. */
const mostPause: Millis = 300_000;
/** A wake that rang and is still due (its turn was given up, or did not move it) rings again after each of these. */
const again: Millis = 3 * 3_600_000;

/** Makes the loop; `rested` is told each time it comes to rest. */
export function waker(world: World, receive: Receive, rested: () => void): WakeLoop {
  const { store, clock, log } = world;
  const bell = hangBell(clock, rested);
  const ringing = new Map<ConversationId, Promise<void>>();
  /** Where ringing failed, and when it is tried again. */
  const failing = new Map<ConversationId, { readonly tries: number; readonly until: Millis }>();
  /** The last cause that rang in a conversation, while the same instant is still due there. */
  const rung = new Map<ConversationId, CauseId>();
  /** When it wakes by itself; while it looks, anything new may have been overlooked. */
  let awakeAt: Millis = Infinity;

  async function round(): Promise<Millis> {
    awakeAt = Infinity;
    const pause = await look(clock.now());
    awakeAt = clock.now() + pause;
    return pause;
  }

  async function look(now: Millis): Promise<Millis> {
    // Those that are stuck never take the place of others.
    const due = await store.due(now, width + ringing.size + rung.size + failing.size);
    const still = new Set(due.map(({ conversation }) => conversation));
    for (const stuck of [rung, failing])
      for (const conversation of stuck.keys())
        if (!still.has(conversation)) stuck.delete(conversation);
    for (const { conversation, at } of due) ring(conversation, at, now);
    if (due.length > 0) return whileRinging;
    const next = await store.next();
    return next === null ? longest : Math.min(Math.max(next - now, 0), longest);
  }

  function ring(conversation: ConversationId, at: Millis, now: Millis): void {
    const id = causeOf(conversation, at, now);
    if (ringing.has(conversation) || rung.get(conversation) === id) return;
    if ((failing.get(conversation)?.until ?? 0) > now) return;
    const rings = receive({ type: 'TimePassed', id, conversation, at: now }, false).then(
      ({ outcome }) => {
        ringing.delete(conversation);
        if (outcome === 'failed') failed(conversation);
        else {
          rung.set(conversation, id);
          failing.delete(conversation);
        }
        if (outcome === 'duplicate') log.event('wake-stuck', { conversation, at });
        if (outcome === 'failed') rested();
        else bell.ring();
      },
    );
    ringing.set(conversation, rings);
  }

  /** A row that does not open fails each time: it is tried less and less often. */
  function failed(conversation: ConversationId): void {
    const tries = (failing.get(conversation)?.tries ?? 0) + 1;
    const pause = Math.min(whileRinging * 2 ** (tries - 1), mostPause);
    failing.set(conversation, { tries, until: clock.now() + pause });
  }

  const loop = loopOf({ bell, log, round, inHand: ringing });
  return Object.assign(loop, {
    expect(at: Millis | null) {
      if (at !== null && at < awakeAt) bell.ring();
    },
  });
}

/** One id for one instant, and for one that is late a new one every three hours, so that a wake nobody could hear heals. */
function causeOf(conversation: ConversationId, at: Millis, now: Millis): CauseId {
  const late = Math.floor((now - at) / again);
  return (late < 1 ? `${conversation}:${at}` : `${conversation}:${at}:${late}`) as CauseId;
}
