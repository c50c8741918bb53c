import { conversationIn, type Body } from '#conversation/body/conversation-in.ts';
import type { ConversationId, RevisionHash } from '#conversation/id.ts';
import { broken } from '../seal.ts';
import { StoreError, type Turns } from '../store.ts';
import { committer } from './commit.ts';
import type { Connection } from './connection.ts';
import type { Forget } from './forget.ts';

/** Turns as rows. */
export function sqliteTurns(connection: Connection, forget: Forget): Turns {
  const { db, keys, dataKeys, rested, read, write } = connection;
  const commit = committer(connection, forget);
  const select = db.prepare('select key_id, body from conversation where id = ?');
  const cause = db.prepare('select 1 from cause where id = ?');
  const fail = db.prepare(`
    insert into failure (cause, conversation, count, at) values (?, ?, 1, ?)
    on conflict (cause) do update set count = count + 1, at = excluded.at
    returning count`);
  const live = db.prepare(`
    select conversation, hash as revision from live_session where flow = ? order by conversation limit ?`);

  return {
    load: (id) =>
      read(() => {
        const row = select.get(id) as { key_id: string; body: Uint8Array } | undefined;
        if (row === undefined) return null;
        const key = dataKeys.of(id, row.key_id);
        const place = { table: 'conversation', row: id, conversation: id };
        if (key === null) throw broken(place);
        const conversation = conversationIn(rested.open(key.key, place, row.body) as Body);
        if (conversation === null) throw tooNew(id);
        return conversation;
      }),
    commit: (turn) => write(() => commit(turn)),
    heard: (id) => read(() => cause.get(keys.digest('cause', id)) !== undefined),
    failed: (id, conversation, at) =>
      write(() => Number(fail.get(keys.digest('cause', id), conversation, at)?.['count'])),
    live: (flow, limit) =>
      read(
        () =>
          live.all(flow, limit) as unknown as {
            conversation: ConversationId;
            revision: RevisionHash;
          }[],
      ),
  };
}

function tooNew(id: ConversationId): StoreError {
  return new StoreError(
    'newer',
    `Conversation ${id} was written by a later Mooring. Nothing of it was changed. Start the later version again.`,
  );
}
