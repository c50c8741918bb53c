import { resolve } from 'node:path';
import { restore } from '#store/sqlite/restore.ts';
import { atStore, type OperatorOptions } from './at-store.ts';

/** Puts a backup in place while the service is down; who asked to be forgotten stays forgotten. */
export function putBack(from: string, replace: boolean, options: OperatorOptions): Promise<number> {
  return atStore(options, ({ file, key, hasKey }) => {
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
