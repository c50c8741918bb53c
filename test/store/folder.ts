import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
export function openIn(folder: string, lock = true): Promise<Store> {
  return openSqlite({ file: join(folder, 'mooring.sqlite'), key: testKey, lock, now: () => start });
}

/** An embedded store in a folder of its own, for the contract. */
export async function sqliteUnderTest(): Promise<Tested> {
  const folder = newFolder();
  let store = await openIn(folder.path);
  return {
    store: () => store,
    async restart() {
      await store.close();
      store = await openIn(folder.path);
    },
    async end() {
      await store.close();
      folder[Symbol.dispose]();
    },
  };
}
