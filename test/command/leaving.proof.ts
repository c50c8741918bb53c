import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { talk } from './talk.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-leaving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the running companion ends within twenty seconds even when nobody takes what it says, and says it at the next start', async () => {
  const talking = talk(folder);
  const { child } = talking;
  await talking.heard(/1 Begin/);
  child.stdout.pause();
  child.stdin.write('help now\n'.repeat(2_000));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const from = Date.now();
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  const took = Date.now() - from;
  expect(took).toBeLessThan(22_000);
  expect(took).toBeGreaterThan(5_000);
  child.stdout.destroy();
  const again = talk(folder);
  await again.heard(/1 Someone is near/);
  expect(await again.end()).toBe(0);
});
