import { resolve } from 'node:path';
import { restore, type Restored } from '#store/sqlite/restore.ts';
import { atStore, type OperatorOptions } from './at-store.ts';

/** Puts a backup in place while the service is down; who asked to be forgotten stays forgotten. */
export function putBack(
  from: string,
  { replace, acceptErasedLog: acceptLog }: PutBackOptions,
  options: OperatorOptions,
): Promise<number> {
  return atStore(options, ({ file, key, hasKey }) => {
    if (!hasKey) {
      return {
        code: 2,
        facts: { key: 'none' },
        words:
          'There is no key here, and a backup opens only with the key it was made with. Put the key file back, or set MOORING_KEY.',
      };
    }
    const backup = resolve(from);
    const restored = restore({ backup, file, key: key(), replace, acceptLog });
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
