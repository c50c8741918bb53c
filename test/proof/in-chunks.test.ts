import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inChunks } from './in-chunks.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-notes-'));
  vi.stubEnv('MOORING_PROOF_NOTES', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test('a proof that was interrupted goes on behind its last finished chunk, and counts on', async () => {
  const seen: number[] = [];
  const row = (failAt: number) => ({
    name: 'a row',
    total: 10,
    chunk: 3,
    work(from: number, to: number) {
      if (from >= failAt) throw new Error('interrupted');
      for (let n = from; n < to; n += 1) seen.push(n);
      return { cases: to - from };
    },
  });
  await expect(inChunks(row(6))).rejects.toThrow('interrupted');
  expect(seen).toEqual([0, 1, 2, 3, 4, 5]);
  expect(await inChunks(row(Infinity))).toEqual({ cases: 10 });
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(await inChunks(row(0))).toEqual({ cases: 10 });
});

test('a row of another length, and one without a place for notes, starts over', async () => {
  const row = { name: 'a row', chunk: 4, work: (from: number, to: number) => ({ n: to - from }) };
  await inChunks({ ...row, total: 4 });
  expect(await inChunks({ ...row, total: 8 })).toEqual({ n: 8 });
  vi.stubEnv('MOORING_PROOF_NOTES', '');
  let runs = 0;
  const counted = { ...row, total: 4, work: () => ({ runs: (runs += 1) }) };
  await inChunks(counted);
  await inChunks(counted);
  expect(runs).toBe(2);
});
