import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Millis } from '#conversation/id.ts';
import { erasedLog, type ErasedLog } from '../erased-log.ts';
import { keyring, type Keyring } from '../keyring.ts';
import { makeFolder } from '../make-folder.ts';
import { dataKeys, type DataKeys } from './data-keys.ts';
import { groupWriter } from './group-writer.ts';
import { identityIn } from './identity.ts';
import { checkKey, lookOver } from './look-over.ts';
import { makePrivate } from './make-private.ts';
import { migrate, schemaOf } from './migrate.ts';
import { refusal } from './refusal.ts';
import { rested, type Rested } from './rested.ts';
import { sameFiles } from './same-files.ts';
import { holderOf, takeServiceLock, type ServiceLock } from './service-lock.ts';

/** Where a store is, what opens it, and how. */
export interface SqliteOptions {
  /** The database; it and its folder are made where they are not. `-wal`, `-shm`, `.lock` and `erased.log` lie beside it. */
  readonly file: string;
  /** The operator's key, 32 bytes: `findKey`. */
  readonly key: Uint8Array;
  /** True for the one process that runs the service loops; commands that work beside it say false. */
  readonly lock: boolean;
  /** The clock, for what has no instant of its own. */
  readonly now?: () => Millis;
  /** `off` is for simulations alone: a power cut may then lose everything. */
  readonly synchronous?: 'full' | 'off';
}

/** An open database and what every port needs of it. */
export interface Connection {
  readonly file: string;
  readonly db: DatabaseSync;
  readonly keys: Keyring;
  readonly dataKeys: DataKeys;
  readonly rested: Rested;
  readonly erased: ErasedLog;
  readonly now: () => Millis;
  /** Looks at what is committed. */
  readonly read: <T>(job: () => T) => Promise<T>;
  /** Writes with the next group: see `GroupWriter`. */
  readonly write: <T>(job: () => T) => Promise<T>;
  /** Runs the write-ahead log out of the file behind the next commit: what was destroyed is not to be found in it. */
  readonly scrub: () => void;
  readonly close: () => void;
}

/** Opens, checks and migrates a database, or refuses with a `StoreError` and leaves it as it was. */
export function connect(options: SqliteOptions): Connection {
  const { file } = options;
  let lock: ServiceLock | null = null;
  let db: DatabaseSync | null = null;
  try {
    makeFolder(dirname(file));
    lock = options.lock ? takeServiceLock(file) : null;
    const keys = keyring(options.key);
    lookOver(file, keys, lock !== null || holderOf(file) === null);
    makePrivate(file);
    db = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
    prepare(db, keys, options);
    const identity = identityIn(db, keys);
    const ring = identity === null ? keys : keyring(options.key, identity);
    return connection(db, ring, options, lock);
  } catch (error) {
    db?.close();
    lock?.release();
    throw refusal(error, file);
  }
}

function prepare(db: DatabaseSync, keys: Keyring, options: SqliteOptions): void {
  schemaOf(db, options.file);
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = ${options.synchronous ?? 'full'};
    pragma fullfsync = on;
    pragma secure_delete = on;
    pragma wal_autocheckpoint = 4000;
    pragma cache_size = -16000;
    begin immediate`);
  try {
    if (schemaOf(db, options.file) > 0) checkKey(db, keys, options.file);
    migrate(db, options.file);
    db.prepare(`insert into store (name, value) values ('key', ?) on conflict do nothing`).run(
      keys.proof,
    );
    db.exec('commit');
  } catch (error) {
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

function connection(
  db: DatabaseSync,
  keys: Keyring,
  { file, now = () => Temporal.Now.instant().epochMilliseconds }: SqliteOptions,
  lock: ServiceLock | null,
): Connection {
  const known = dataKeys(db, keys);
  let isToScrub = false;
  const writer = groupWriter(db, file, {
    before: sameFiles([file, ...(lock === null ? [] : [lock.file])]),
    after: () => {
      if (isToScrub) isToScrub = !isScrubbed(db);
    },
    undone: () => known.clear(),
  });
  return {
    file,
    db,
    keys,
    dataKeys: known,
    rested: rested(),
    erased: erasedLog(file, keys),
    now,
    async read(job) {
      try {
        return job();
      } catch (error) {
        throw refusal(error, file);
      }
    },
    write: (job) => writer.write(job),
    scrub() {
      isToScrub = true;
    },
    close() {
      if (!db.isOpen) return;
      writer.flush();
      db.close();
      lock?.release();
    },
  };
}

/** False where a reader was in the way: then the next commit tries again, and nobody waits for it. */
function isScrubbed(db: DatabaseSync): boolean {
  db.exec('pragma busy_timeout = 0');
  const result = db.prepare('pragma wal_checkpoint(truncate)').get();
  db.exec('pragma busy_timeout = 5000');
  return result?.['busy'] === 0;
}
