import fc from 'fast-check';
import { describe, test } from 'vitest';
import { filesOf, partsOf } from '../support/random-flow.ts';
import { smallLibrary } from '../support/small-library.ts';
import { draws, talkBack } from '../support/talk-back.ts';
import { talkative } from '../support/talkative.ts';
import { shippedLibrary } from '../support/visit.ts';

describe('going back, and changing an answer, is the same as having answered that way first', () => {
  test('in any flow and the flows it runs', () => {
    fc.assert(
      fc.property(partsOf(3), draws, (parts, answers) => {
        talkBack(smallLibrary(filesOf(parts)), 'root', answers);
      }),
      { numRuns: 30 },
    );
  });

  test.each(talkative)('in %s', (flow) => {
    fc.assert(
      fc.property(draws, (answers) => talkBack(shippedLibrary(), flow, answers)),
      { numRuns: 8 },
    );
  });
});
