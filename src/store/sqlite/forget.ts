import { conversationIn, type Body } from '#conversation/body/conversation-in.ts';
import type { ConversationId, DeliveryId } from '#conversation/id.ts';
import { unseal } from '../seal.ts';
import type { Connection } from './connection.ts';
import { deliveryRows } from './delivery-rows.ts';

/** Forgets people, and keeps them forgotten. Both run inside a transaction. */
export interface Forget {
  /** Destroys the key and every row of a conversation; its causes stay, as ids of nobody. Logged before it is committed. */
  readonly forget: (conversation: ConversationId) => void;
  /** Forgets again whoever the log names and this database still holds (it is a restored backup), and tells their communities. Gives how many. */
  readonly replay: () => number;
}

/** Forgetting on one connection. */
export function forgetter(connection: Connection): Forget {
  const { db, dataKeys, rested, erased, keys, now } = connection;
  const deliveries = deliveryRows(connection);
  const purges = [
    'delete from delivery where conversation = ?',
    'delete from entry where conversation = ?',
    'delete from live_session where conversation = ?',
    'update cause set conversation = null, turn = null where conversation = ?',
    'update failure set conversation = null where conversation = ?',
  ].map((sql) => db.prepare(sql));
  const keyOf = db.prepare('select id from member_key where conversation = ?');
  const remove = db.prepare('delete from conversation where id = ?');
  const held = db.prepare('select conversation, id from member_key');
  const body = db.prepare('select body from conversation where id = ?');
  const taken = db.prepare(`select value from store where name = 'erased'`);
  const take = db.prepare(`
    insert into store (name, value) values ('erased', ?)
    on conflict (name) do update set value = excluded.value`);

  function purge(conversation: ConversationId): void {
    for (const each of purges) each.run(conversation);
    dataKeys.destroy(conversation);
    rested.clear();
    remove.run(conversation);
    connection.scrub();
  }

  function tellCommunities(conversation: ConversationId, communities: readonly ConversationId[]) {
    for (const to of communities) {
      const at = now();
      deliveries.insert(
        {
          id: keys.tag(`erased again\n${conversation}\n${to}\n${at}`) as DeliveryId,
          conversation,
          class: 'safety',
          state: 'pending',
          report: false,
          createdAt: at,
          notBefore: at,
          expiresAt: null,
          attempts: 0,
          payload: { type: 'news', to, news: { type: 'erased', member: conversation } },
        },
        null,
      );
    }
  }

  function communitiesOf(conversation: ConversationId): readonly ConversationId[] {
    const row = body.get(conversation) as { body: Uint8Array } | undefined;
    const key = dataKeys.of(conversation);
    if (row === undefined || key === null) return [];
    const place = { table: 'conversation', row: conversation, conversation };
    const known = conversationIn(JSON.parse(unseal(key.key, place, row.body).toString()) as Body);
    return known?.kind === 'member' ? known.communities : [];
  }

  return {
    forget(conversation) {
      const key = keyOf.get(conversation) as { id: string } | undefined;
      if (key !== undefined) erased.append(conversation, key.id, now());
      purge(conversation);
      take.run(erased.size());
    },
    replay() {
      const before = Number(taken.get()?.['value'] ?? 0);
      if (before === erased.size()) return 0;
      const isForgotten = erased.forgotten();
      const again = (
        held.all() as unknown as { conversation: ConversationId; id: string }[]
      ).filter((each) => isForgotten(each.conversation, each.id));
      for (const { conversation } of again) {
        const communities = communitiesOf(conversation);
        purge(conversation);
        tellCommunities(conversation, communities);
      }
      // A log that lost something stays known as such, for `doctor`.
      if (erased.size() > before) take.run(erased.size());
      return again.length;
    },
  };
}
