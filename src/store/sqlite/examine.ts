import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import type { Millis } from '#conversation/id.ts';
import type { Ailment, StoreAilment } from '../ailment.ts';
import { keyring } from '../keyring.ts';
import { StoreError, type Health, type StoreReason } from '../store.ts';
import { isBrokenLog } from './broken-log.ts';
import { examineErased } from './examine-erased.ts';
import { headOf } from './head-of.ts';
import { healthOf } from './health.ts';
import { identityIn } from './identity.ts';
import { checkKey, leastSize } from './look-over.ts';
import { isWordForWord, newest, schemaOf } from './migrate.ts';
import { refusalAtSight } from './refusal.ts';
import { holderOf } from './service-lock.ts';
import { unopenedRows } from './unopened-rows.ts';

/** What to look at. */
export interface Examine {
  readonly file: string;
  /** `null`: look at what shows without it. */
  readonly key: Uint8Array | null;
  readonly now: Millis;
  /** Leave out what takes longer the more there is: every page's content, and every row. */
  readonly isQuick: boolean;
}

/** What was found. */
export interface Examination {
  readonly ailments: readonly Ailment[];
  /** `null` where it could not be read. */
  readonly health: Health | null;
  /** The process whose service runs on it. */
  readonly running: number | null;
}

/** Looks a store that is there through from end to end, sound or not, beside a service or not; changes nothing, and folds no log in. */
export function examine(options: Examine): Examination {
  const { file, isQuick } = options;
  const running = holderOf(file);
  const found: Ailment[] = [];
  const told = (reason: StoreReason): Examination => ({
    ailments: [...found, { code: codes[reason] }],
    health: null,
    running,
  });
  if (!statSync(file).isFile()) return told('read-only');
  if (statSync(file).size === 0)
    return { ailments: [{ code: 'store-empty' }], health: null, running };
  if (statSync(file).size < leastSize) return told('damaged');
  try {
    if (!isForWriting(file, running)) return told('damaged');
    if (!isWritable(file)) found.push({ code: 'store-unwritable' });
    // What is in the store without its log is not what was said.
    if (running === null && isBrokenLog(`${file}-wal`))
      return { ailments: [...found, { code: 'log-damaged' }], health: null, running };
    const db = openToRead(file);
    try {
      // One moment, whatever a service does meanwhile.
      db.exec('begin');
      const schema = schemaOf(db, file);
      if (schema === 0) return { ailments: [{ code: 'store-empty' }], health: null, running };
      if (!isWordForWord(db, schema)) return told('damaged');
      const health = healthOf(db, file, isQuick ? 'quick_check(1)' : 'integrity_check(1)');
      if (health.integrity !== 'ok') return told('damaged');
      if (health.schema < newest) found.push({ code: 'store-older' });
      return { ailments: [...found, ...within(db, options, running)], health, running };
    } finally {
      db.close();
    }
  } catch (error) {
    const refused = refusalAtSight(error, file);
    if (!(refused instanceof StoreError)) throw error;
    return told(refused.reason);
  }
}

/** Where not even the files beside it can be made, what is in the log of a crash cannot be seen. */
function openToRead(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    db.prepare('select 1 from sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    const { errcode = 0 } = error as { errcode?: number };
    if ((errcode & 0xff) !== 14 || existsSync(`${file}-wal`)) throw error;
    const still = new URL(pathToFileURL(file));
    still.searchParams.set('immutable', '1');
    return new DatabaseSync(still, { readOnly: true });
  }
}

const hour = 3_600_000;
const day = 24 * hour;

function within(db: DatabaseSync, options: Examine, running: number | null): readonly Ailment[] {
  const { file, key, now, isQuick } = options;
  const found: Ailment[] = [];
  const count = (sql: string, ...values: readonly number[]): number =>
    Number(Object.values(db.prepare(sql).get(...values) ?? {})[0] ?? 0);
  const tell = (code: StoreAilment, counted: number): void => {
    if (counted > 0) found.push({ code, count: counted });
  };
  if (key !== null) {
    const ring = keyring(key);
    try {
      checkKey(db, ring, file);
    } catch {
      return [{ code: 'key-wrong' }];
    }
    const keys = keyring(key, identityIn(db, ring) ?? key);
    found.push(...examineErased(db, file, keys));
    if (!isQuick) {
      const { rows, people, newer } = unopenedRows(db, keys);
      if (rows > 0) found.push({ code: 'rows-damaged', count: rows, what: String(people) });
      tell('rows-newer', newer);
    }
  }
  tell('clock-behind', count('select max(at) > ? from cause', now + day));
  if (running !== null) {
    const at = now - hour;
    tell(
      'late',
      count('select count(*) from conversation where next_wake < ?', at) +
        count(
          `select count(*) from delivery where state in ('pending', 'unknown') and not_before < ?`,
          at,
        ),
    );
  }
  // A service sweeps older ones away; where none ran for long they still lie here.
  tell(
    'quarantined',
    count('select count(*) from failure where count >= 3 and at > ?', now - 30 * day),
  );
  tell(
    'undelivered',
    count(`select count(*) from delivery where state = 'dead' and moved > ?`, now - 3 * day),
  );
  const last = count(`select max(at) from audit where act = 'backup'`);
  if (!isQuick && last < now - 7 * day && count('select count(*) from conversation') > 0)
    found.push({
      code: 'backup-late',
      ...(last === 0 ? {} : { count: Math.floor((now - last) / day) }),
    });
  return found;
}

/** The format for writing at byte 18 of the header: with a later one SQLite reads, and refuses to write (sqlite.org/fileformat.html). */
function isForWriting(file: string, running: number | null): boolean {
  // Closing a file of our own service would drop its locks (POSIX).
  if (running === process.pid) return true;
  return headOf(file, 20).readUInt8(18) <= 2;
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const codes: Readonly<Record<StoreReason, StoreAilment>> = {
  damaged: 'store-damaged',
  exists: 'store-damaged',
  newer: 'store-newer',
  'wrong-key': 'key-wrong',
  'read-only': 'store-unreadable',
  locked: 'store-busy',
  full: 'disk-fails',
  disk: 'disk-fails',
  moved: 'store-damaged',
};
