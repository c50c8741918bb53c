import { execFile } from 'node:child_process';

const root = new URL('../..', import.meta.url).pathname;

/** How a command ended, and what it printed. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `mooring` for real, as a process of its own, with a line or more on its input. */
export function run(
  words: readonly string[],
  { typed = '', env = {} }: { typed?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/mooring.js', ...words],
      { cwd: root, env: { ...process.env, MOORING_KEY: '', ...env }, maxBuffer: 2 ** 26 },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.end(typed);
  });
}
