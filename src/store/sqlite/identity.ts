import type { DatabaseSync } from 'node:sqlite';
import type { Keyring } from '../keyring.ts';
import { seal, unseal } from '../seal.ts';

const place = { table: 'store', row: 'identity', conversation: '' };

/** What the store's ids derive from, where its key was changed; `null` where they derive from the operator's key itself. */
export function identityIn(db: DatabaseSync, { operator }: Keyring): Uint8Array | null {
  const row = db.prepare(`select value from store where name = 'identity'`).get();
  const sealed = row?.['value'];
  return sealed instanceof Uint8Array ? unseal(operator, place, sealed) : null;
}

/** Keeps it under another key of the operator's, inside the caller's transaction. */
export function keepIdentity(db: DatabaseSync, { operator }: Keyring, identity: Uint8Array): void {
  db.prepare(
    `insert into store (name, value) values ('identity', ?)
     on conflict (name) do update set value = excluded.value`,
  ).run(seal(operator, place, identity));
}
