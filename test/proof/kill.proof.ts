import { expect, test } from 'vitest';
import { count, inChunks, say, type Figures } from './in-chunks.ts';
import { killLoop } from './kill/kill-loop.ts';
import { terminalLoop } from './kill/terminal-loop.ts';
import { plants } from './kill/wire.ts';

test('killed again and again under load, it loses nothing, hears nothing twice and shows at most what was in flight again', async () => {
  const figures: Figures = await inChunks({
    name: 'kill -9 under load',
    total: count({ ci: 20, full: 200 }),
    chunk: 20,
    async work(from, to) {
      const report = await killLoop({ kills: to - from, seed: from + 1 });
      expect(report.broken).toEqual([]);
      return report.figures;
    },
  });
  const { kills, turns, receipts, redelivered, shown, reshown } = figures;
  say(
    `kill -9 under load: ${kills} kills, ${turns} turns, ${receipts} receipts, ${redelivered} redelivered, ${shown} shown, ${reshown} shown again`,
  );
  expect(receipts).toBeGreaterThan(10 * Number(kills));
});

test('`mooring start` itself, killed again and again, brings every report across once', async () => {
  const { kills, receipts, shown, reshown } = await inChunks({
    name: 'kill -9 of mooring start',
    total: count({ ci: 20, full: 200 }),
    chunk: 20,
    async work(from, to) {
      const report = await terminalLoop(to - from, from + 1);
      expect(report.broken).toEqual([]);
      return report.figures;
    },
  });
  say(
    `kill -9 of mooring start: ${kills} kills, ${receipts} reports across, ${shown} shown, ${reshown} shown again`,
  );
  expect(receipts).toBeGreaterThan(2);
});

test.each(plants)(
  'the first loop notices a store that breaks one promise: $name',
  async (plant) => {
    const { broken } = await killLoop({ kills: 12, seed: 5, plant: plant.name });
    expect(broken.join('\n')).toMatch(plant.shows);
  },
);
