import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../support/repository.ts';
import { atKeyboard, ctrlC, ctrlD, hasTerminal } from './keyboard.ts';
import { run as runWith, type Ran } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-member-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const env = { MOORING_DATA: join(folder, 'data'), MOORING_ZONE: 'UTC', MOORING_LOG: 'silent' };
const run = (words: readonly string[], typed = ''): Promise<Ran> => runWith(words, { typed, env });

describe('an operator who is asked for someone’s data', () => {
  test('finds nobody where nothing is kept, and makes no store', async () => {
    for (const command of ['export', 'forget']) {
      const { code, err } = await run([command, 'terminal:me']);
      expect(code).toBe(1);
      expect(err).toMatch(/no store yet/);
    }
  });

  test(
    'writes it to files of their owner’s alone, by platform id or by the member’s code',
    { timeout: 120_000 },
    async () => {
      expect((await run(['start'], `/daily-check-in\n7\n`)).code).toBe(0);
      const out = join(folder, 'out');
      mkdirSync(out);
      const done = await run(['export', 'terminal:me', '--out', out, '--json']);
      expect(done.code).toBe(0);
      const { written } = JSON.parse(done.out) as { written: readonly string[] };
      expect(written).toEqual([
        join(out, 'mooring-my-data.html'),
        join(out, 'mooring-my-data.json'),
      ]);
      for (const file of written) expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(done.out + done.err).not.toContain('heaviness');

      const [page = '', json = ''] = written.map((file) => readFileSync(file, 'utf8'));
      const { reference } = JSON.parse(json) as { reference: string };
      expect(page).toContain(reference);
      expect(page).toMatch(/How heavy is today, from 0 to 10\?<\/dt><dd>7</);

      const again = await run(['export', reference, '--out', out]);
      expect(again).toMatchObject({ code: 2, out: '' });
      expect(again.err).toMatch(/already there/);
      const printed = await run(['export', reference, '--out', '-']);
      expect(JSON.parse(printed.out)).toMatchObject({ reference });
      const nowhere = await run(['export', reference, '--out', join(out, 'no', 'such.json')]);
      expect(nowhere).toMatchObject({ code: 2, out: '' });
      expect(nowhere.err).toMatch(/such\.json cannot be written\. See that its folder is there/);
      expect(await run(['export', 'terminal:nobody'])).toMatchObject({ code: 1, out: '' });
      expect((await run(['export', 'terminal:mod'])).err).toMatch(/moderators’ room|Nobody here/);
      const { rows } = JSON.parse((await run(['doctor', '--json'])).out) as {
        rows: Record<string, number>;
      };
      expect(rows['audit']).toBe(2);
    },
  );

  test.skipIf(!hasTerminal)(
    'forgets nobody at the keyboard before the word is typed',
    { timeout: 120_000 },
    async () => {
      const data = { MOORING_DATA: join(folder, 'keyboard'), MOORING_ZONE: 'UTC' };
      await runWith(['start'], { typed: '/daily-check-in\n', env: data });
      for (const keys of ['\r', 'yes\r', ctrlC, ctrlD]) {
        const asking = atKeyboard(['forget', 'terminal:me'], data);
        await asking.shows(/Type `forget` to go on:/);
        asking.press(keys);
        expect(await asking.over).toBe(2);
        expect(asking.all()).toMatch(/Nothing was changed/);
        expect(asking.all()).not.toMatch(/Error/);
      }
      const meant = atKeyboard(['forget', 'terminal:me'], data);
      await meant.shows(/Type `forget` to go on:/);
      meant.press('Forget\r');
      expect(await meant.over).toBe(0);
      expect(meant.all()).toMatch(/Forgotten\. Destroyed: 1 key/);
    },
  );

  test(
    'forgets them only when it is meant, also while the service runs',
    { timeout: 120_000 },
    async () => {
      const service = spawn(process.execPath, ['src/mooring.js', 'start'], {
        cwd: root,
        env: { ...process.env, MOORING_KEY: '', ...env },
      });
      let said = '';
      service.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
      const left = new Promise((resolve) => service.on('exit', resolve));
      const heard = async (what: RegExp): Promise<void> => {
        for (let tried = 0; tried < 400 && !what.test(said); tried += 1) {
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        expect(said).toMatch(what);
      };
      await heard(/Where we were/);

      const unsure = await run(['forget', 'terminal:me']);
      expect(unsure).toMatchObject({ code: 2, out: '' });
      expect(unsure.err).toMatch(/--yes/);
      expect((await run(['export', 'terminal:me', '--out', '-'])).code).toBe(0);

      const { code, out } = await run(['forget', 'terminal:me', '--yes', '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({ destroyed: { keys: 1, entries: 0 }, communities: 1 });
      expect(readFileSync(join(env.MOORING_DATA, 'erased.log'), 'utf8')).toMatch(
        /\n\d+ [0-9a-f]+ [0-9a-f]+\n/,
      );
      expect(await run(['export', 'terminal:me', '--out', '-'])).toMatchObject({
        code: 1,
        out: '',
      });

      said = '';
      service.stdin.write('hello\n');
      await heard(/script/);
      expect(said).not.toMatch(/How heavy/);
      service.stdin.end();
      expect(await left).toBe(0);
      expect((await run(['doctor', '--json'])).out).toMatch(/"store":"sound"/);
    },
  );
});
