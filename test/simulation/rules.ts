import { memoryDisk, sqliteDisk } from './disks.ts';
import type { Rules } from './play.ts';
import { tmpLog, type TmpLog } from './tmp-log.ts';

/** The rules of every seed in this process. */
export interface House {
  /** Every 20th world stands on the real store, every 10th logs all it can; the same seed always on the same. */
  rulesFor(seed: number): Rules;
  close(): void;
}

/** Opens the two logs worlds write to. */
export function openHouse(): House {
  const logs: readonly TmpLog[] = [tmpLog('info'), tmpLog('debug')];
  return {
    rulesFor: (seed) => ({
      disk: seed % 20 === 0 ? sqliteDisk : memoryDisk,
      log: logs[seed % 10 === 1 ? 1 : 0] as TmpLog,
    }),
    close() {
      for (const log of logs) log.close();
    },
  };
}
