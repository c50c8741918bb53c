import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SqliteOptions } from '#store/sqlite/connection.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import type { Tested } from '../store.contract.ts';
import { start } from './samples.ts';

/** A key for tests alone. */
export const testKey = Buffer.alloc(32, 7);

/** A folder that is gone when the test is. */
export function newFolder(): { readonly path: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'mooring-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens the store of a folder as a service would. */
export function openIn(folder: string, changes: Partial<SqliteOptions> = {}): Promise<Store> {
  const file = join(folder, 'mooring.sqlite');
  return openSqlite({ file, key: testKey, lock: true, now: () => start, ...changes });
}

/** An embedded store in a folder of its own, for the contract. */
export async function sqliteUnderTest(synchronous: 'full' | 'off' = 'full'): Promise<Tested> {
  const folder = newFolder();
  let store = await openIn(folder.path, { synchronous });
  return {
    store: () => store,
    async restart() {
      await store.close();
      store = await openIn(folder.path, { synchronous });
    },
    async end() {
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}
