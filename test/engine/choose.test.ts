import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const names = ['ash', 'birch', 'cedar', 'elm', 'fir'];

/** A flow that takes one of so many ways; each says its own name. */
function choosing(ways: number, rule: string, weights: readonly number[] = []): string {
  const list = names.slice(0, ways).map((name, at) => {
    const weight = weights[at] === undefined ? '' : `, weight: ${weights[at]}`;
    return `      - { do: [{ id: ${name}, say: The ${name}. }]${weight} }`;
  });
  return flowOf(`  - choose:\n${list.join('\n')}\n    pick: ${rule}\n`);
}

function taken(here: Visit): string {
  const said = here.ask('tree');
  return names.find((name) => said.includes(`The ${name}.`)) ?? '';
}

describe('choose', () => {
  test('least-recent takes every way before any comes again, over all sessions of a member', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5 }), fc.string({ minLength: 1 }), (ways, id) => {
        const library = smallLibrary({ tree: choosing(ways, 'least-recent') });
        const here = agreed(visit({ library, id }));
        const round = () => Array.from({ length: ways }, () => taken(here));
        const first = round();
        expect(new Set(first).size).toBe(ways);
        for (let again = 0; again < 3; again += 1) {
          here.pass(86_400_000);
          expect(round()).toEqual(first);
        }
      }),
      { numRuns: 25 },
    );
  });

  test('once takes each way once ever, in the order they are written, and then none', () => {
    const here = agreed(visit({ library: smallLibrary({ tree: choosing(3, 'once') }) }));
    const sessions = Array.from({ length: 5 }, () => {
      here.pass(86_400_000);
      return taken(here);
    });
    expect(sessions).toEqual(['ash', 'birch', 'cedar', '', '']);
  });

  test('weighted takes each way as often as it weighs, over members and over sessions of one', () => {
    const library = smallLibrary({ tree: choosing(3, 'weighted', [6, 3, 1]) });
    const counts = (draws: readonly string[]) =>
      names.slice(0, 3).map((name) => draws.filter((one) => one === name).length / draws.length);
    const many = Array.from({ length: 1_200 }, (_, at) =>
      taken(agreed(visit({ library, id: `member-${at}` }))),
    );
    const one = agreed(visit({ library }));
    const sessions = Array.from({ length: 1_200 }, () => {
      one.now += 3_600_000;
      return taken(one);
    });
    // Six standard deviations of the widest share: 0.085.
    for (const shares of [counts(many), counts(sessions)])
      for (const [at, share] of [0.6, 0.3, 0.1].entries())
        expect(Math.abs((shares[at] ?? 0) - share), shares.join()).toBeLessThan(0.085);
  });
});
