import { resolve } from 'node:path';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { atStore, type OperatorOptions } from './at-store.ts';

/** Writes a consistent, encrypted copy of the store to a file that is not there yet; works beside a running service. */
export function backup(to: string, options: OperatorOptions): Promise<number> {
  return atStore(options, async ({ file, exists, key }) => {
    if (!exists) {
      return { code: 2, facts: { store: 'none' }, words: 'There is no store to copy yet.' };
    }
    const store = await openSqlite({ file, key: key(), lock: false });
    try {
      await store.backup(resolve(to));
      // So that `doctor` knows when the last one was made; the copy is whole without it.
      const at = Temporal.Now.instant().epochMilliseconds;
      await store.audit('backup', null, at).catch(() => undefined);
    } finally {
      await store.close();
    }
    return {
      code: 0,
      facts: { backup: resolve(to) },
      words: `Copied to ${resolve(to)}. It opens with the same key; keep the key somewhere else.`,
    };
  });
}
