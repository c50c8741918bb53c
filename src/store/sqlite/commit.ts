import { bodyOf } from '#conversation/body/conversation-in.ts';
import type { Conversation } from '#conversation/conversation.ts';
import type { ConversationId } from '#conversation/id.ts';
import type { Commit, Committed } from '../store.ts';
import type { Connection } from './connection.ts';
import type { DataKey } from './data-keys.ts';
import { deliveryRows } from './delivery-rows.ts';
import { entryRows } from './entry-rows.ts';
import type { Forget } from './forget.ts';
import { liveSessions } from './live-sessions.ts';

/** Keeps one turn inside the caller's transaction. What ends in `duplicate` or `conflict` leaves no trace. */
export function committer(connection: Connection, { forget }: Forget): (turn: Commit) => Committed {
  const { db, keys, dataKeys, rested, now } = connection;
  const deliveries = deliveryRows(connection);
  const entries = entryRows(connection);
  const live = liveSessions(connection);
  const hear = db.prepare(
    'insert into cause (id, conversation, turn, at) values (?, ?, ?, ?) on conflict do nothing',
  );
  const unhear = db.prepare('delete from cause where id = ?');
  const version = db.prepare('select version from conversation where id = ?');
  const insert = db.prepare(`
    insert into conversation (id, kind, version, next_wake, key_id, body) values (?, ?, ?, ?, ?, ?)`);
  const fill = db.prepare('update conversation set key_id = ?, body = ? where id = ?');
  const update = db.prepare(`
    update conversation set version = ?, next_wake = ?, body = ?
    where id = ? and version = ? and key_id = ?`);
  const cancel = db.prepare(`
    update delivery set state = 'cancelled', payload = null, moved = ?
    where conversation = ? and state in ('pending', 'unknown') and class = ?`);
  const lastTry = db.prepare(`
    update delivery set expires = :at
    where conversation = :id and state = 'sending' and class = :each and coalesce(expires, :at) >= :at`);

  function keep(turn: Commit): Committed {
    const cause = keys.digest('cause', turn.cause);
    const { conversation } = turn;
    const id = whose(turn);
    const heard = hear.run(cause, id, conversation?.version ?? null, turn.at);
    if (heard.changes === 0) return 'duplicate';
    const key = conversation === null ? erase(id, turn.was) : move(conversation, turn);
    if (key === 'conflict') {
      unhear.run(cause);
      return 'conflict';
    }
    if (key !== null) {
      for (const each of turn.cancel) {
        cancel.run(now(), id, each);
        lastTry.run({ at: turn.at, id, each });
      }
      for (const each of turn.retract) entries.remove(id, each);
      for (const each of turn.record) entries.put(id, each, key);
    }
    for (const each of turn.deliveries) deliveries.insert(each, key);
    return 'committed';
  }

  function erase(id: ConversationId, was: number | null): null | 'conflict' {
    if ((version.get(id)?.['version'] ?? null) !== was) return 'conflict';
    forget(id);
    return null;
  }

  function move(conversation: Conversation, { was, nextWake }: Commit): DataKey | 'conflict' {
    return was === null ? meet(conversation, nextWake) : goOn(conversation, was, nextWake);
  }

  function meet(conversation: Conversation, nextWake: number | null): DataKey | 'conflict' {
    const { id } = conversation;
    if (version.get(id) !== undefined) return 'conflict';
    // The rows refer to the conversation, so it stands first, and is filled when its key is made.
    insert.run(id, conversation.kind, conversation.version, nextWake, '', new Uint8Array());
    const key = dataKeys.create(id);
    fill.run(key.id, sealed(conversation, key), id);
    live.keep(conversation, null, key);
    return key;
  }

  function goOn(
    conversation: Conversation,
    was: number,
    nextWake: number | null,
  ): DataKey | 'conflict' {
    const { id } = conversation;
    if (conversation.version <= was) throw new Error(`turn of ${id} does not count its version`);
    const key = dataKeys.of(id);
    if (key === null) return 'conflict';
    const body = sealed(conversation, key);
    if (update.run(conversation.version, nextWake, body, id, was, key.id).changes === 0) {
      return 'conflict';
    }
    live.keep(conversation, was, key);
    return key;
  }

  function sealed(conversation: Conversation, { key }: DataKey): Uint8Array {
    const { id } = conversation;
    const place = { table: 'conversation', row: id, conversation: id };
    return rested.seal(key, place, bodyOf(conversation));
  }

  return keep;
}

function whose({ conversation, of, deliveries }: Commit): ConversationId {
  const id = conversation?.id ?? of ?? deliveries[0]?.conversation;
  if (id === undefined) throw new Error('a turn that forgets does not say whom: set `of`');
  if (deliveries.some((each) => each.conversation !== id)) {
    throw new Error(`a delivery of ${id} goes out in another conversation`);
  }
  return id;
}
