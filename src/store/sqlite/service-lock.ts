import { existsSync, realpathSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';
import { headOf } from './head-of.ts';
import { makePrivate } from './make-private.ts';
import { refusal } from './refusal.ts';

/** A lock that is held. */
export interface ServiceLock {
  /** The file it is on. */
  readonly file: string;
  release(): void;
}

/**
 * Takes the lock of the service loops, or refuses with `locked`. The lock is the operating system's, on a file beside the
 * database that names the holder's pid, so `kill -9` lets go of it and no stale pid is ever believed.
 */
export function takeServiceLock(database: string): ServiceLock {
  const file = join(realpathSync(dirname(database)), `${basename(database)}.lock`);
  // Our own second look at the file would make the system drop our lock (POSIX), so we remember.
  if (held.has(file)) throw locked(database, process.pid);
  makePrivate(file);
  const lock = hold(file, database);
  held.add(file);
  return {
    file,
    release() {
      held.delete(file);
      lock.close();
    },
  };
}

/** The process that holds the lock of a database, or `null` where nobody does. Changes nothing. */
export function holderOf(database: string): number | null {
  const file = join(realpathSync(dirname(database)), `${basename(database)}.lock`);
  if (held.has(file)) return process.pid;
  if (!existsSync(file)) return null;
  try {
    const lock = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    try {
      lock.prepare('select 1 from sqlite_schema').get();
      return null;
    } finally {
      lock.close();
    }
  } catch (error) {
    return codeOf(error) === busy ? pidIn(file) : null;
  }
}

const held = new Set<string>();
const busy = 5;
const notADatabase = 26;

function hold(file: string, database: string): DatabaseSync {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = memory');
    lock.exec(`begin exclusive; pragma user_version = ${process.pid}; commit`);
    return lock;
  } catch (error) {
    lock.close();
    const code = codeOf(error);
    if (code === busy) throw locked(database, pidIn(file));
    if (code !== notADatabase) throw refusal(error, file);
    // A power cut tore it; nobody holds it, or it would be busy.
    rmSync(file);
    return hold(file, database);
  }
}

/** SQLite's primary result code. */
function codeOf(error: unknown): number {
  return ((error as { errcode?: number }).errcode ?? 0) & 0xff;
}

function locked(database: string, pid: number): StoreError {
  return new StoreError(
    'locked',
    `Mooring already runs on ${database} (process ${pid}). Stop it first, or give this one its own data folder.`,
  );
}

/** SQLite keeps `user_version` at byte 60 of the file's header (sqlite.org/fileformat.html). */
function pidIn(file: string): number {
  return headOf(file, 64).readUInt32BE(60);
}
