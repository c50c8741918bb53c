import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'mooring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Talk {
  readonly said: () => string;
  type(line: string, until: RegExp): Promise<void>;
  heard(until: RegExp): Promise<void>;
  kill(): Promise<void>;
  end(): Promise<number | null>;
}

function talk(): Talk {
  const child = spawn(process.execPath, ['src/mooring.js', 'start'], {
    cwd: root,
    env: { ...process.env, MOORING_DATA: folder, MOORING_LOG: 'silent' },
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  const over = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const heard = async (until: RegExp): Promise<void> => {
    for (let tried = 0; tried < 600 && !until.test(said.replaceAll(/\s+/g, ' ')); tried += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(said.replaceAll(/\s+/g, ' ')).toMatch(until);
  };
  return {
    said: () => said,
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
    end() {
      child.stdin.end();
      return over;
    },
  };
}

/** What is asked just above a choice, whichever wording it has. */
function paragraphBefore(said: string, choice: string): string {
  const above = said.slice(0, said.indexOf(choice)).trim();
  return (above.split('\n\n').at(-1) ?? '').replaceAll(/\s+/g, ' ');
}

describe('the companion in the terminal', () => {
  test('goes on exactly where it was after kill -9', { timeout: 90_000 }, async () => {
    const first = talk();
    await first.heard(/not a person.*1 Begin/i);
    await first.type('/ground-54321', /1 Begin/);
    const question = paragraphBefore(first.said(), '1  Begin');
    await first.kill();
    const second = talk();
    await second.heard(/1 Begin/);
    expect(second.said()).toMatch(/Where we were/);
    expect(paragraphBefore(second.said(), '1  Begin')).toBe(question);
    expect(await second.end()).toBe(0);
  });
});
