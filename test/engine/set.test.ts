import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

function begun(steps: string, id = 'm1'): Visit {
  const flow = `${flowOf(steps, 'data: { l: list, n: number, t: text, answer: text }')}
  - { id: end, ask: 'So it is?', save: answer }
`;
  const here = agreed(visit({ library: smallLibrary({ set: flow }), id }));
  here.ask('set');
  return here;
}

const dataOf = (here: Visit) => here.member.sessions.at(-1)?.snapshot.data ?? {};

describe('set', () => {
  test.each([
    ['{ l: { add: "\'tea\'" } }', { l: ['tea'] }],
    ["{ l: { add: \"['tea', 'tea']\" } }", { l: ['tea'] }],
    ["{ l: { append: \"['tea', 'tea']\" } }", { l: ['tea', 'tea'] }],
    [
      "{ l: { append: \"['tea', 'tea']\" } }\n  - set: { l: { add: \"['tea', 'walk', 'walk']\" } }",
      { l: ['tea', 'tea', 'walk'] },
    ],
    ['{ l: { add: t }, n: { add: n } }', { l: [], n: null }],
    ['{ n: 3 }\n  - set: { n: { add: "number(\'none\')" } }', { n: 3 }],
    [
      "{ n: 3 }\n  - set: { n: 5, t: 'text(n)', l: { add: 'text(n)' } }",
      { n: 5, t: '3', l: ['3'] },
    ],
    ['{ t: "\'a\'" }\n  - set: { t: { pick: [b] }, l: { add: t } }', { t: 'b', l: ['a'] }],
    ['{ n: { add: 2 } }', { n: 2 }],
    ['{ n: 3 }', { n: 3 }],
    ["{ l: \"['a', 'b', 'c']\" }\n  - set: { l: { remove: \"['a', 'x']\" } }", { l: ['b', 'c'] }],
    ["{ l: \"['a', 'b', 'c']\" }\n  - set: { l: { first: 2 } }", { l: ['a', 'b'] }],
    ["{ l: \"['a', 'b', 'c']\" }\n  - set: { l: { last: 2 } }", { l: ['b', 'c'] }],
    ["{ l: \"['a', 'b', 'c']\" }\n  - set: { l: { last: 0 } }", { l: [] }],
    ['{ n: 3 }\n  - set: { n: { clear: true } }', { n: null }],
    ["{ n: 3 }\n  - set: { n: { add: -1 }, t: 'text(n)' }", { n: 2, t: '3' }],
  ])('%s', (step, data) => {
    expect(dataOf(begun(`  - set: ${step}`))).toMatchObject(data);
  });

  test('shuffles without losing anything, in an order of the member’s own', () => {
    const steps = `  - set: { l: "['a', 'b', 'c', 'd', 'e']" }\n  - set: { l: { shuffle: true } }`;
    const orders = Array.from({ length: 12 }, (_, at) => dataOf(begun(steps, `m${at}`))['l']);
    for (const order of orders) expect([...(order as string[])].toSorted().join('')).toBe('abcde');
    expect(new Set(orders.map(String)).size).toBeGreaterThan(4);
  });

  test('picks each of a list before any comes again, from one session to the next', () => {
    const here = begun('  - set: { t: { pick: [tea, walk, music] } }');
    const picked = [dataOf(here)['t']];
    for (let session = 1; session < 9; session += 1) {
      here.say('yes');
      here.ask('set');
      picked.push(dataOf(here)['t']);
    }
    for (const from of [0, 3, 6])
      expect(new Set(picked.slice(from, from + 3)).size, picked.join()).toBe(3);
  });

  test('picks by chance any of a list, and remembers none of it', () => {
    const steps = '  - set: { t: { pick: [tea, walk, music], by: chance } }';
    const members = Array.from({ length: 12 }, (_, at) => begun(steps, `m${at}`));
    expect(new Set(members.map((here) => dataOf(here)['t'])).size).toBe(3);
    for (const { member } of members) expect(Object.keys(member.memory.pools)).toEqual([]);
  });

  test('lets a list grow no longer than a hundred', () => {
    const here = begun(`  - set: { l: "['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']" }
  - repeat: 5
    do: [{ set: { l: { append: l } } }]`);
    expect(dataOf(here)['l']).toHaveLength(100);
  });

  test('picks from a list that has changed meanwhile what was picked longest ago', () => {
    const here =
      begun(`  - set: { l: "done('set') > 0.0 ? ['walk', 'new', 'tea'] : ['tea', 'walk']" }
  - set: { t: { pick: l } }`);
    const picked = [dataOf(here)['t']];
    for (let session = 1; session < 3; session += 1) {
      here.say('yes');
      here.ask('set');
      picked.push(dataOf(here)['t']);
    }
    expect(picked.map(String).toSorted()).toEqual(['new', 'tea', 'walk']);
  });
});
