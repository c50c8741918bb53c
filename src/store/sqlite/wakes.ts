import type { ConversationId, Millis } from '#conversation/id.ts';
import type { Wakes } from '../store.ts';
import type { Connection } from './connection.ts';

/** Time as a column with an index. */
export function sqliteWakes({ db, read }: Connection): Wakes {
  const due = db.prepare(`
    select id as conversation, next_wake as at from conversation
    where next_wake <= ? order by next_wake, rowid limit ?`);
  const next = db.prepare(
    'select min(next_wake) as at from conversation where next_wake is not null',
  );
  return {
    due: (now, limit) =>
      read(() => due.all(now, limit) as unknown as { conversation: ConversationId; at: Millis }[]),
    next: () => read(() => (next.get() as { at: Millis | null }).at),
  };
}
