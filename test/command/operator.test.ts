import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run as runWith, type Ran } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-operator-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (words: readonly string[], typed = ''): Promise<Ran> =>
  runWith(words, { typed, env: { MOORING_DATA: folder } });

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
      expect(found['key']).toBe(join(folder, 'key'));

      const copy = join(folder, 'copy.db');
      expect(await run(['backup', copy])).toMatchObject({ code: 0 });
      expect((await run(['backup', copy])).err).toMatch(/already there/);
      expect((await run(['restore', copy])).err).toMatch(/--replace/);
      expect(await run(['restore', copy, '--replace'])).toMatchObject({ code: 0 });
      expect((await run(['start'], '')).out).toMatch(/Where we were/);
    },
  );
});
