import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { count, inChunks, say } from '../proof/in-chunks.ts';
import { expectClear } from './clear.ts';
import { commands, mooring } from './commands.ts';
import { damages, type Damage } from './damages.ts';
import { copyOf, livedIn, printOf, wordOf, type LivedIn } from './lived-in.ts';

/** Tries one command at one damage, and says whether it was refused. */
async function tried(damage: Damage, house: LivedIn, command: number): Promise<boolean> {
  const to = mkdtempSync(join(tmpdir(), 'mooring-out-'));
  try {
    using harmed = copyOf(house);
    damage.harm(harmed.path);
    const before = printOf(harmed.path);
    const words = commands(to, house.backup)[command] as readonly string[];
    const named = words.join(' ');
    const ran = await mooring(harmed.path, words);
    const told = `${damage.name}, ${named}: ${ran.err}`;
    expectClear(ran, named);
    const isRefused = ran.code !== 0;
    if (words[0] === 'doctor' || (isRefused && damage.refused)) {
      expect(printOf(harmed.path), told).toEqual(before);
    }
    if (words[0] === 'doctor') return isRefused;
    expect(isRefused, told).toBe(isToBeRefused(damage, words));
    if (words[0] === 'backup') expect(existsSync(join(to, 'copy.db'))).toBe(!isRefused);
    if (words[0] === 'export' && !isRefused) expect(ran.out).toContain(wordOf('guest3'));
    return isRefused;
  } finally {
    rmSync(to, { recursive: true });
  }
}

/** A store that is there is never replaced unasked, and a key is not changed over rows that do not open; a change that was broken off is finished by the next. */
function isToBeRefused({ refused, finds }: Damage, [command]: readonly string[]): boolean {
  if (command === 'restore') return true;
  if (command === 'change-key' && finds.includes('key-change-broken-off')) return false;
  return refused || (command === 'change-key' && finds.includes('rows-damaged'));
}

test('whatever is damaged, every command works or says clearly what is wrong, and overwrites nothing', async () => {
  using calm = await livedIn({ crashed: false });
  using crashed = await livedIn({ crashed: true });
  const each = commands('', '').length;
  const all = damages.flatMap((damage) =>
    Array.from({ length: each }, (_, command) => ({ damage, command })),
  );
  // The shorter count takes every fifth: all commands, and all damages by some.
  const step = count({ ci: 5, full: 1 });
  const chosen = all.filter((_, index) => index % step === 0);
  const { refused = 0 } = await inChunks({
    name: 'damages by commands',
    total: chosen.length,
    chunk: 40,
    async work(from, to) {
      let refusals = 0;
      for (const { damage, command } of chosen.slice(from, to))
        if (await tried(damage, damage.crashed === true ? crashed : calm, command)) refusals += 1;
      return { refused: refusals };
    },
  });
  expect(refused).toBeGreaterThan(10);
  say(`damages by commands: ${chosen.length} tried, ${refused} refused`);
});

test('whatever is damaged, a backup that is put back heals it', async () => {
  using calm = await livedIn({ crashed: false });
  using crashed = await livedIn({ crashed: true });
  const healable = damages.filter(
    ({ refused, finds, name }) =>
      refused && !finds.some((code) => code.startsWith('key-')) && !name.startsWith('a folder'),
  );
  const step = count({ ci: 4, full: 1 });
  for (const damage of healable.filter((_, index) => index % step === 0)) {
    const house = damage.crashed === true ? crashed : calm;
    using harmed = copyOf(house);
    damage.harm(harmed.path);
    const done = await mooring(harmed.path, ['restore', house.backup, '--replace']);
    expect(done.code, `${damage.name}: ${done.err}`).toBe(0);
    const out = await mooring(harmed.path, ['export', 'terminal:guest3', '--out', '-']);
    expect(out.out).toContain(wordOf('guest3'));
    expect(await mooring(harmed.path, ['export', 'terminal:gone', '--out', '-'])).toMatchObject({
      code: 1,
      out: '',
    });
  }
});
