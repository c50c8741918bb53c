import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf, partsOf } from '../support/random-flow.ts';
import { smallLibrary } from '../support/small-library.ts';
import { draws, talkBack } from '../support/talk-back.ts';
import { talkative } from '../support/talkative.ts';
import { shippedLibrary } from '../support/visit.ts';
import { count, inChunks, say } from './in-chunks.ts';

test('going back, and changing an answer, is the same as having answered that way first', async () => {
  const { flows = 0 } = await inChunks({
    name: 'back over random flows',
    total: count({ ci: 1_000, full: 20_000 }),
    chunk: 250,
    work(from, to) {
      fc.assert(
        fc.property(partsOf(3), draws, (parts, answers) => {
          talkBack(smallLibrary(filesOf(parts)), 'root', answers);
        }),
        { numRuns: to - from, seed: from + 1 },
      );
      return { flows: to - from };
    },
  });
  say(`back over random flows: ${flows} flows`);
  expect(flows).toBeGreaterThan(0);
});

test('the same in every shipped flow that asks', async () => {
  const library = shippedLibrary();
  const { talks = 0 } = await inChunks({
    name: 'back over shipped flows',
    total: count({ ci: 1_500, full: 30_000 }),
    chunk: 500,
    work(from, to) {
      for (const [index, flow] of talkative.entries()) {
        const numRuns = Math.ceil((to - from) / talkative.length);
        fc.assert(
          fc.property(draws, (answers) => talkBack(library, flow, answers)),
          { numRuns, seed: from + index + 1 },
        );
      }
      return { talks: to - from };
    },
  });
  say(`back over shipped flows: ${talks} talks`);
  expect(talks).toBeGreaterThan(0);
});
