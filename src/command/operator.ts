import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isRefused, readConfig, type Environment } from '#config.ts';
import { findKey } from '#store/key.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { restore } from '#store/sqlite/restore.ts';
import { StoreError } from '#store/store.ts';

/** What an operator's command is given: the environment, and whether to answer in JSON. */
export interface OperatorOptions {
  readonly env: Environment;
  readonly json: boolean;
}

/** What a command found: its exit code, what JSON says, and what people read. */
interface Finding {
  readonly code: 0 | 1 | 2;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly words: string;
}

interface Place {
  readonly file: string;
  readonly key: () => Uint8Array;
  readonly hasKey: boolean;
}

/** Looks whether the store is there, opens, and is sound; works beside a running service. */
export function doctor(options: OperatorOptions): Promise<number> {
  return tell(options, async ({ file, key }) => {
    if (!existsSync(file)) {
      return {
        code: 0,
        facts: { store: 'none' },
        words: 'There is no store yet; it is made at the first start.',
      };
    }
    const store = await openSqlite({ file, key: key(), lock: false });
    const health = await store.health();
    await store.close();
    const sound = health.integrity === 'ok';
    const rows = Object.entries(health.rows).map(([table, count]) => `${table} ${count}`);
    return {
      code: sound ? 0 : 1,
      facts: { store: sound ? 'sound' : 'damaged', ...health },
      words: [
        sound
          ? 'The store opens and is sound.'
          : `The store is damaged: ${health.integrity}. Stop the service and restore the last backup.`,
        `schema ${health.schema} · journal ${health.journalMode} · synchronous ${health.synchronous} · given up ${health.quarantined}`,
        rows.join(' · '),
      ].join('\n'),
    };
  });
}

/** Writes a consistent, encrypted copy of the store to a file that is not there yet; works beside a running service. */
export function backup(to: string, options: OperatorOptions): Promise<number> {
  return tell(options, async ({ file, key }) => {
    if (!existsSync(file)) {
      return { code: 2, facts: { store: 'none' }, words: 'There is no store to copy yet.' };
    }
    const store = await openSqlite({ file, key: key(), lock: false });
    try {
      await store.backup(resolve(to));
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

/** Puts a backup in place while the service is down; who asked to be forgotten stays forgotten. */
export function putBack(from: string, replace: boolean, options: OperatorOptions): Promise<number> {
  return tell(options, ({ file, key, hasKey }) => {
    if (!hasKey) {
      return {
        code: 2,
        facts: { key: 'none' },
        words:
          'There is no key here, and a backup opens only with the key it was made with. Put the key file back, or set MOORING_KEY.',
      };
    }
    const { forgotten, unknown } = restore({ backup: resolve(from), file, key: key(), replace });
    return {
      code: 0,
      facts: { forgotten, unknown },
      words: `Restored. Forgotten again: ${forgotten}. Deliveries whose fate is not known: ${unknown}.`,
    };
  });
}

async function tell(
  { env, json }: OperatorOptions,
  look: (place: Place) => Finding | Promise<Finding>,
): Promise<number> {
  const config = readConfig(env, process.cwd());
  if (isRefused(config)) {
    for (const one of config)
      process.stderr.write(`${one.variable}: ${one.message}; ${one.mend}.\n`);
    return 2;
  }
  const file = join(config.folder, 'mooring.db');
  try {
    const key = () => findKey({ text: config.key, file: config.keyFile, store: file }).key;
    const { code, facts, words } = await look({
      file,
      key,
      hasKey: config.key !== null || existsSync(config.keyFile),
    });
    process.stdout.write(json ? `${JSON.stringify(facts)}\n` : `${words}\n`);
    return code;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (json) process.stdout.write(`${JSON.stringify({ refused: error.reason })}\n`);
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
