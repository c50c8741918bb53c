import { StatementSync } from 'node:sqlite';

/** Loaded before a command by a test: the process is killed just before the so-and-so-many-th turn is on the disk. Nothing of Mooring knows of it. */
const last = Number(process.env['MOORING_TEST_DIES_AT']);
let done = 0;

const { run: real } = StatementSync.prototype as {
  run: (this: StatementSync, ...values: unknown[]) => unknown;
};
StatementSync.prototype.run = function run(this: StatementSync, ...values: unknown[]) {
  if (this.sourceSQL === 'commit') done += 1;
  if (this.sourceSQL === 'commit' && done === last) process.kill(process.pid, 'SIGKILL');
  return real.apply(this, values);
} as never;
