import { expect, test } from 'vitest';
import { flipped, type Ending } from './flipped.ts';
import { livedIn } from './lived-in.ts';

test('one bit turned over anywhere harms one person at most, is found by doctor, and is never written over', async () => {
  using calm = await livedIn({ crashed: false });
  using crashed = await livedIn({ crashed: true });
  const endings: Ending[] = [];
  for (let seed = 0; seed < 60; seed += 1)
    endings.push(await flipped({ calm, crashed }, `flip ${seed}`));
  expect(new Set(endings)).toEqual(new Set(['refused', 'harmed', 'unharmed']));
}, 60_000);
