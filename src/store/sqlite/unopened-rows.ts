import { createSecretKey, type KeyObject } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { conversationIn, type Body } from '#conversation/body/conversation-in.ts';
import type { Keyring } from '../keyring.ts';
import { unseal } from '../seal.ts';
import { operatorsRows, placeOf, sealedTables, type SealedRow } from './sealed-rows.ts';

/** Rows that nobody can open any more, and how many people they are of. */
export interface Unopened {
  readonly rows: number;
  readonly people: number;
  /** Conversations that open, and that a later Mooring wrote. */
  readonly newer: number;
}

/** Opens every row with its key, and counts those that do not open: changed, moved, without a key, or at another version than they say. */
export function unopenedRows(db: DatabaseSync, keys: Keyring): Unopened {
  const people = new Set<string>();
  let rows = 0;
  let newer = 0;
  const tables = sealedTables.map(({ table, select }) => ({ table, select: db.prepare(select) }));
  const all = db.prepare(`
    select conversation.id, version, key_id, member_key.id as held, wrapped
    from conversation left join member_key on member_key.conversation = conversation.id`);

  function tell(conversation: string): void {
    rows += 1;
    people.add(conversation);
  }

  function opened(table: string, sealed: SealedRow, key: KeyObject): string | null {
    try {
      return unseal(key, placeOf(table, sealed), sealed.body).toString();
    } catch {
      tell(sealed.conversation);
      return null;
    }
  }

  for (const one of all.iterate() as Iterable<unknown> as Iterable<Held>) {
    const key = one.held === one.key_id ? unwrapped(one, keys) : null;
    if (key === null) {
      tell(one.id);
      continue;
    }
    for (const { table, select } of tables)
      for (const sealed of select.all(one.id) as unknown as readonly SealedRow[]) {
        const text = opened(table, sealed, key);
        if (table !== 'conversation' || text === null) continue;
        const body = JSON.parse(text) as Body;
        if (body['version'] !== one.version) tell(one.id);
        else if (conversationIn(body) === null) newer += 1;
      }
  }
  for (const sealed of db.prepare(operatorsRows).all() as unknown as readonly SealedRow[])
    opened('delivery', sealed, keys.operator);
  return { rows, people: people.size, newer };
}

interface Held {
  readonly id: string;
  readonly version: number;
  readonly key_id: string;
  readonly held: string | null;
  readonly wrapped: Uint8Array | null;
}

function unwrapped({ id, held, wrapped }: Held, { wrapping }: Keyring): KeyObject | null {
  if (held === null || wrapped === null) return null;
  try {
    const place = { table: 'member_key', row: held, conversation: id };
    return createSecretKey(unseal(wrapping, place, wrapped));
  } catch {
    return null;
  }
}
