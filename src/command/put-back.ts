import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readKeyFile } from '#store/key.ts';
import { keyring } from '#store/keyring.ts';
import { lookOver } from '#store/sqlite/look-over.ts';
import { restore, type Restored } from '#store/sqlite/restore.ts';
import { StoreError } from '#store/store.ts';
import { atStore, type OperatorOptions } from './at-store.ts';

/** Puts a backup in place while the service is down; who asked to be forgotten stays forgotten. */
export function putBack(
  from: string,
  { replace, acceptErasedLog: acceptLog }: PutBackOptions,
  options: OperatorOptions,
): Promise<number> {
  return atStore(options, ({ file, key, hasKey, config }) => {
    if (!hasKey) {
      return {
        code: 2,
        facts: { key: 'none' },
        words:
          'There is no key here, and a backup opens only with the key it was made with. Put the key file back, or set MOORING_KEY.',
      };
    }
    const backup = resolve(from);
    const asked = { backup, file, replace, acceptLog };
    let restored: Restored;
    try {
      restored = restore({ ...asked, key: key() });
    } catch (error) {
      throw withKeyNamed(error, backup, config.keyFile);
    }
    const { forgotten, unknown, log } = restored;
    return {
      code: 0,
      facts: { forgotten, unknown, erasedLog: log },
      words: `Restored. Forgotten again: ${forgotten}. Deliveries whose fate is not known: ${unknown}.${about[log]}`,
    };
  });
}

/** What `restore` may be told. */
export interface PutBackOptions {
  readonly replace: boolean;
  readonly acceptErasedLog: boolean;
}

const known =
  'whoever asked to be forgotten after the backup was made is known again. If you have a copy of it, put it beside the store before you start; else run `mooring forget` for everybody who you know has asked.';

const about: Readonly<Record<Restored['log'], string>> = {
  whole: '',
  none: `\nThere is no erased.log here. Where it was lost, ${known}`,
  incomplete: `\nerased.log has lost something: ${known}`,
};

/** Names the key from before a change that opens the backup, where it still lies beside the new one. */
function withKeyNamed(error: unknown, backup: string, keyFile: string): unknown {
  if (!(error instanceof StoreError) || error.reason !== 'wrong-key') return error;
  const folder = dirname(keyFile);
  if (!existsSync(folder)) return error;
  const older = readdirSync(folder)
    .filter((name) => name.startsWith(`${basename(keyFile)}.before-`))
    .map((name) => join(folder, name))
    .find((file) => isKeyOf(backup, file));
  if (older === undefined) return error;
  return new StoreError(
    'wrong-key',
    `The backup ${backup} was made before the key was changed, and opens with ${older}. Nothing was changed. Restore it with \`MOORING_KEY_FILE=${older} mooring restore ${backup} --replace\`, go on with that key, and change it again.`,
  );
}

function isKeyOf(backup: string, keyFile: string): boolean {
  try {
    lookOver(backup, keyring(readKeyFile(keyFile)), false);
    return true;
  } catch {
    return false;
  }
}
