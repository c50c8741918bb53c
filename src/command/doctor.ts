import { statSync } from 'node:fs';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { atStore, type OperatorOptions } from './at-store.ts';

/** Looks whether the store is there, opens, and is sound; works beside a running service. */
export function doctor(options: OperatorOptions): Promise<number> {
  return atStore(options, async ({ config, file, exists, key }) => {
    if (!exists) {
      return {
        code: 0,
        facts: { store: 'none' },
        words: 'There is no store yet; it is made at the first start.',
      };
    }
    if (statSync(file).size === 0) {
      return {
        code: 1,
        facts: { store: 'empty' },
        words: `The store ${file} is empty: a start would begin a new one, and nobody would be known. If people talked to it before, put the last backup in place with \`mooring restore --replace\`; else remove the file.`,
      };
    }
    const store = await openSqlite({ file, key: key(), lock: false });
    const health = await store.health();
    await store.close();
    const sound = health.integrity === 'ok';
    const from = config.key === null ? config.keyFile : 'MOORING_KEY';
    const rows = Object.entries(health.rows).map(([table, count]) => `${table} ${count}`);
    return {
      code: sound ? 0 : 1,
      facts: { store: sound ? 'sound' : 'damaged', key: from, ...health },
      words: [
        sound
          ? 'The store opens and is sound.'
          : `The store is damaged: ${health.integrity}. Stop the service and restore the last backup.`,
        `The key from ${from} opens it.`,
        `schema ${health.schema} · journal ${health.journalMode} · synchronous ${health.synchronous} · given up ${health.quarantined}`,
        rows.join(' · '),
      ].join('\n'),
    };
  });
}
