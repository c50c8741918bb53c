import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';
import { syncFolderOf } from '../sync-folder.ts';
import type { Connection } from './connection.ts';
import { refusal } from './refusal.ts';

/** Writes a consistent copy while the store runs. The name stands only for a whole, checked copy, and never in place of another file. */
export async function backupTo(from: Connection, file: string): Promise<void> {
  if (existsSync(file)) throw alreadyThere(file);
  const part = `${file}.part`;
  try {
    rmSync(part, { force: true });
    // Made by us, so that nobody else may read it.
    closeSync(openSync(part, 'wx', 0o600));
    await copy(from.file, part);
    sealOff(part);
    renameSync(part, file);
    syncFolderOf(file);
  } catch (error) {
    throw refusal(error, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** From a connection of its own that looks at one moment: beside turns on the same connection, `backup` fails now and then. */
async function copy(from: string, to: string): Promise<void> {
  const source = new DatabaseSync(from, { readOnly: true, timeout: 5_000 });
  try {
    source.exec('begin; select 1 from sqlite_schema');
    await backup(source, to, { rate: 100 });
  } finally {
    source.close();
  }
}

/** One file alone, without a write-ahead log beside it, read through once and on the disk. */
function sealOff(file: string): void {
  const written = new DatabaseSync(file);
  try {
    written.exec('pragma journal_mode = delete');
    const found = written.prepare('pragma quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok')
      throw new StoreError(
        'damaged',
        `The copy did not read back whole, so it was not kept: the disk of ${file} fails, or the store is damaged. Run \`mooring doctor\`, and copy to another disk.`,
      );
  } finally {
    written.close();
  }
  const opened = openSync(file, 'r');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function alreadyThere(file: string): StoreError {
  return new StoreError(
    'exists',
    `${file} is already there and was left as it is. Choose another name for the backup.`,
  );
}
