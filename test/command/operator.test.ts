import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'mooring-operator-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(
  words: readonly string[],
  typed = '',
): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['src/main.ts', ...words],
      { cwd: root, env: { ...process.env, MOORING_DATA: folder, MOORING_KEY: '' } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
    child.stdin?.end(typed);
  });
}

describe('an operator', () => {
  test(
    'looks, copies and puts back, and is told what to do when it cannot be done',
    { timeout: 60_000 },
    async () => {
      expect(await run(['doctor'])).toMatchObject({ code: 0 });
      expect(readdirSync(folder)).toEqual([]);
      expect(await run(['restore', join(folder, 'copy.db')])).toMatchObject({ code: 2 });
      expect(readdirSync(folder)).toEqual([]);

      expect((await run(['start'], '/ground-54321\n')).code).toBe(0);
      const found = JSON.parse((await run(['doctor', '--json'])).out) as Record<string, unknown>;
      expect(found).toMatchObject({ store: 'sound', journalMode: 'wal', synchronous: 'full' });

      const copy = join(folder, 'copy.db');
      expect(await run(['backup', copy])).toMatchObject({ code: 0 });
      expect((await run(['backup', copy])).err).toMatch(/already there/);
      expect((await run(['restore', copy])).err).toMatch(/--replace/);
      expect(await run(['restore', copy, '--replace'])).toMatchObject({ code: 0 });
      expect((await run(['start'], '')).out).toMatch(/Where we were/);
    },
  );

  test('hears which command was meant', async () => {
    const { code, err } = await run(['strat']);
    expect(code).not.toBe(0);
    expect(err).toMatch(/start/);
  });
});
