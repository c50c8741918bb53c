import type { Delivery, DeliveryState } from '#conversation/delivery.ts';
import type { Outbox } from '../store.ts';
import type { Connection } from './connection.ts';
import { deliveryRows, type DeliveryRow } from './delivery-rows.ts';

/** Deliveries as rows: the lanes are in the SQL. */
export function sqliteOutbox(connection: Connection): Outbox {
  const { db, read, write, now } = connection;
  const rows = deliveryRows(connection);
  const due = db.prepare(dueSql);
  const next = db.prepare(nextSql);
  const send = db.prepare(`
    update delivery set state = 'sending', attempts = attempts + 1, moved = ?
    where id = ? and state in ('pending', 'unknown')`);
  const hold = db.prepare(`
    update delivery set state = ?, not_before = coalesce(?, not_before), moved = ?
    where id = ? and state in ('pending', 'unknown', 'sending')`);
  const finish = db.prepare(`
    update delivery set state = ?, payload = null, moved = ?
    where id = ? and sealed_by = 'conversation' and state in ('pending', 'unknown', 'sending')`);
  const purge = db.prepare(`delete from delivery where id = ? and sealed_by = 'operator'`);
  const recover = db.prepare(`
    update delivery set state = 'unknown', moved = ? where state = 'sending'`);

  return {
    undelivered: (at, limit) =>
      read(() =>
        (due.all({ now: at, limit }) as unknown as DeliveryRow[]).flatMap((row) => {
          try {
            return [rows.read(row)];
          } catch {
            // What nobody can read any more must not stand in front of the others for ever.
            void write(() => settle(row.id, 'dead', null)).catch(() => undefined);
            return [];
          }
        }),
      ),
    sending: (ids, at) => write(() => ids.filter((id) => send.run(at, id).changes === 1)),
    settle: (id, state, notBefore) => write(() => settle(id, state, notBefore)),
    recover: () => write(() => Number(recover.run(now()).changes)),
    nextDue: () => read(() => (next.get() as { at: number } | undefined)?.at ?? null),
  };

  function settle(id: Delivery['id'], state: DeliveryState, notBefore: number | null): void {
    if (state === 'sending') throw new Error(`delivery ${id} is not settled by sending it`);
    if (state === 'pending' || state === 'unknown') hold.run(state, notBefore, now(), id);
    else if (finish.run(state, now(), id).changes === 0) purge.run(id);
  }
}

const open = `state in ('pending', 'unknown')`;

/** `each` waits for something before it; what is unsolicited is waited for by its like alone. */
const isBehind = `exists (
  select 1 from delivery as first
  where first.conversation = each.conversation and first.seq < each.seq and first.${open}
    and (first.class <> 'unsolicited' or each.class = 'unsolicited')
)`;

/** Where two may go, what is unsolicited and a reply behind it, the older one does. */
const isSecond = `exists (
  select 1 from (
    select head.seq, head.not_before from delivery as head
    where head.conversation = each.conversation and head.${open}
    order by head.seq limit 1
  ) as head
  where head.seq < each.seq and head.not_before <= :now
)`;

const isLaneBusy = `exists (
  select 1 from delivery as busy
  where busy.conversation = each.conversation and busy.state = 'sending'
)`;

const hasReadySafety = (before: string): string => `exists (
  select 1 from delivery as safety
  where safety.conversation = each.conversation and safety.${open}
    and safety.class = 'safety' and safety.not_before <= :now ${before}
)`;

const dueSql = `
  select each.*, member_key.id as key_id
  from delivery as each left join member_key using (conversation)
  where each.${open} and each.not_before <= :now and case each.class
    when 'safety' then not ${hasReadySafety('and safety.seq < each.seq')}
    else not ${isLaneBusy} and not ${hasReadySafety('')} and not ${isBehind} and not ${isSecond}
  end
  order by each.class <> 'safety', each.seq
  limit :limit`;

const nextSql = `
  select each.not_before as at
  from delivery as each
  where each.${open} and (each.class = 'safety' or not ${isLaneBusy} and not ${isBehind})
  order by each.not_before
  limit 1`;
