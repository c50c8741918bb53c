import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectClear } from './clear.ts';
import { commands, mooring } from './commands.ts';
import { damages } from './damages.ts';
import { copyOf, livedIn, printOf, type LivedIn } from './lived-in.ts';

let calm: LivedIn;
let crashed: LivedIn;
beforeAll(async () => {
  calm = await livedIn({ crashed: false });
  crashed = await livedIn({ crashed: true });
});
afterAll(() => {
  calm[Symbol.dispose]();
  crashed[Symbol.dispose]();
});

const sample = [
  'the store cut down to half',
  'a later schema',
  'a bit in the middle of the write-ahead log',
  'another key',
];

test.each(damages.filter(({ name }) => sample.includes(name)))(
  'with $name, every command says so and changes nothing',
  { timeout: 120_000 },
  async (damage) => {
    const house = damage.crashed === true ? crashed : calm;
    const to = mkdtempSync(join(tmpdir(), 'mooring-out-'));
    using harmed = copyOf(house);
    damage.harm(harmed.path);
    const before = printOf(harmed.path);
    for (const words of commands(to, house.backup)) {
      const ran = await mooring(harmed.path, words);
      expectClear(ran, words.join(' '));
      expect(ran.code, words.join(' ')).toBeGreaterThan(0);
      expect(printOf(harmed.path), words.join(' ')).toEqual(before);
    }
    expect(existsSync(join(to, 'copy.db'))).toBe(false);
    rmSync(to, { recursive: true });
  },
);
