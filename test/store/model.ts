import type { Delivery, DeliveryState } from '#conversation/delivery.ts';
import type { Entry } from '#conversation/entry.ts';
import type { Conversation } from '#conversation/conversation.ts';
import type { CauseId, ConversationId, DeliveryId, Millis } from '#conversation/id.ts';
import type { Commit, Committed } from '#store/store.ts';

interface Kept {
  readonly conversation: Conversation;
  readonly nextWake: Millis | null;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** A store as one would explain it: the slow, plain truth the real ones are compared with. */
export function model() {
  const kept = new Map<ConversationId, Kept>();
  const causes = new Map<CauseId, Millis>();
  /** The last words to who was forgotten. */
  const farewells = new Set<DeliveryId>();
  let deliveries: Delivery[] = [];
  let seq = 0;
  const change = (id: DeliveryId, changes: Partial<Delivery>, from: readonly DeliveryState[]) => {
    const found = deliveries.some((each) => each.id === id && from.includes(each.state));
    if (!found) return false;
    deliveries = deliveries.map((each) => (each.id === id ? { ...each, ...changes } : each));
    return true;
  };
  const open = () => deliveries.filter((each) => isOpen(each.state));
  /** What may go, lane by lane, were the clock at `now`. */
  const heads = (now: Millis) =>
    [...new Set(open().map((each) => each.conversation))].flatMap((who) => {
      const lane = open().filter((each) => each.conversation === who);
      const safety = lane.find((each) => each.class === 'safety' && each.notBefore <= now);
      const isBusy = deliveries.some(
        (each) => each.conversation === who && each.state === 'sending',
      );
      const first = lane[0];
      const firstAsked = lane.find((each) => each.class !== 'unsolicited');
      const ready = isBusy
        ? undefined
        : [first, firstAsked].find((each) => each && each.notBefore <= now);
      return safety ?? ready ?? [];
    });

  function commit(turn: Commit, who: ConversationId): Committed {
    if (causes.has(turn.cause)) return 'duplicate';
    const before = kept.get(who);
    if ((before?.conversation.version ?? null) !== turn.was) return 'conflict';
    causes.set(turn.cause, turn.at);
    if (turn.conversation === null) {
      kept.delete(who);
      deliveries = deliveries.filter((each) => each.conversation !== who);
    } else {
      const entries = new Map(before?.entries);
      for (const key of turn.retract) entries.delete(key);
      for (const each of turn.record) entries.set(each.key, each);
      kept.set(who, { conversation: turn.conversation, nextWake: turn.nextWake, entries });
      for (const each of deliveries) {
        const isMeant = each.conversation === who && turn.cancel.includes(each.class);
        if (!isMeant) continue;
        const expiresAt = Math.min(each.expiresAt ?? turn.at, turn.at);
        change(each.id, { expiresAt }, ['sending']);
        change(each.id, { state: 'cancelled' }, ['pending', 'unknown']);
      }
    }
    if (turn.conversation === null) for (const each of turn.deliveries) farewells.add(each.id);
    deliveries = [...deliveries, ...turn.deliveries.map((each) => ({ ...each, seq: (seq += 1) }))];
    return 'committed';
  }

  return {
    commit,
    load: (who: ConversationId) => kept.get(who)?.conversation ?? null,
    heard: (cause: CauseId) => causes.has(cause),
    entries: (who: ConversationId) =>
      [...(kept.get(who)?.entries.values() ?? [])].toSorted((a, b) => a.at - b.at),
    undelivered: (now: Millis, limit: number) =>
      heads(now)
        .toSorted((a, b) => rank(a) - rank(b) || a.seq - b.seq)
        .slice(0, limit),
    sending: (ids: readonly DeliveryId[], at: Millis) =>
      ids.filter((id) => {
        const attempts = (deliveries.find((each) => each.id === id)?.attempts ?? 0) + 1;
        return change(id, { state: 'sending', attempts, notBefore: at }, ['pending', 'unknown']);
      }),
    settle(id: DeliveryId, state: DeliveryState, notBefore: Millis | null) {
      const held = isOpen(state) && notBefore !== null ? { notBefore } : {};
      change(id, { state, ...held }, ['pending', 'unknown', 'sending']);
      deliveries = deliveries.filter((each) => !farewells.has(each.id) || !isFinal(each.state));
    },
    recover() {
      const lost = deliveries.filter((each) => each.state === 'sending');
      for (const { id } of lost) change(id, { state: 'unknown' }, ['sending']);
      return lost.length;
    },
    /** By trying every instant that could matter. */
    nextDue: () =>
      open()
        .map((each) => each.notBefore)
        .toSorted((a, b) => a - b)
        .find((at) => heads(at).length > 0) ?? null,
    due: (now: Millis) => wakes().filter((each) => each.at <= now),
    next: () => wakes()[0]?.at ?? null,
    sweep(now: Millis) {
      const onTheWay = deliveries.filter((each) => !isFinal(each.state));
      const since = Math.min(now - 72 * hour, ...onTheWay.map((each) => each.createdAt));
      for (const [cause, at] of causes)
        if (at < Math.max(since, now - 30 * 24 * hour)) causes.delete(cause);
      for (const [who, each] of kept) {
        const entries = [...each.entries].filter(([, { until }]) => until === null || until > now);
        kept.set(who, { ...each, entries: new Map(entries) });
      }
    },
  };

  function wakes() {
    return [...kept]
      .flatMap(([conversation, { nextWake: at }]) => (at === null ? [] : { conversation, at }))
      .toSorted((a, b) => a.at - b.at);
  }
}

const hour = 3_600_000;
const isOpen = (state: DeliveryState): boolean => state === 'pending' || state === 'unknown';
const isFinal = (state: DeliveryState): boolean => !isOpen(state) && state !== 'sending';
const rank = (each: Delivery): number => (each.class === 'safety' ? 0 : 1);
