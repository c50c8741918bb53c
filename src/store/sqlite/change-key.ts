import { randomBytes, createSecretKey, type KeyObject } from 'node:crypto';
import type { ConversationId, Millis } from '#conversation/id.ts';
import { keyring, type Keyring } from '../keyring.ts';
import { seal, unseal } from '../seal.ts';
import { connect, type Connection } from './connection.ts';
import { identityIn, keepIdentity } from './identity.ts';
import { operatorsRows, placeOf, sealedTables, type SealedRow } from './sealed-rows.ts';

/** A store, the key it opens with, and the one it is to open with. */
export interface KeyChange {
  readonly file: string;
  readonly key: Uint8Array;
  readonly newKey: Uint8Array;
  readonly now?: () => Millis;
  /** Told after each conversation. */
  readonly progress?: (done: number, all: number) => void;
}

/**
 * Writes everything anew: each conversation under a data key of its own that nobody saw before, those under the new key of the operator's.
 * All or nothing, in one transaction; ids stay, so that platforms, buttons and `erased.log` go on. Gives how many conversations.
 * Refuses while a service runs.
 */
export function changeKey(change: KeyChange): number {
  const { file, key, now } = change;
  const connection = connect({ file, key, lock: true, ...(now === undefined ? {} : { now }) });
  const { db } = connection;
  try {
    db.exec('begin immediate');
    const count = writeAnew(connection, change);
    db.exec('commit; pragma wal_checkpoint(truncate)');
    return count;
  } finally {
    if (db.isOpen && db.isTransaction) db.exec('rollback');
    connection.close();
  }
}

function writeAnew(connection: Connection, { key, newKey, progress }: KeyChange): number {
  const { db, keys: old } = connection;
  const identity = identityIn(db, old) ?? key;
  const fresh = keyring(newKey, identity);
  const select = db.prepare('select conversation, id, wrapped from member_key');
  const update = db.prepare(
    'update member_key set wrapped = ?, wrapped_by = ? where conversation = ?',
  );
  const reseal = resealing(connection);
  const all = select.all() as unknown as readonly WrappedKey[];
  for (const [index, { conversation, id, wrapped }] of all.entries()) {
    const place = { table: 'member_key', row: id, conversation };
    const before = createSecretKey(unseal(old.wrapping, place, wrapped));
    const raw = randomBytes(32);
    reseal.conversation(conversation, before, createSecretKey(raw));
    update.run(seal(fresh.wrapping, place, raw), fresh.id, conversation);
    progress?.(index + 1, all.length);
  }
  reseal.operator(old, fresh);
  keepIdentity(db, fresh, identity);
  db.prepare(`update store set value = ? where name = 'key'`).run(fresh.proof);
  db.prepare(`insert into audit (at, act, conversation) values (?, 'change-key', null)`).run(
    connection.now(),
  );
  return all.length;
}

interface WrappedKey {
  readonly conversation: ConversationId;
  readonly id: string;
  readonly wrapped: Uint8Array;
}

/** Every column that is sealed, by the key that seals it. */
function resealing({ db }: Connection) {
  const kinds = sealedTables.map(({ table, select, update }) => ({
    table,
    select: db.prepare(select),
    update: db.prepare(update),
  }));
  const operators = db.prepare(operatorsRows);
  const move = (table: string, sealed: SealedRow, from: KeyObject, to: KeyObject): Uint8Array => {
    const place = placeOf(table, sealed);
    return seal(to, place, unseal(from, place, sealed.body));
  };
  return {
    conversation(id: ConversationId, from: KeyObject, to: KeyObject): void {
      for (const { table, select, update } of kinds)
        for (const sealed of select.all(id) as unknown as readonly SealedRow[])
          update.run(move(table, sealed, from, to), sealed.row);
    },
    operator(from: Keyring, to: Keyring): void {
      const update = db.prepare('update delivery set payload = ? where seq = ?');
      for (const sealed of operators.all() as unknown as readonly SealedRow[])
        update.run(move('delivery', sealed, from.operator, to.operator), sealed.row);
    },
  };
}
