import { statSync } from 'node:fs';
import { timingSafeEqual } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import type { Keyring } from '../keyring.ts';
import { StoreError } from '../store.ts';
import { isBrokenLog } from './broken-log.ts';
import { isWordForWord, schemaOf } from './migrate.ts';
import { refusalAtSight, refused } from './refusal.ts';

/**
 * Looks at a database before it is opened for writing, and refuses one that must not be: through a connection that
 * cannot write, so that not even a log left by a crash is folded in. A file that is not there is a store to come.
 * `isAlone`: no other service writes to the log.
 */
export function lookOver(file: string, keys: Keyring, isAlone: boolean): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw noFile(file);
  if (found.size === 0) throw empty(file);
  if (found.size < leastSize) throw refused('damaged', file);
  // Before SQLite reads it: what is broken in its middle would be taken for its end, and lost.
  if (isAlone && isBrokenLog(`${file}-wal`)) throw brokenLog(file);
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    const schema = schemaOf(db, file);
    if (schema === 0) return;
    if (!isWordForWord(db, schema)) throw refused('damaged', file);
    checkKey(db, keys, file);
    const sound = db.prepare('pragma integrity_check(1)').get()?.['integrity_check'];
    if (sound !== 'ok') throw refused('damaged', file);
  } catch (error) {
    throw refusalAtSight(error, file);
  } finally {
    db.close();
  }
}

/** SQLite takes what is smaller than any page for a new database, and would write over it. */
export const leastSize = 512;

/** Refuses a key that is not the one this store, which has a schema, was made with. */
export function checkKey(db: DatabaseSync, keys: Keyring, file: string): void {
  const proof = db.prepare(`select value from store where name = 'key'`).get()?.['value'];
  if (proof instanceof Uint8Array && proof.length === keys.proof.length) {
    if (timingSafeEqual(proof, keys.proof)) return;
  }
  throw new StoreError(
    'wrong-key',
    `This key does not open ${file}. Give the key the store was made with (MOORING_KEY, or its key file); if \`mooring change-key\` was broken off, run it again. Nothing was changed.`,
  );
}

function empty(file: string): StoreError {
  return new StoreError(
    'damaged',
    `The store ${file} is empty. Nothing was changed. If people talked to it before, put the last backup in place with \`mooring restore <backup> --replace\`; if nobody ever did, remove the file.`,
  );
}

function noFile(file: string): StoreError {
  return new StoreError(
    'read-only',
    `${file} is not a file, so no store can be there. Nothing was changed. Name another folder in MOORING_DATA.`,
  );
}

function brokenLog(file: string): StoreError {
  return new StoreError(
    'damaged',
    `The write-ahead log ${file}-wal is damaged before its end: what was said last is in it and cannot be read. Nothing was overwritten. Keep a copy of the folder, then put the last backup in place with \`mooring restore <backup> --replace\`; to go on without what was said last, move ${file}-wal away.`,
  );
}
