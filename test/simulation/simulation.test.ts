import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { stepTypes } from '#flow/step-types.ts';
import { sqliteDisk } from './disks.ts';
import { plants } from './plants.ts';
import { play, type Rules } from './play.ts';
import { openHouse } from './rules.ts';

const house = openHouse();
afterAll(() => house.close());

/** What was broken, seed by seed; and how to see it. */
async function broken(
  seeds: readonly number[],
  change: Partial<Rules> = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const seed of seeds) {
    const [first] = (await play(seed, { ...house.rulesFor(seed), ...change })).violations;
    if (first !== undefined)
      found.push(`${first} — node test/simulation/run-seeds.ts --seed ${seed}`);
  }
  return found;
}

const seeds = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => from + n);

test('a flow of these worlds has every kind of step that any flow may have', () => {
  const text = readFileSync(new URL('flows/every-step.yaml', import.meta.url), 'utf8');
  const missing = stepTypes.filter((type) => !new RegExp(`\\b${type}:`).test(text));
  // Acts are of system flows alone: the shipped ones use them all.
  expect(missing).toEqual(['act']);
});

describe('in small worlds of their own', { timeout: 180_000 }, () => {
  test('every promise holds, whatever breaks', async () => {
    expect(await broken(seeds(1, 120))).toEqual([]);
  });

  test('on the real store too', async () => {
    expect(await broken(seeds(1001, 6), { disk: sqliteDisk })).toEqual([]);
  });

  test('the same seed is the same world', async () => {
    const told = async (): Promise<readonly string[]> => {
      const lines: string[] = [];
      await play(7, { ...house.rulesFor(7), trace: (line) => void lines.push(line) });
      return lines;
    };
    const first = await told();
    expect(first.length).toBeGreaterThan(20);
    expect(await told()).toEqual(first);
  });
});

describe('what is broken on purpose is noticed:', { timeout: 180_000 }, () => {
  test.each(plants)('$name', async ({ shows, ...plant }) => {
    let noticed: readonly string[] = [];
    for (let seed = 1; seed <= 60 && noticed.length === 0; seed += 1)
      noticed = (await play(seed, { ...house.rulesFor(seed), ...plant })).violations;
    expect(noticed.join('\n')).toMatch(shows);
  });
});
