import type { ConversationId } from '#conversation/id.ts';
import type { Upkeep } from '../store.ts';
import { backupTo } from './backup-to.ts';
import type { Connection } from './connection.ts';
import { healthOf } from './health.ts';

const threeDays = 72 * 3_600_000;
const thirtyDays = 30 * 86_400_000;

/**
 * Housekeeping: platforms redeliver for hours, so causes and settled deliveries are kept 72 h; failures, for `doctor`, 30 days.
 * What is still on its way may yet report a second time after a long downtime, so causes since then are kept too, 30 days at most.
 */
export function sqliteUpkeep(connection: Connection): Upkeep {
  const { db, file, read, write, scrub, close } = connection;
  const sweeps = [
    {
      age: threeDays,
      sql: `delete from delivery where moved < ? and state in ('sent', 'dead', 'expired', 'cancelled')`,
    },
    { age: 0, sql: 'delete from entry where until <= ?' },
    { age: thirtyDays, sql: 'delete from failure where at < ?' },
  ].map(({ age, sql }) => ({ age, statement: db.prepare(sql) }));
  const uncause = db.prepare(`
    delete from cause where at < max(:month, min(:days, coalesce(
      (select min(created) from delivery where state in ('pending', 'unknown', 'sending')), :days)))`);
  const ids = db.prepare('select id from conversation order by rowid');
  const entries = db.prepare('select count(*) as count from entry where conversation = ?');
  const deliveries = db.prepare(`
    select count(*) as count from delivery
    where conversation = ? and state in ('pending', 'unknown', 'sending')`);
  const version = db.prepare('select version from conversation where id = ?');
  const keys = db.prepare('select count(*) as count from member_key where conversation = ?');
  const note = db.prepare('insert into audit (at, act, conversation) values (?, ?, ?)');

  return {
    sweep: (now) =>
      write(() => {
        const since = { days: now - threeDays, month: now - thirtyDays };
        let gone = Number(uncause.run(since).changes);
        for (const { age, statement } of sweeps) gone += Number(statement.run(now - age).changes);
        if (gone > 0) scrub();
        return gone;
      }),
    backup: (to) => backupTo(connection, to),
    conversations: () => read(() => (ids.all() as { id: ConversationId }[]).map((row) => row.id)),
    weigh: (id) =>
      read(() => {
        const counted = (statement: typeof entries) => Number(statement.get(id)?.['count']);
        return {
          version: (version.get(id)?.['version'] ?? null) as number | null,
          entries: counted(entries),
          deliveries: counted(deliveries),
          keys: counted(keys),
        };
      }),
    health: () => read(() => healthOf(db, file)),
    audit: (act, conversation, at) => write(() => void note.run(at, act, conversation)),
    close: () => read(close),
  };
}
