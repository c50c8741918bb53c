import { execFile, type ExecFileException } from 'node:child_process';

const root = new URL('../..', import.meta.url).pathname;

/** How a command ended, and what it printed. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A process that was killed has no code, and that is no success. */
function codeOf(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : 255;
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
      (error, out, err) => resolve({ code: codeOf(error), out, err }),
    );
    child.stdin?.end(typed);
  });
}
