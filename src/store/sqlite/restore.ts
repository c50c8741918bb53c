import { copyFileSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Millis } from '#conversation/id.ts';
import { StoreError } from '../store.ts';
import { syncFolderOf } from '../sync-folder.ts';
import { connect } from './connection.ts';
import { forgetter } from './forget.ts';
import { takeServiceLock } from './service-lock.ts';

/** A backup, and where it is to go. */
export interface Restore {
  readonly backup: string;
  /** The database it becomes; `erased.log` beside it is replayed. */
  readonly file: string;
  readonly key: Uint8Array;
  /** Whether a database that is already there may give way. */
  readonly replace: boolean;
  readonly now?: () => Millis;
}

/** What a restore did. */
export interface Restored {
  /** People who were in the backup, had asked to be forgotten since, and are forgotten again. */
  readonly forgotten: number;
  /** Deliveries that were on their way in the backup: they may have arrived since, so nobody sends them blindly. */
  readonly unknown: number;
}

/** Puts a backup in place: whole and checked, or not at all. Refuses while a service runs on the target. */
export function restore(options: Restore): Restored {
  const { backup, file } = options;
  if (!existsSync(backup)) {
    throw new StoreError('damaged', `There is no backup ${backup}. Nothing was changed.`);
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const lock = takeServiceLock(file);
  const part = `${file}.part`;
  try {
    if (existsSync(file) && !options.replace) {
      throw new StoreError(
        'exists',
        `The store ${file} is already there and was left as it is. Say \`--replace\` to give it up, or name another file.`,
      );
    }
    removeWithLogs(part);
    copyFileSync(backup, part, constants.COPYFILE_EXCL);
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

function ready(part: string, { key, now }: Restore): Restored {
  const connection = connect({
    file: part,
    key,
    lock: false,
    ...(now === undefined ? {} : { now }),
  });
  const { db } = connection;
  try {
    const found = db.prepare('pragma integrity_check(1)').get()?.['integrity_check'];
    if (found !== 'ok') {
      throw new StoreError(
        'damaged',
        'The backup is damaged. Nothing was changed; take another one.',
      );
    }
    db.exec('begin immediate');
    const unknown = db
      .prepare(
        `update delivery set state = 'unknown', moved = ? where state in ('pending', 'sending')`,
      )
      .run(connection.now()).changes;
    const forgotten = forgetter(connection).replay();
    db.prepare(`insert into audit (at, act, conversation) values (?, 'restore', null)`).run(
      connection.now(),
    );
    db.exec('commit; pragma wal_checkpoint(truncate)');
    return { forgotten, unknown: Number(unknown) };
  } finally {
    connection.close();
  }
}

function removeWithLogs(file: string): void {
  rmSync(file, { force: true });
  removeLogs(file);
}

function removeLogs(file: string): void {
  for (const log of ['-wal', '-shm', '-journal']) rmSync(`${file}${log}`, { force: true });
}
