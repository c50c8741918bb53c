import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How long this disk takes to keep 4 KB for good, ms: `write` then `fdatasync`, one after the other, sorted. The file grows, as a log does. */
export function syncTimes(folder: string, count: number): readonly number[] {
  const file = join(folder, 'sync');
  const block = Buffer.alloc(4096, 1);
  const opened = openSync(file, 'w', 0o600);
  const times: number[] = [];
  try {
    for (let index = 0; index < count; index += 1) {
      const from = performance.now();
      writeSync(opened, block);
      fdatasyncSync(opened);
      times.push(performance.now() - from);
    }
  } finally {
    closeSync(opened);
    rmSync(file);
  }
  return times.toSorted((a, b) => a - b);
}
