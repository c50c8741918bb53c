import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../support/repository.ts';
import type { Ran } from '../command/run.ts';

/** Longer than any of them takes on a busy machine; what hangs is ended, and then has no code of its own. */
const longest = 60_000;

/** What a command runs in. */
interface Around {
  readonly typed?: string;
  /** Goes before it, as `strace` does. */
  readonly wrap?: readonly string[];
  /** Flags of Node's. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Another user of this machine. */
  readonly as?: number;
}

/** Runs `mooring` on a data folder. */
export function mooring(
  folder: string,
  words: readonly string[],
  { typed = '', wrap = [], node = [], env = {}, as }: Around = {},
): Promise<Ran> {
  const [program = '', ...rest] = [...wrap, process.execPath, ...node, 'src/mooring.js', ...words];
  return new Promise((resolve) => {
    const child = execFile(
      program,
      rest,
      {
        cwd: root,
        env: {
          ...process.env,
          MOORING_KEY: '',
          MOORING_DATA: folder,
          MOORING_PROOF: '',
          MOORING_PROOF_NOTES: '',
          MOORING_ZONE: 'UTC',
          ...env,
        },
        maxBuffer: 2 ** 26,
        timeout: longest,
        killSignal: 'SIGKILL',
        ...(as === undefined ? {} : { uid: as, gid: as }),
      },
      (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 255;
        resolve({ code, out, err });
      },
    );
    child.stdin?.on('error', () => {}); // It may have ended before we typed.
    child.stdin?.end(typed);
  });
}

/** The commands an operator may type at a damaged store, with `to` for what they write. */
export const commands = (to: string, backup: string): readonly (readonly string[])[] => [
  ['start'],
  ['doctor'],
  ['doctor', '--quick'],
  ['backup', join(to, 'copy.db')],
  ['restore', backup],
  ['export', 'terminal:guest3', '--out', '-'],
  ['forget', 'terminal:guest4', '--yes'],
  ['change-key'],
];
