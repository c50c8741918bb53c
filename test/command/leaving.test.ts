import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atKeyboard, ctrlC, hasTerminal } from './keyboard.ts';
import { talk, type Talk } from './talk.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-leaving-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const aMinute = { timeout: 90_000 };

/** In the middle of a question. */
async function asked(env: Readonly<Record<string, string>> = {}): Promise<Talk> {
  const talking = talk(folder, env);
  await talking.heard(/1 Begin/);
  await talking.type('/ground-54321', /1 Begin/);
  return talking;
}

/** The question that was open is asked again. */
async function expectToGoOn(question: RegExp): Promise<void> {
  const again = talk(folder);
  await again.heard(/Where we were/);
  await again.heard(question);
  expect(await again.end()).toBe(0);
}

describe('the running companion', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'leaves in order at %s, and goes on where it was',
    aMinute,
    async (signal) => {
      const talking = await asked();
      talking.child.kill(signal);
      expect(await talking.over).toBe(0);
      if (signal === 'SIGHUP') await expectToGoOn(/1 Begin/);
    },
  );

  test.skipIf(!hasTerminal)(
    'leaves in order at Ctrl-C, in the middle of a line and pressed twice too',
    aMinute,
    async () => {
      for (const keys of [ctrlC, `half a lin${ctrlC}`, ctrlC + ctrlC]) {
        const sitting = atKeyboard(['start'], { MOORING_DATA: folder });
        await sitting.shows(/Help now .*> /);
        sitting.press(keys);
        expect([0, 130]).toContain(await sitting.over);
        expect(sitting.all()).toMatch(/Start me again and we go on from here/);
      }
      await expectToGoOn(/1 Begin/);
    },
  );

  test('leaves in order when nobody reads it any more', aMinute, async () => {
    const talking = await asked();
    talking.child.stdout.destroy();
    talking.child.stdin.write('Begin\n');
    expect(await talking.over).toBe(0);
  });

  test(
    'leaves in order while a long input is being read, and hears no more of it',
    aMinute,
    async () => {
      const talking = await asked();
      talking.child.stdin.write('one more thing\n'.repeat(20_000));
      await talking.heard(/one more thing.*one more thing/);
      talking.child.kill('SIGTERM');
      expect(await talking.over).toBe(0);
      expect(talking.said().split('one more thing').length).toBeLessThan(10_000);
    },
  );

  test('is ended at once by a second signal, and loses nothing', aMinute, async () => {
    const talking = await asked();
    const { child } = talking;
    // Nobody takes what it says, so its last answer does not go out.
    child.stdout.pause();
    child.stdin.write('help now\n'.repeat(2_000));
    await pause(1_500);
    child.kill('SIGTERM');
    await pause(500);
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    const from = Date.now();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(130);
    expect(Date.now() - from).toBeLessThan(5_000);
    child.stdout.destroy();
    await expectToGoOn(/1 Someone is near/);
  });

  test.each([
    ['an error', 'throw new TypeError("my secret garden")'],
    ['a rejection', 'void Promise.reject(new Error("my secret garden"))'],
  ])('is ended by %s nobody caught, tells of it without its words', aMinute, async (_, fault) => {
    const planted = join(folder, 'planted.mjs');
    writeFileSync(planted, `process.on('SIGUSR2', () => { ${fault}; });`);
    const talking = await asked({ MOORING_LOG: 'error', NODE_OPTIONS: `--import ${planted}` });
    talking.child.kill('SIGUSR2');
    expect(await talking.over).toBe(1);
    expect(talking.told()).toMatch(/"msg":"crashed"/);
    expect(talking.told()).not.toContain('secret');
  });
});

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
