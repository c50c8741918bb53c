import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf, partsOf } from '../support/random-flow.ts';
import { smallLibrary } from '../support/small-library.ts';
import { draws, talkBack } from '../support/talk-back.ts';
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
