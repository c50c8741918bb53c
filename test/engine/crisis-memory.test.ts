import { describe, expect, test } from 'vitest';
import { nextWake } from '#engine/meet.ts';
import { agreed, saysOf, visit, type Visit } from '../support/visit.ts';

const day = 86_400_000;
const pain = 'I want to die';

/** Someone who said so and fell silent, with the reply's own question still open. */
function wounded(): Visit {
  const here = agreed(visit());
  here.say(pain);
  here.pass(2 * day);
  return here;
}

const traces = ({ member }: Visit): readonly string[] =>
  [
    member.crisis === null ? '' : 'crisis',
    ...Object.values(member.memory).flatMap(Object.keys),
    ...member.sessions.map(({ flow }) => flow),
  ].filter((key) => key.startsWith('crisis'));

describe('a crisis reply', () => {
  test('is remembered for seven days, and then nothing of it, though nobody wrote', () => {
    const here = wounded();
    const said = here.now - 2 * day;
    expect(traces(here)).toContain('crisis');
    here.now = said;
    here.pass(7 * day - 1);
    expect(traces(here)).toContain('crisis');
    expect(nextWake(here.member)).toBe(said + 7 * day);
    const before = saysOf(here.effects).length;
    here.pass(1);
    expect(traces(here)).toEqual([]);
    expect(saysOf(here.effects)).toHaveLength(before);
    expect(nextWake(here.member)).not.toBe(said + 7 * day);
    expect(here.member.asked).toBeNull();
    expect(here.say('menu')).toMatch(/\S/);
  });

  test('leaves what other flows remember', () => {
    const here = wounded();
    here.ask('ground-54321');
    const { pools } = here.member.memory;
    const mine = Object.keys(pools).filter((key) => !key.startsWith('crisis'));
    expect(mine.length).toBeGreaterThan(0);
    here.pass(8 * day);
    expect(Object.keys(here.member.memory.pools)).toEqual(expect.arrayContaining(mine));
    expect(traces(here)).toEqual([]);
  });
});
