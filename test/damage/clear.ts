import { expect } from 'vitest';
import type { Ran } from '../command/run.ts';
import { names, wordOf } from './lived-in.ts';

/** Nothing of ours broke, nobody's words are told, and a refusal is short and names a next step. */
export function expectClear({ code, out, err }: Ran, command: string): void {
  expect([0, 1, 2], `${command}: ${err}`).toContain(code);
  expect(out + err, command).not.toMatch(/\n\s+at .*:\d+|Error:|SQLITE_|ERR_/);
  if (!command.startsWith('export'))
    for (const name of names) expect(out + err).not.toContain(wordOf(name));
  if (code === 0 || command.startsWith('doctor')) return;
  expect(err.trim().split('\n').length, err).toBeLessThan(3);
  expect(err, command).toMatch(
    /`mooring|chmod|[Pp]ut |Give |Name |See |Start the later|--replace|Stop it|Make room|copy the folder|Run this as |move /,
  );
}
