import { spawn, spawnSync } from 'node:child_process';
import { expect } from 'vitest';
import { root } from '../support/repository.ts';

/** False where util-linux `script` is not there to make a pseudo terminal (it is on most Linux, and not on macOS). */
export const hasTerminal = /util-linux/.test(
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '',
);

/** A command in a pseudo terminal, and somebody who presses keys. */
export interface Keyboard {
  /** Waits until what stands there since the last key, on one line, matches. */
  shows(until: RegExp): Promise<void>;
  press(keys: string): void;
  /** Everything that was shown, on one line. */
  readonly all: () => string;
  /** Resolves with the exit code; a signal is told as a shell tells it, as 128 and its number. */
  readonly over: Promise<number | null>;
}

export const ctrlC = '\u0003';
export const ctrlD = '\u0004';

/** Runs `mooring` at a keyboard. */
export function atKeyboard(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
): Keyboard {
  const command = [process.execPath, 'src/mooring.js', ...words]
    .map((word) => `'${word}'`)
    .join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: root,
    env: { ...process.env, MOORING_KEY: '', MOORING_LOG: 'silent', TERM: 'xterm', ...env },
  });
  let all = '';
  let from = 0;
  const since = (start: number): string => all.slice(start).replaceAll(/\s+/g, ' ');
  child.stdout.on('data', (piece: Buffer) => (all += piece.toString()));
  const over = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    over,
    all: () => since(0),
    press(keys) {
      from = all.length;
      child.stdin.write(keys);
    },
    async shows(until) {
      for (let tried = 0; tried < 600 && !until.test(since(from)); tried += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(since(from)).toMatch(until);
    },
  };
}
