import { createHmac } from 'node:crypto';
import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery, DeliveryState } from '#conversation/delivery.ts';
import type { Entry } from '#conversation/entry.ts';
import type {
  CauseId,
  ConversationId,
  DeliveryId,
  FlowId,
  Millis,
  RevisionHash,
} from '#conversation/id.ts';
import type { Commit, Committed, Store } from '#store/store.ts';

/** A store that keeps the port's promises in plain maps, and can be made to fail, hang or die. */
export interface MemoryStore extends Store {
  /** What is "on the disk": give it to another `memoryStore` to start again after a crash. */
  readonly rows: Rows;
  /** Runs before each operation: throw to refuse, never resolve to hang. */
  before: (operation: keyof Store, subject: unknown) => Promise<void> | void;
  /** From now on nothing comes back from this handle, and nothing it does is kept: the process is gone. */
  kill(): void;
}

/** Everything kept. */
export interface Rows {
  readonly conversations: Map<ConversationId, { kept: Conversation; nextWake: Millis | null }>;
  readonly causes: Map<CauseId, Millis>;
  readonly failures: Map<CauseId, { count: number; at: Millis }>;
  readonly deliveries: Map<DeliveryId, Delivery>;
  /** When the state of a delivery last changed, by the clock of whoever changed it. */
  readonly moved: Map<DeliveryId, Millis>;
  /** The last words to who was forgotten: gone once they are said. */
  readonly farewells: Set<DeliveryId>;
  readonly entries: Map<ConversationId, Map<string, Entry>>;
  readonly revisions: Map<RevisionHash, { flow: FlowId; source: string }>;
  readonly audit: string[];
  seq: number;
}

/** Opens a store over `rows`. What goes in goes through JSON; what comes out is nobody's to change. */
export function memoryStore(rows: Rows = emptyRows()): MemoryStore {
  let dead = false;
  let clock: Millis = 0;
  const never = new Promise<never>(() => {});
  const look = <T>(operation: keyof Store, subject: unknown, act: () => T): Promise<T> =>
    run({ operation, subject, writes: false }, act);
  const write = <T>(operation: keyof Store, subject: unknown, act: () => T): Promise<T> =>
    run({ operation, subject, writes: true }, act);
  const store: MemoryStore = {
    rows,
    before: () => {},
    kill: () => {
      dead = true;
    },
    load: (id) => look('load', id, () => rows.conversations.get(id)?.kept ?? null),
    commit: (turn) =>
      write('commit', turn, () => {
        clock = Math.max(clock, turn.at);
        return commit(rows, turn);
      }),
    heard: (cause) => look('heard', cause, () => rows.causes.has(cause)),
    failed: (cause, _conversation, at) =>
      write('failed', cause, () => {
        const count = (rows.failures.get(cause)?.count ?? 0) + 1;
        rows.failures.set(cause, { count, at });
        return count;
      }),
    live: (flow, limit) => look('live', flow, () => live(rows, flow).slice(0, limit)),
    undelivered: (now, limit, inHand) =>
      look('undelivered', now, () => {
        clock = Math.max(clock, now);
        return heads(rows, now)
          .toSorted((a, b) => rank(a) - rank(b) || a.seq - b.seq)
          .slice(0, limit)
          .filter(({ id }) => inHand?.has(id) !== true);
      }),
    sending: (ids, at) =>
      write('sending', ids, () =>
        ids.filter((id) => {
          const row = rows.deliveries.get(id);
          if (row === undefined || !isOpen(row.state)) return false;
          const attempts = row.attempts + 1;
          rows.deliveries.set(id, { ...row, state: 'sending', attempts, notBefore: at });
          rows.moved.set(id, at);
          return true;
        }),
      ),
    settle: (id, state, notBefore) =>
      write('settle', id, () => {
        const row = rows.deliveries.get(id);
        if (row === undefined || isFinal(row.state)) return;
        if (isFinal(state) && rows.farewells.delete(id)) rows.deliveries.delete(id);
        else {
          const held = isOpen(state) && notBefore !== null ? { notBefore } : {};
          rows.deliveries.set(id, { ...row, state, ...held });
          rows.moved.set(id, clock);
        }
      }),
    recover: () =>
      write('recover', null, () => {
        const lost = [...rows.deliveries.values()].filter(({ state }) => state === 'sending');
        for (const row of lost) rows.deliveries.set(row.id, { ...row, state: 'unknown' });
        return lost.length;
      }),
    hasten: (now, beyond) =>
      write('hasten', null, () => {
        const late = [...rows.deliveries.values()].filter(
          (row) => isOpen(row.state) && row.notBefore > now + beyond,
        );
        for (const row of late) rows.deliveries.set(row.id, { ...row, notBefore: now });
        return late.length;
      }),
    nextDue: () => look('nextDue', null, () => nextDue(rows)),
    due: (now, limit) =>
      look('due', now, () =>
        wakes(rows)
          .filter(({ at }) => at <= now)
          .slice(0, limit),
      ),
    next: () =>
      look('next', null, () => {
        let first = Infinity;
        for (const { nextWake } of rows.conversations.values())
          first = Math.min(first, nextWake ?? Infinity);
        return first === Infinity ? null : first;
      }),
    entries: (id) =>
      look('entries', id, () =>
        [...(rows.entries.get(id)?.values() ?? [])].toSorted((a, b) => a.at - b.at),
      ),
    keep: (hash, flow, source) =>
      write('keep', hash, () => {
        if (!rows.revisions.has(hash)) rows.revisions.set(hash, { flow, source });
      }),
    source: (hash) => look('source', hash, () => rows.revisions.get(hash) ?? null),
    idOf: (platformKey) => hmac(`id\n${platformKey}`) as ConversationId,
    tag: hmac,
    sweep: (now) => write('sweep', now, () => sweep(rows, now)),
    backup: () => Promise.resolve(),
    conversations: () => look('conversations', null, () => [...rows.conversations.keys()]),
    weigh: (id) =>
      look('weigh', id, () => ({
        version: rows.conversations.get(id)?.kept.version ?? null,
        entries: rows.entries.get(id)?.size ?? 0,
        deliveries: [...rows.deliveries.values()].filter(
          (one) => one.conversation === id && (isOpen(one.state) || one.state === 'sending'),
        ).length,
        keys: rows.conversations.has(id) ? 1 : 0,
      })),
    health: () => look('health', null, () => health(rows)),
    audit: (act) => write('audit', act, () => void rows.audit.push(act)),
    close: () => Promise.resolve(),
  };
  return store;

  async function run<T>(
    how: { operation: keyof Store; subject: unknown; writes: boolean },
    act: () => T,
  ): Promise<T> {
    if (dead) return never;
    await store.before(how.operation, how.subject);
    // Writes wait for their group: who looks meanwhile sees what was there before.
    if (how.writes) await Promise.resolve();
    if (dead) return never;
    const result = act();
    await Promise.resolve();
    return dead ? never : result;
  }
}

/** An empty disk. */
function emptyRows(): Rows {
  return {
    conversations: new Map(),
    causes: new Map(),
    failures: new Map(),
    deliveries: new Map(),
    moved: new Map(),
    farewells: new Set(),
    entries: new Map(),
    revisions: new Map(),
    audit: [],
    seq: 0,
  };
}

/** What a value is after it rested as JSON. */
function recoded<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function commit(rows: Rows, turn: Commit): Committed {
  if (rows.causes.has(turn.cause)) return 'duplicate';
  const { conversation } = turn;
  const id = conversation?.id ?? turn.of ?? turn.deliveries[0]?.conversation;
  if (id === undefined) throw new Error('a turn that forgets does not say whom');
  if ((rows.conversations.get(id)?.kept.version ?? null) !== turn.was) return 'conflict';
  if (conversation !== null && conversation.version <= (turn.was ?? 0))
    throw new Error(`turn of ${id} does not count its version`);
  for (const delivery of turn.deliveries) {
    if (delivery.conversation !== id) throw new Error(`a delivery of ${id} goes elsewhere`);
    if (rows.deliveries.has(delivery.id)) throw new Error(`delivery ${delivery.id} is there`);
  }
  rows.causes.set(turn.cause, turn.at);
  if (conversation === null) forget(rows, id);
  else {
    for (const row of rows.deliveries.values()) {
      if (row.conversation !== id || isFinal(row.state) || !turn.cancel.includes(row.class))
        continue;
      const over =
        row.state === 'sending'
          ? { expiresAt: Math.min(row.expiresAt ?? turn.at, turn.at) }
          : { state: 'cancelled' as const };
      rows.deliveries.set(row.id, { ...row, ...over });
      rows.moved.set(row.id, turn.at);
    }
    rows.conversations.set(id, { kept: recoded(conversation), nextWake: turn.nextWake });
    const entries = rows.entries.get(id) ?? new Map<string, Entry>();
    for (const key of turn.retract) entries.delete(key);
    for (const entry of turn.record) entries.set(entry.key, recoded(entry));
    rows.entries.set(id, entries);
  }
  for (const delivery of turn.deliveries) {
    rows.seq += 1;
    if (conversation === null) rows.farewells.add(delivery.id);
    rows.deliveries.set(delivery.id, { ...recoded(delivery), seq: rows.seq });
    rows.moved.set(delivery.id, turn.at);
  }
  return 'committed';
}

function forget(rows: Rows, id: ConversationId): void {
  rows.conversations.delete(id);
  rows.entries.delete(id);
  for (const row of rows.deliveries.values())
    if (row.conversation === id) rows.deliveries.delete(row.id);
}

function live(
  rows: Rows,
  flow: FlowId,
): readonly { conversation: ConversationId; revision: RevisionHash }[] {
  return [...rows.conversations.values()].flatMap(({ kept }) => {
    if (kept.kind !== 'member') return [];
    const pinned = kept.sessions.filter((session) => session.flow === flow);
    return [...new Set(pinned.map(({ revision }) => revision))].map((revision) => ({
      conversation: kept.id,
      revision,
    }));
  });
}

/** What is on its way, lane by lane, in order. */
function lanes(rows: Rows): readonly (readonly Delivery[])[] {
  const found = new Map<ConversationId, Delivery[]>();
  for (const row of rows.deliveries.values()) {
    if (isFinal(row.state)) continue;
    const lane = found.get(row.conversation);
    if (lane === undefined) found.set(row.conversation, [row]);
    else lane.push(row);
  }
  return [...found.values()].map((lane) => lane.toSorted((a, b) => a.seq - b.seq));
}

/** What may go first in each lane; what is unsolicited and waits for its instant holds back only its like. */
function heads(rows: Rows, now: Millis): readonly Delivery[] {
  return lanes(rows).flatMap((lane) => {
    const open = lane.filter(({ state }) => isOpen(state));
    const safety = open.find((one) => one.class === 'safety' && one.notBefore <= now);
    if (safety !== undefined) return safety;
    if (lane.some(({ state }) => state === 'sending')) return [];
    const asked = open.find((one) => one.class !== 'unsolicited');
    return [open[0], asked].find((one) => one !== undefined && one.notBefore <= now) ?? [];
  });
}

function nextDue(rows: Rows): Millis | null {
  const instants = lanes(rows).flatMap((lane) => {
    const open = lane.filter(({ state }) => isOpen(state));
    const safety = open.filter((one) => one.class === 'safety');
    const busy = lane.some(({ state }) => state === 'sending');
    const asked = open.find((one) => one.class !== 'unsolicited');
    return [...safety, ...(busy ? [] : [open[0], asked])].flatMap((one) => one?.notBefore ?? []);
  });
  return instants.length === 0 ? null : Math.min(...instants);
}

function wakes(rows: Rows): readonly { conversation: ConversationId; at: Millis }[] {
  return [...rows.conversations]
    .flatMap(([conversation, { nextWake: at }]) => (at === null ? [] : [{ conversation, at }]))
    .toSorted((a, b) => a.at - b.at);
}

const threeDays = 72 * 3_600_000;
const thirtyDays = 30 * 86_400_000;

function sweep(rows: Rows, now: Millis): number {
  let gone = 0;
  const drop = <K, V>(map: Map<K, V>, isOver: (value: V) => boolean): void => {
    for (const [key, value] of map) if (isOver(value) && map.delete(key)) gone += 1;
  };
  const open = [...rows.deliveries.values()].filter(({ state }) => !isFinal(state));
  const since = Math.min(now - threeDays, ...open.map(({ createdAt }) => createdAt));
  drop(rows.causes, (at) => at < Math.max(since, now - thirtyDays));
  drop(
    rows.deliveries,
    ({ id, state }) => isFinal(state) && (rows.moved.get(id) ?? now) < now - threeDays,
  );
  drop(rows.failures, ({ at }) => at < now - thirtyDays);
  for (const entries of rows.entries.values())
    drop(entries, ({ until }) => until !== null && until <= now);
  return gone;
}

function health(rows: Rows): Awaited<ReturnType<Store['health']>> {
  return {
    schema: 0,
    integrity: 'ok',
    journalMode: 'memory',
    synchronous: 'off',
    rows: {
      conversation: rows.conversations.size,
      cause: rows.causes.size,
      delivery: rows.deliveries.size,
      audit: rows.audit.length,
    },
    quarantined: [...rows.failures.values()].filter(({ count }) => count >= 3).length,
  };
}

function rank({ class: kind }: Delivery): number {
  return kind === 'safety' ? 0 : 1;
}

function isOpen(state: DeliveryState): boolean {
  return state === 'pending' || state === 'unknown';
}

function isFinal(state: DeliveryState): boolean {
  return !isOpen(state) && state !== 'sending';
}

function hmac(text: string): string {
  return createHmac('sha256', 'a test key').update(text).digest('base64url').slice(0, 24);
}
