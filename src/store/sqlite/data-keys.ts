import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ConversationId } from '#conversation/id.ts';
import type { Keyring } from '../keyring.ts';
import { seal, unseal } from '../seal.ts';

/** A conversation's own data key, unwrapped. */
export interface DataKey {
  readonly id: string;
  readonly key: KeyObject;
  /** The rows of `live_session` as they stood at this version, so that a turn that changed none writes none. */
  live: { readonly version: number; readonly sessions: string } | null;
}

/** The conversations' data keys; the last ones used stay unwrapped in memory. */
export interface DataKeys {
  /** Makes, wraps and stores a key. */
  create(conversation: ConversationId): DataKey;
  /** The key of a conversation, or `null` where it has none; with `id`, this very key. */
  of(conversation: ConversationId, id?: string): DataKey | null;
  destroy(conversation: ConversationId): void;
  /** Forgets what is in memory; the store keeps. */
  clear(): void;
}

const mostInMemory = 8_192;

/** Keys as rows of `member_key`. */
export function dataKeys(db: DatabaseSync, keys: Keyring): DataKeys {
  const insert = db.prepare(
    'insert into member_key (conversation, id, wrapped_by, wrapped) values (?, ?, ?, ?)',
  );
  const select = db.prepare('select id, wrapped from member_key where conversation = ?');
  const remove = db.prepare('delete from member_key where conversation = ?');
  const memory = new Map<ConversationId, DataKey>();

  function remember(conversation: ConversationId, id: string, raw: Uint8Array): DataKey {
    const known = { id, key: createSecretKey(raw), live: null };
    const [oldest] = memory.keys();
    if (memory.size >= mostInMemory && oldest !== undefined) memory.delete(oldest);
    memory.set(conversation, known);
    return known;
  }

  return {
    create(conversation) {
      const id = randomBytes(9).toString('base64url');
      const raw = randomBytes(32);
      const wrapped = seal(keys.wrapping, { table: 'member_key', row: id, conversation }, raw);
      insert.run(conversation, id, keys.id, wrapped);
      return remember(conversation, id, raw);
    },
    of(conversation, id) {
      const known = memory.get(conversation);
      if (known !== undefined && (id === undefined || known.id === id)) return known;
      const row = select.get(conversation) as { id: string; wrapped: Uint8Array } | undefined;
      if (row === undefined || (id !== undefined && row.id !== id)) return null;
      const place = { table: 'member_key', row: row.id, conversation };
      return remember(conversation, row.id, unseal(keys.wrapping, place, row.wrapped));
    },
    destroy(conversation) {
      remove.run(conversation);
      memory.delete(conversation);
    },
    clear: () => memory.clear(),
  };
}
