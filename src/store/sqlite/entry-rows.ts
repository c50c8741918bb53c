import type { Entry } from '#conversation/entry.ts';
import type { ConversationId } from '#conversation/id.ts';
import { broken, seal, unseal } from '../seal.ts';
import type { Connection } from './connection.ts';
import type { DataKey } from './data-keys.ts';

/** Journal entries in and out of their rows. A key names a flow and a step, so it rests as a digest and inside the body. */
export interface EntryRows {
  put(conversation: ConversationId, entry: Entry, key: DataKey): void;
  remove(conversation: ConversationId, key: string): void;
  /** Oldest first; the same instant, first kept first. */
  all(conversation: ConversationId): readonly Entry[];
}

/** The translation of one connection. */
export function entryRows({ db, keys, dataKeys }: Connection): EntryRows {
  const put = db.prepare(`
    insert into entry (conversation, key, at, until, body) values (?, ?, ?, ?, ?)
    on conflict (conversation, key)
    do update set at = excluded.at, until = excluded.until, body = excluded.body`);
  const remove = db.prepare('delete from entry where conversation = ? and key = ?');
  const select = db.prepare(`
    select entry.key, entry.body, member_key.id as key_id
    from entry join member_key using (conversation)
    where conversation = ? order by entry.at, entry.rowid`);
  const rest = (conversation: ConversationId, key: string): Uint8Array =>
    keys.digest('entry', `${conversation}\n${key}`);

  return {
    put(conversation, entry, { key }) {
      const at = rest(conversation, entry.key);
      const body = seal(key, placeOf(conversation, at), JSON.stringify(entry));
      put.run(conversation, at, entry.at, entry.until, body);
    },
    remove(conversation, key) {
      remove.run(conversation, rest(conversation, key));
    },
    all(conversation) {
      const rows = select.all(conversation) as unknown as Row[];
      return rows.map((row) => {
        const key = dataKeys.of(conversation, row.key_id);
        const place = placeOf(conversation, row.key);
        if (key === null) throw broken(place);
        return JSON.parse(unseal(key.key, place, row.body).toString()) as Entry;
      });
    },
  };
}

interface Row {
  readonly key: Uint8Array;
  readonly body: Uint8Array;
  readonly key_id: string;
}

function placeOf(conversation: ConversationId, key: Uint8Array) {
  return { table: 'entry', row: Buffer.from(key).toString('hex'), conversation };
}
