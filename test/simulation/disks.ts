import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { memoryStore } from '../support/memory-store.ts';
import type { Disk } from './play.ts';

/** A disk in memory: what a process committed is there for the next one. */
export function memoryDisk(): Disk {
  let { rows } = memoryStore();
  return {
    open() {
      const store = memoryStore(rows);
      rows = store.rows;
      return Promise.resolve(store);
    },
    drop: () => Promise.resolve(),
    clear: () => {},
  };
}

/** The embedded store in a folder of its own, in memory where the machine has such a place, without fsync. */
export function sqliteDisk(): Disk {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mooring-'));
  const key = Buffer.alloc(32, 9);
  return {
    open: (now) =>
      openSqlite({ file: join(folder, 'mooring.db'), key, lock: true, now, synchronous: 'off' }),
    drop: (store) => store.close(),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
