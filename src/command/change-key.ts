import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { makeKeyFile, readKeyFile } from '#store/key.ts';
import { changeKey } from '#store/sqlite/change-key.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { StoreError } from '#store/store.ts';
import { syncFolderOf } from '#store/sync-folder.ts';
import { atStore, type OperatorOptions, type StorePlace } from './at-store.ts';
import type { Finding } from './answer.ts';
import { progress } from './progress.ts';

/**
 * Gives the store another key while the service is down, and writes everything in it anew.
 * With a key file the new key is made, and the old one put aside; with MOORING_KEY the new one is read from `from`.
 */
export function changeKeys(from: string | null, options: OperatorOptions): Promise<number> {
  return atStore(options, async (place) => {
    if (!place.exists) {
      return {
        code: 2,
        facts: { store: 'none' },
        words: 'There is no store yet, so there is nothing to change.',
      };
    }
    if (place.config.key !== null) return withGivenKey(place, from);
    if (from !== null) {
      return {
        code: 2,
        facts: { key: 'file' },
        words:
          'The store has a key file, and a new one is made for it. Leave `--new-key-file` out.',
      };
    }
    return withKeyFile(place);
  });
}

function withGivenKey({ file, key }: StorePlace, from: string | null): Finding {
  if (from === null || !existsSync(from)) {
    return {
      code: 2,
      facts: { key: 'MOORING_KEY' },
      words:
        'The key is in MOORING_KEY, so say which one is to follow: write it to a file that only you can read (`umask 077; openssl rand -base64 32 > new-key`), then `mooring change-key --new-key-file new-key`.',
    };
  }
  const newKey = readKeyFile(resolve(from));
  if (Buffer.compare(newKey, key()) === 0) {
    return {
      code: 2,
      facts: { key: 'same' },
      words: `${resolve(from)} holds the key that is in MOORING_KEY already. Nothing was changed. Make another with \`openssl rand -base64 32\`.`,
    };
  }
  const conversations = changeKey({
    file,
    key: key(),
    newKey,
    progress: tell,
  });
  return {
    code: 0,
    facts: { conversations },
    words: `Written anew: ${told(conversations)}. From now on MOORING_KEY has to be what stands in ${resolve(from)}. ${backups}`,
  };
}

async function withKeyFile({ file, config, key }: StorePlace): Promise<Finding> {
  const { keyFile } = config;
  const fresh = `${keyFile}.new`;
  let conversations: number | null = null;
  if (isWhole(fresh) && (await opens(file, readKeyFile(fresh)))) {
    // A change that was broken off had written everything, and not yet put the key in its place.
  } else {
    // Before anything is made or thrown away: the old key opens the store, and nobody else has it.
    await (await openSqlite({ file, key: key(), lock: true })).close();
    rmSync(fresh, { force: true });
    conversations = changeKey({ file, key: key(), newKey: makeKeyFile(fresh), progress: tell });
  }
  const aside = nameFor(keyFile);
  if (existsSync(keyFile)) renameSync(keyFile, aside);
  renameSync(fresh, keyFile);
  syncFolderOf(keyFile);
  return {
    code: 0,
    facts: { conversations, key: keyFile, before: aside },
    words: `${conversations === null ? 'The change that was broken off is done' : `Written anew: ${told(conversations)}`}. The new key is in ${keyFile}; keep a copy of it. The old one is in ${aside}. ${backups}`,
  };
}

const backups =
  'Backups made before open with the old key alone: make a new one now, and destroy the old key with the last of them.';

function told(conversations: number): string {
  return `${conversations} conversation${conversations === 1 ? '' : 's'}`;
}

/** False where it is not there, or a power cut tore it: what is not whole was never used. */
function isWhole(keyFile: string): boolean {
  return (statSync(keyFile, { throwIfNoEntry: false })?.size ?? 0) >= leastKey;
}

/** 32 bytes as base64. */
const leastKey = 43;

async function opens(file: string, key: Uint8Array): Promise<boolean> {
  try {
    await (await openSqlite({ file, key, lock: true })).close();
    return true;
  } catch (error) {
    if (error instanceof StoreError && error.reason === 'wrong-key') return false;
    throw error;
  }
}

function nameFor(keyFile: string): string {
  const day = Temporal.Now.plainDateISO().toString();
  for (let count = 1; ; count += 1) {
    const name = `${keyFile}.before-${day}${count === 1 ? '' : `-${count}`}`;
    if (!existsSync(name)) return name;
  }
}

function tell(done: number, all: number): void {
  if (done === all) progress('');
  else if (done % 100 === 0) progress(`${done} of ${all} conversations`);
}
