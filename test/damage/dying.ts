import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync } from 'node:sqlite';

/**
 * Loaded before `mooring` by a test: the process is killed just before the so-and-so-many-th thing it does to the disk
 * (a file made, written, synced, renamed or removed, and each statement run alone). Nothing of Mooring knows of it.
 */
const last = Number(process.env['MOORING_TEST_DIES_AT']);
let done = 0;

function boundary(): void {
  done += 1;
  if (done === last) process.kill(process.pid, 'SIGKILL');
}

for (const name of ['writeSync', 'fsyncSync', 'renameSync', 'rmSync'] as const) {
  const real = fs[name] as (...words: unknown[]) => unknown;
  Object.assign(fs, {
    [name](...words: unknown[]): unknown {
      boundary();
      return real.apply(fs, words);
    },
  });
}
syncBuiltinESMExports();

const { exec: real } = DatabaseSync.prototype as {
  exec: (this: DatabaseSync, sql: string) => void;
};
DatabaseSync.prototype.exec = function exec(sql: string): void {
  // Migrations hold semicolons inside triggers; everything else is statements one after the other.
  for (const one of sql.includes('create') ? [sql] : sql.split(';')) {
    if (one.trim() === '') continue;
    boundary();
    real.call(this, one);
  }
};
