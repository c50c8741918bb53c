import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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

      writeFileSync(join(folder, 'mooring.db'), '');
      expect(await run(['doctor'])).toMatchObject({ code: 1, err: expect.stringMatching(/empty/) });
      rmSync(join(folder, 'mooring.db'));

      expect((await run(['start'], '/ground-54321\n')).code).toBe(0);
      const found = JSON.parse((await run(['doctor', '--json'])).out) as Record<string, unknown>;
      expect(found).toMatchObject({
        store: 'sound',
        journalMode: 'wal',
        ailments: [{ code: 'backup-late', grave: false }],
      });
      expect(found['key']).toBe(join(folder, 'key'));

      const copy = join(folder, 'copy.db');
      expect(await run(['backup', copy])).toMatchObject({ code: 0 });
      expect((await run(['backup', copy])).err).toMatch(/already there/);
      expect((await run(['restore', copy])).err).toMatch(/--replace/);
      expect(await run(['restore', copy, '--replace'])).toMatchObject({ code: 0 });
      expect((await run(['start'], '')).out).toMatch(/Where we were/);
    },
  );

  test(
    'changes the key, also after a change was broken off on either side of the writing',
    { timeout: 60_000 },
    async () => {
      const home = mkdtempSync(join(tmpdir(), 'mooring-key-'));
      const outside = mkdtempSync(join(tmpdir(), 'mooring-copies-'));
      const copy = join(outside, 'copy.db');
      const [key, fresh] = [join(home, 'key'), join(home, 'key.new')];
      const at = (words: readonly string[], typed = '', env: Record<string, string> = {}) =>
        runWith(words, { typed, env: { MOORING_DATA: home, ...env } });
      try {
        expect(await at(['change-key'])).toMatchObject({ code: 2 });
        await at(['start'], '/ground-54321\n');
        expect((await at(['backup', copy])).code).toBe(0);
        expect((await at(['change-key'])).out).toMatch(/Written anew: 1 conversation\..*before-\d/);
        const [older = '', ...others] = readdirSync(home).filter((name) =>
          name.startsWith('key.before-'),
        );
        expect(others).toEqual([]);
        const refused = await at(['restore', copy, '--replace']);
        expect(refused).toMatchObject({ code: 1, out: '' });
        expect(refused.err).toContain(`opens with ${join(home, older)}`);
        expect(readdirSync(outside)).toEqual(['copy.db']);
        // Broken off before anything was written: the new key opens nothing.
        writeFileSync(fresh, `${Buffer.alloc(32, 1).toString('base64')}\n`, { mode: 0o600 });
        expect((await at(['change-key'])).out).toMatch(/Written anew/);
        // Broken off behind it: the old key stands where the new one belongs.
        copyFileSync(key, fresh);
        writeFileSync(key, `${Buffer.alloc(32, 2).toString('base64')}\n`, { mode: 0o600 });
        expect((await at(['start'], '')).err).toMatch(/mooring change-key/);
        expect((await at(['change-key'])).out).toMatch(/broken off is done/);
        expect((await at(['start'], '')).out).toMatch(/Where we were/);

        const given = { MOORING_KEY: Buffer.alloc(32, 3).toString('base64') };
        expect(
          (await at(['change-key'], '', given)).err + (await at(['change-key'], '', given)).out,
        ).toMatch(/--new-key-file/);
        expect(await at(['change-key', '--new-key-file', key])).toMatchObject({ code: 2 });
        const same = { MOORING_KEY: readFileSync(key, 'utf8').trim() };
        expect((await at(['change-key', '--new-key-file', key], '', same)).err).toMatch(/already/);
      } finally {
        for (const one of [home, outside]) rmSync(one, { recursive: true, force: true });
      }
    },
  );
});
