import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Millis } from '#conversation/id.ts';
import { makeFolder } from '../make-folder.ts';
import { StoreError, type StoreReason } from '../store.ts';
import { syncFolderOf } from '../sync-folder.ts';
import { connect, type Connection } from './connection.ts';
import { forgetter } from './forget.ts';
import { schemaOf } from './migrate.ts';
import { refusal } from './refusal.ts';
import { takeServiceLock, type ServiceLock } from './service-lock.ts';

/** A backup, and where it is to go. */
export interface Restore {
  readonly backup: string;
  /** The database it becomes; `erased.log` beside it is replayed. */
  readonly file: string;
  readonly key: Uint8Array;
  /** Whether a database that is already there may give way. */
  readonly replace: boolean;
  /** Whether to go on although `erased.log` is known to have lost something. */
  readonly acceptLog?: boolean;
  readonly now?: () => Millis;
}

/** What a restore did. */
export interface Restored {
  /** People who were in the backup, had asked to be forgotten since, and are forgotten again. */
  readonly forgotten: number;
  /** Deliveries that were on their way in the backup: they may have arrived since, so nobody sends them blindly. */
  readonly unknown: number;
  /** Whether `erased.log` was there and whole; with `none`, nobody has ever been forgotten as far as the backup knows. */
  readonly log: 'whole' | 'none' | 'incomplete';
}

/** Puts a backup in place: whole and checked, or not at all. Refuses while a service runs on the target. */
export function restore(options: Restore): Restored {
  const { backup, file } = options;
  const found = statSync(backup, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new StoreError('damaged', `There is no backup ${backup}. Nothing was changed.`);
  }
  if (!found.isFile()) throw unusable('damaged', backup);
  const lock = lockFor(file);
  const part = `${file}.part`;
  try {
    if (existsSync(file) && !options.replace) {
      throw new StoreError(
        'exists',
        `The store ${file} is already there and was left as it is. Say \`--replace\` to give it up, or name another file.`,
      );
    }
    removeWithLogs(part);
    copyIn(backup, part);
    const restored = ready(part, options);
    // Its log belongs to the database that goes; on the one that comes it would be poison.
    removeLogs(file);
    renameSync(part, file);
    syncFolderOf(file);
    return restored;
  } finally {
    removeWithLogs(part);
    lock.release();
  }
}

function lockFor(file: string): ServiceLock {
  try {
    makeFolder(dirname(file));
    return takeServiceLock(file);
  } catch (error) {
    throw refusal(error, file);
  }
}

/** A copy that only we may read, whoever may read the backup. */
function copyIn(backup: string, part: string): void {
  try {
    copyFileSync(backup, part, constants.COPYFILE_EXCL);
    chmodSync(part, 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') throw unusable('read-only', backup);
    throw refusal(error, part);
  }
}

function ready(part: string, options: Restore): Restored {
  const connection = opened(part, options);
  const { db } = connection;
  try {
    db.exec('begin immediate');
    const unknown = db
      .prepare(
        `update delivery set state = 'unknown', moved = ? where state in ('pending', 'sending')`,
      )
      .run(connection.now()).changes;
    const log = logFor(connection, options);
    const forgotten = forgetter(connection).replay();
    if (log === 'incomplete')
      db.prepare(`update store set value = ? where name = 'erased'`).run(connection.erased.size());
    db.prepare(`insert into audit (at, act, conversation) values (?, 'restore', null)`).run(
      connection.now(),
    );
    db.exec('commit; pragma wal_checkpoint(truncate)');
    return { forgotten, unknown: Number(unknown), log };
  } finally {
    connection.close();
  }
}

/** Refuses a log that has lost something, unless that is accepted: someone would be known again who asked to be forgotten. */
function logFor({ db, erased }: Connection, { acceptLog = false }: Restore): Restored['log'] {
  const known = Number(
    db.prepare(`select value from store where name = 'erased'`).get()?.['value'] ?? 0,
  );
  const { damaged, isCutOff } = erased.flaws();
  if (erased.size() >= known && damaged === 0 && !isCutOff)
    return erased.size() === 0 ? 'none' : 'whole';
  if (acceptLog) return 'incomplete';
  const what =
    erased.size() === 0
      ? `There is no ${erased.file}, and the backup knows of one`
      : erased.size() < known
        ? `${erased.file} is shorter than when the backup was made: lines are missing`
        : damaged > 0
          ? `${erased.file} has ${damaged} damaged line${damaged === 1 ? '' : 's'}, or belongs to another store`
          : `The last line of ${erased.file} is cut off`;
  throw new StoreError(
    'damaged',
    `${what}, so somebody who asked to be forgotten would be known again. Nothing was changed. Put ${erased.file} back from a copy; if there is none, say \`--accept-erased-log\`.`,
  );
}

/** Opens the copy, which is read through before; what is wrong with it is told of the backup, which is what the operator named. */
function opened(part: string, { backup, key, now }: Restore): Connection {
  try {
    if (isNew(part)) throw unusable('damaged', backup);
    return connect({ file: part, key, lock: false, ...(now === undefined ? {} : { now }) });
  } catch (error) {
    const told = refusal(error, part);
    const flaw = told instanceof StoreError && flaws.find((one) => one === told.reason);
    throw flaw ? unusable(flaw, backup) : told;
  }
}

/** An empty file is a new database to SQLite, and would take the place of everything. */
function isNew(file: string): boolean {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    return schemaOf(db, file) === 0;
  } finally {
    db.close();
  }
}

function unusable(flaw: keyof typeof words, backup: string): StoreError {
  return new StoreError(flaw, `${words[flaw](backup)} Nothing was changed.`);
}

const words = {
  damaged: (backup) => `${backup} is damaged, or no backup of Mooring. Take another one.`,
  'wrong-key': (backup) =>
    `This key does not open the backup ${backup}. Give the key it was made with (MOORING_KEY, or its key file).`,
  newer: (backup) =>
    `The backup ${backup} was written by a later Mooring. Restore it with that version.`,
  'read-only': (backup) =>
    `The backup ${backup} cannot be read. Give the user Mooring runs as the right to read it.`,
} satisfies Partial<Record<StoreReason, (backup: string) => string>>;

const flaws = Object.keys(words) as readonly (keyof typeof words)[];

function removeWithLogs(file: string): void {
  rmSync(file, { force: true });
  removeLogs(file);
}

function removeLogs(file: string): void {
  for (const log of ['-wal', '-shm', '-journal']) rmSync(`${file}${log}`, { force: true });
}
