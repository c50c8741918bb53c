import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { expect } from 'vitest';
import { root } from '../support/repository.ts';

/** `mooring start` as a process on a pipe, and somebody who types. */
export interface Talk {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it said since the last line typed. */
  readonly said: () => string;
  /** Everything it said. */
  readonly all: () => string;
  /** What it told the operator. */
  readonly told: () => string;
  /** Types a line and waits until the answer, on one line, matches. */
  type(line: string, until: RegExp): Promise<void>;
  heard(until: RegExp): Promise<void>;
  kill(): Promise<void>;
  /** Ends the input; resolves with the exit code. */
  end(): Promise<number | null>;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly over: Promise<number | string | null>;
}

/** Starts it over a folder. */
export function talk(folder: string, env: Readonly<Record<string, string>> = {}): Talk {
  const child = spawn(process.execPath, ['src/mooring.js', 'start'], {
    cwd: root,
    env: { ...process.env, MOORING_DATA: folder, MOORING_LOG: 'silent', ...env },
  });
  let said = '';
  let all = '';
  let told = '';
  child.stdout.on('data', (piece: Buffer) => {
    said += piece.toString();
    all += piece.toString();
  });
  child.stderr.on('data', (piece: Buffer) => (told += piece.toString()));
  child.stdin.on('error', () => {}); // It may be gone while we type.
  const over = new Promise<number | string | null>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal)),
  );
  const heard = async (until: RegExp): Promise<void> => {
    for (let tried = 0; tried < 600 && !until.test(said.replaceAll(/\s+/g, ' ')); tried += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(said.replaceAll(/\s+/g, ' ')).toMatch(until);
  };
  return {
    child,
    over,
    said: () => said,
    all: () => all,
    told: () => told,
    heard,
    async type(line, until) {
      said = '';
      child.stdin.write(`${line}\n`);
      await heard(until);
    },
    async kill() {
      child.kill('SIGKILL');
      await over;
    },
    async end() {
      child.stdin.end();
      const code = await over;
      return typeof code === 'number' ? code : null;
    },
  };
}
