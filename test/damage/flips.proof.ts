import { expect, test } from 'vitest';
import { count, inChunks, say } from '../proof/in-chunks.ts';
import { flipped } from './flipped.ts';
import { livedIn } from './lived-in.ts';

test('one bit turned over anywhere harms one person at most, is found by doctor, and is never written over', async () => {
  using calm = await livedIn({ crashed: false });
  using crashed = await livedIn({ crashed: true });
  const figures = await inChunks({
    name: 'flipped bits',
    total: count({ ci: 500, full: 20_000 }),
    chunk: 250,
    async work(from, to) {
      const ended = { refused: 0, harmed: 0, unharmed: 0 };
      for (let seed = from; seed < to; seed += 1) {
        try {
          ended[await flipped({ calm, crashed }, `flip ${seed}`)] += 1;
        } catch (error) {
          throw new Error(`flip ${seed} broke a promise`, { cause: error });
        }
      }
      return ended;
    },
  });
  const { refused, harmed, unharmed } = figures;
  say(`flipped bits: ${refused} refused, ${harmed} harmed one person, ${unharmed} harmed nobody`);
  expect(harmed).toBeGreaterThan(10);
});
