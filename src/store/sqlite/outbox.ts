import type { Delivery, DeliveryState } from '#conversation/delivery.ts';
import type { DeliveryId } from '#conversation/id.ts';
import type { Outbox } from '../store.ts';
import type { Connection } from './connection.ts';
import { deliveryRows, type DeliveryRow } from './delivery-rows.ts';

/** Deliveries as rows: the lanes are in the SQL. */
export function sqliteOutbox(connection: Connection): Outbox {
  const { db, rested, read, write, now } = connection;
  const rows = deliveryRows(connection);
  const safety = db.prepare(safetySql);
  const others = db.prepare(othersSql);
  const row = db.prepare(rowSql);
  const next = db.prepare(nextSql);
  const send = db.prepare(`
    update delivery set state = 'sending', attempts = attempts + 1, not_before = :at, moved = :at
    where id = :id and state in ('pending', 'unknown')`);
  const hold = db.prepare(`
    update delivery set state = ?, not_before = coalesce(?, not_before), moved = ?
    where id = ? and state in ('pending', 'unknown', 'sending')`);
  const finish = db.prepare(`
    update delivery set state = ?, payload = null, moved = ?
    where id = ? and sealed_by = 'conversation' and state in ('pending', 'unknown', 'sending')`);
  const bury = db.prepare(`
    update delivery set state = 'dead', moved = ? where id = ? and state in ('pending', 'unknown')`);
  const purge = db.prepare(`delete from delivery where id = ? and sealed_by = 'operator'`);
  const recover = db.prepare(`
    update delivery set state = 'unknown', moved = ? where state = 'sending'`);
  const hasten = db.prepare(`
    update delivery set not_before = :now
    where state in ('pending', 'unknown') and not_before > :now + :beyond`);

  return {
    undelivered: (at, limit, inHand) =>
      read(() => {
        const first = safety.all({ now: at, limit });
        const then = others.all({ now: at, limit: limit - first.length });
        return ([...first, ...then] as unknown as Found[]).flatMap(({ seq, id }) =>
          inHand?.has(id) === true ? [] : opened(row.get(seq)),
        );
      }),
    sending: (ids, at) => write(() => ids.filter((id) => send.run({ at, id }).changes === 1)),
    settle: (id, state, notBefore) => write(() => settle(id, state, notBefore)),
    recover: () => write(() => Number(recover.run(now()).changes)),
    hasten: (at, beyond) => write(() => Number(hasten.run({ now: at, beyond }).changes)),
    nextDue: () => read(() => (next.get() as { at: number | null }).at),
  };

  /** What nobody can read must not stand in front of the others for ever; it stays as it is until it is swept, since a key may yet be put right. */
  function opened(found: unknown): readonly Delivery[] {
    const each = found as DeliveryRow;
    try {
      return [rows.read(each)];
    } catch {
      void write(() => bury.run(now(), each.id)).catch(() => undefined);
      return [];
    }
  }

  function settle(id: Delivery['id'], state: DeliveryState, notBefore: number | null): void {
    if (state === 'sending') throw new Error(`delivery ${id} is not settled by sending it`);
    if (state === 'pending' || state === 'unknown') {
      hold.run(state, notBefore, now(), id);
      return;
    }
    if (finish.run(state, now(), id).changes === 0) purge.run(id);
    rested.drop(id);
  }
}

interface Found {
  readonly seq: number;
  readonly id: DeliveryId;
}

/** What is on its way in the conversation of `each`, as `delivery_lane` indexes it. */
const lane = (name: string): string => `
  delivery as ${name} indexed by delivery_lane
  where ${name}.conversation = each.conversation
    and ${name}.state in ('pending', 'unknown', 'sending')`;

const isLaneBusy = `exists (select 1 from ${lane('busy')} and busy.state = 'sending')`;

/** `each` waits for something before it; what is unsolicited is waited for by its like alone. */
const isBehind = `exists (
  select 1 from ${lane('first')} and first.seq < each.seq
    and (first.class <> 'unsolicited' or each.class = 'unsolicited')
)`;

/** Where two may go, what is unsolicited and a reply behind it, the older one does. */
const isSecond = `exists (
  select 1 from (
    select head.seq, head.not_before from ${lane('head')} order by head.seq limit 1
  ) as head
  where head.seq < each.seq and head.not_before <= :now
)`;

const hasReadySafety = (before: string): string => `exists (
  select 1 from ${lane('safety')} and safety.state <> 'sending'
    and safety.class = 'safety' and safety.not_before <= :now ${before}
)`;

const open = `each.state in ('pending', 'unknown')`;

const safetySql = `
  select each.seq, each.id from delivery as each indexed by delivery_safety
  where each.class = 'safety' and ${open} and each.not_before <= :now
    and not ${hasReadySafety('and safety.seq < each.seq')}
  order by each.seq limit :limit`;

const othersSql = `
  select each.seq, each.id from delivery as each indexed by delivery_open
  where each.class <> 'safety' and ${open} and each.not_before <= :now
    and not ${isBehind} and not ${isLaneBusy} and not ${hasReadySafety('')} and not ${isSecond}
  order by each.seq limit :limit`;

/** The first in time that waits for nothing but time; of each kind the index ends the search. */
const nextSql = `
  select min(at) as at from (
    select min(each.not_before) as at from delivery as each indexed by delivery_safety
    where each.class = 'safety' and ${open}
    union all
    select at from (
      select each.not_before as at from delivery as each indexed by delivery_next
      where each.class <> 'safety' and ${open} and not ${isBehind} and not ${isLaneBusy}
      order by each.not_before limit 1
    )
  )`;

const rowSql = `
  select delivery.*, member_key.id as key_id
  from delivery left join member_key using (conversation)
  where seq = ?`;
