import { createHmac } from 'node:crypto';
import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
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
  readonly causes: Set<CauseId>;
  readonly failures: Map<CauseId, number>;
  readonly deliveries: Map<DeliveryId, Delivery>;
  readonly entries: Map<ConversationId, Map<string, Entry>>;
  readonly revisions: Map<RevisionHash, { flow: FlowId; source: string }>;
  seq: number;
}

/** Opens a store over `rows`. */
export function memoryStore(rows: Rows = emptyRows()): MemoryStore {
  let dead = false;
  const never = new Promise<never>(() => {});
  const store: MemoryStore = {
    rows,
    before: () => {},
    kill: () => {
      dead = true;
    },
    load: (id) => run('load', id, () => rows.conversations.get(id)?.kept ?? null),
    commit: (turn) => run('commit', turn, () => commit(rows, turn)),
    heard: (cause) => run('heard', cause, () => rows.causes.has(cause)),
    failed: (cause) =>
      run('failed', cause, () => {
        const count = (rows.failures.get(cause) ?? 0) + 1;
        rows.failures.set(cause, count);
        return count;
      }),
    live: (flow, limit) =>
      run('live', flow, () =>
        [...rows.conversations.values()]
          .flatMap(({ kept }) =>
            kept.kind === 'member'
              ? kept.sessions
                  .filter((session) => session.flow === flow)
                  .map(({ revision }) => ({ conversation: kept.id, revision }))
              : [],
          )
          .slice(0, limit),
      ),
    undelivered: (now, limit) => run('undelivered', now, () => undelivered(rows, now, limit)),
    sending: (ids) =>
      run('sending', ids, () =>
        ids.filter((id) => {
          const row = rows.deliveries.get(id);
          if (row === undefined || !isOpen(row)) return false;
          rows.deliveries.set(id, { ...row, state: 'sending', attempts: row.attempts + 1 });
          return true;
        }),
      ),
    settle: (id, state, notBefore) =>
      run('settle', id, () => {
        const row = rows.deliveries.get(id);
        if (row === undefined || !(isOpen(row) || row.state === 'sending')) return;
        rows.deliveries.set(id, { ...row, state, notBefore: notBefore ?? row.notBefore });
      }),
    recover: () =>
      run('recover', null, () => {
        const lost = [...rows.deliveries.values()].filter(({ state }) => state === 'sending');
        for (const row of lost) rows.deliveries.set(row.id, { ...row, state: 'unknown' });
        return lost.length;
      }),
    nextDue: () =>
      run('nextDue', null, () => earliest([...rows.deliveries.values()].filter(isOpen))),
    due: (now, limit) =>
      run('due', now, () =>
        [...rows.conversations]
          .flatMap(([conversation, { nextWake: at }]) =>
            at !== null && at <= now ? [{ conversation, at }] : [],
          )
          .toSorted((a, b) => a.at - b.at)
          .slice(0, limit),
      ),
    next: () =>
      run('next', null, () => {
        const instants = [...rows.conversations.values()].flatMap(({ nextWake }) => nextWake ?? []);
        return instants.length === 0 ? null : Math.min(...instants);
      }),
    entries: (id) => run('entries', id, () => [...(rows.entries.get(id)?.values() ?? [])]),
    keep: (hash, flow, source) =>
      run('keep', hash, () => void rows.revisions.set(hash, { flow, source })),
    source: (hash) => run('source', hash, () => rows.revisions.get(hash) ?? null),
    idOf: (platformKey) => hmac(`id\n${platformKey}`) as ConversationId,
    tag: hmac,
    sweep: () => run('sweep', null, () => 0),
    backup: () => Promise.resolve(),
    conversations: () => run('conversations', null, () => [...rows.conversations.keys()]),
    health: () => Promise.reject(new Error('a memory store has no health')),
    audit: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return store;

  async function run<T>(operation: keyof Store, subject: unknown, act: () => T): Promise<T> {
    if (dead) return never;
    await store.before(operation, subject);
    if (dead) return never;
    const result = structuredClone(act());
    await Promise.resolve();
    return dead ? never : result;
  }
}

/** An empty disk. */
function emptyRows(): Rows {
  return {
    conversations: new Map(),
    causes: new Set(),
    failures: new Map(),
    deliveries: new Map(),
    entries: new Map(),
    revisions: new Map(),
    seq: 0,
  };
}

function commit(rows: Rows, turn: Commit): Committed {
  if (rows.causes.has(turn.cause)) return 'duplicate';
  const id = turn.conversation?.id ?? turn.of ?? turn.deliveries[0]?.conversation;
  if (id === undefined) throw new Error('a turn that forgets does not say whom');
  if ((rows.conversations.get(id)?.kept.version ?? null) !== turn.was) return 'conflict';
  rows.causes.add(turn.cause);
  for (const row of rows.deliveries.values()) {
    if (row.conversation !== id || !isOpen(row)) continue;
    if (turn.conversation !== null && !turn.cancel.includes(row.class)) continue;
    rows.deliveries.set(row.id, { ...row, state: 'cancelled' });
  }
  if (turn.conversation === null) {
    rows.conversations.delete(id);
    rows.entries.delete(id);
  } else {
    rows.conversations.set(id, {
      kept: structuredClone(turn.conversation),
      nextWake: turn.nextWake,
    });
    const entries = rows.entries.get(id) ?? new Map<string, Entry>();
    for (const key of turn.retract) entries.delete(key);
    for (const entry of turn.record) entries.set(entry.key, structuredClone(entry));
    rows.entries.set(id, entries);
  }
  for (const delivery of turn.deliveries) {
    if (rows.deliveries.has(delivery.id)) throw new Error(`delivery ${delivery.id} is there`);
    rows.seq += 1;
    rows.deliveries.set(delivery.id, { ...structuredClone(delivery), seq: rows.seq });
  }
  return 'committed';
}

function undelivered(rows: Rows, now: Millis, limit: number): readonly Delivery[] {
  const all = [...rows.deliveries.values()];
  const open = all.filter(isOpen);
  return open
    .filter((each) => {
      if (each.notBefore > now) return false;
      const lane = open.filter(({ conversation }) => conversation === each.conversation);
      const safety = lane.filter((one) => one.class === 'safety' && one.notBefore <= now);
      if (each.class === 'safety') return !safety.some(({ seq }) => seq < each.seq);
      const busy = all.some(
        ({ conversation, state }) => conversation === each.conversation && state === 'sending',
      );
      return !busy && safety.length === 0 && !lane.some((first) => isBehind(each, first, now));
    })
    .toSorted((a, b) => rank(a) - rank(b) || a.seq - b.seq)
    .slice(0, limit);
}

/** What is unsolicited and waits for its instant holds back only what is unsolicited too. */
function isBehind(each: Delivery, first: Delivery, now: Millis): boolean {
  if (first.seq >= each.seq) return false;
  return !(first.class === 'unsolicited' && each.class !== 'unsolicited' && first.notBefore > now);
}

function rank({ class: kind }: Delivery): number {
  return kind === 'safety' ? 0 : 1;
}

function isOpen({ state }: Delivery): boolean {
  return state === 'pending' || state === 'unknown';
}

function earliest(rows: readonly Delivery[]): Millis | null {
  return rows.length === 0 ? null : Math.min(...rows.map(({ notBefore }) => notBefore));
}

function hmac(text: string): string {
  return createHmac('sha256', 'a test key').update(text).digest('base64url').slice(0, 24);
}
