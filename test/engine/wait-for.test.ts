import { describe, expect, test } from 'vitest';
import { stepOf } from '#engine/step.ts';
import { newFolder } from '../store/folder.ts';
import { companionIn, writeFlows } from '../support/companion.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const hour = 3_600_000;
const day = 24 * hour;

const returning = `  - { id: hi, say: Come back when you like. }
  - id: away
    wait: { for: member-returns, at-most: 3d, goto: late }
  - { id: again, ask: 'You are here. How was it?', input: text }
  - end: met
  - { id: late, ask: 'Three days. How was it?', input: confirm }
`;

const doing = `  - { id: hi, say: Try the tea. }
  - id: away
    wait: { done: tea, at-most: 3d, do: [{ id: late, say: No tea then. }, { end: left }] }
  - { id: again, ask: 'How was the tea?', input: text }
`;

const tea = flowOf(
  "  - { id: strong, ask: 'Strong?', input: confirm }\n  - { id: so, say: So be it. }\n",
);

function begin(steps: string): Visit {
  const here = agreed(visit({ library: smallLibrary({ own: flowOf(steps), tea }) }));
  here.ask('own');
  return here;
}

const place = ({ member }: Visit) =>
  member.sessions.map(({ flow, snapshot }) => `${flow} ${stepOf(snapshot)}`);
const wakes = ({ member }: Visit) => member.sessions.flatMap((one) => one.wakes);

describe('a flow that waits for the member', () => {
  test('goes on with whatever they write, which answers nothing', () => {
    const here = begin(returning);
    here.now += 2 * day;
    expect(here.say('it was fine')).toMatch(/^You are here\. How was it\?/);
    expect(here.member.sessions[0]?.snapshot.data).toEqual({});
    expect(wakes(here)).toEqual([]);
  });

  test('goes on after no click on a question that is over, such as the second of two', () => {
    const here = begin(`  - { id: go, ask: 'Shall you go?', input: confirm }\n${returning}`);
    const question = here.member.asked?.id ?? null;
    here.say('yes');
    here.now += 4_000;
    const late = here.happen({ type: 'ChoiceMade', question, choices: ['no'] });
    expect(late).not.toContain('You are here');
    expect(place(here)).toEqual(['own away']);
    expect(here.say('back again')).toMatch(/^You are here/);
  });

  test('goes on after a greeting, without opening the menu', () => {
    const here = begin(returning);
    expect(here.say('hello')).toMatch(/^You are here/);
    expect(place(here)).toEqual(['own again']);
  });

  test('takes the other way when its time is over', () => {
    const here = begin(returning);
    expect(here.pass(3 * day - 1)).toBe('');
    expect(here.pass(1)).toMatch(/Three days\. How was it\?/);
    expect(here.pass(5 * day)).toBe('');
  });

  test('lets the always-on words do what they do, and goes on when that is over', () => {
    const here = begin(returning);
    expect(here.say('who are you')).toMatch(/[^]+You are here\. How was it\?/);
    const other = begin(returning);
    other.say('ground me');
    expect(place(other)[0]).toBe('own away');
    other.say('stop');
    expect(place(other)).toEqual([]);
  });

  test('waits on through a break from messages', () => {
    const here = begin(returning);
    here.say('pause');
    here.say('1');
    expect(place(here)[0]).toBe('own away');
    expect(here.say('hello')).toMatch(/You are here/);
  });

  test('is not in the way of a crisis', () => {
    const here = begin(returning);
    expect(here.say('i want to kill myself')).not.toMatch(/You are here/);
    expect(place(here)[0]).toBe('own away');
  });

  test('is gone back over to the question before it', () => {
    const here = begin(`  - { id: first, ask: 'First?', input: text }\n${returning}`);
    here.say('one');
    here.say('here');
    expect(here.say('back')).toMatch(/First\?/);
    here.say('two');
    expect(place(here)).toEqual(['own away']);
    expect(here.say('here')).toMatch(/You are here/);
  });

  test('is lived again by a step back that leads after it, and rings no more', () => {
    const here = begin(
      returning.replace(
        '  - end: met\n',
        "  - { id: more, ask: 'More?', input: text }\n  - end: met\n",
      ),
    );
    here.say('here');
    expect(here.say('fine')).toMatch(/More\?/);
    expect(here.say('back')).toMatch(/How was it\?/);
    expect(wakes(here)).toEqual([]);
  });
});

describe('a flow that waits for another', () => {
  test('goes on when that is done, and only then', () => {
    const here = begin(doing);
    expect(here.say('something')).not.toMatch(/How was the tea/);
    expect(place(here)).toEqual(['own away']);
    expect(here.ask('tea')).toMatch(/Strong\?/);
    expect(here.say('yes')).toMatch(/So be it\.[^]*How was the tea\?/);
    expect(wakes(here)).toEqual([]);
  });

  test('counts from where it began to wait: what was done before is not meant', () => {
    const here = agreed(visit({ library: smallLibrary({ own: flowOf(doing), tea }) }));
    here.ask('tea');
    here.say('yes');
    here.ask('own');
    expect(place(here)).toEqual(['own away']);
    here.ask('tea');
    expect(here.say('yes')).toMatch(/How was the tea\?/);
  });

  test('takes the other way when its time is over', () => {
    const here = begin(doing);
    expect(here.pass(3 * day)).toMatch(/No tea then\./);
    expect(here.member.sessions).toEqual([]);
  });

  test('goes on once nothing lies on top of it any more', () => {
    const outer = flowOf("  - run: tea\n  - { id: more, ask: 'More?', input: confirm }\n");
    const here = agreed(visit({ library: smallLibrary({ own: flowOf(doing), tea, outer }) }));
    here.ask('own');
    here.ask('outer');
    expect(here.say('yes')).toMatch(/More\?/);
    expect(here.say('no')).toMatch(/How was the tea\?/);
  });
});

test('a wait for something outlives a restart, and so does its end', async () => {
  const noon = Date.UTC(2026, 2, 2, 12);
  for (const [pass, said] of [
    [day, 'You are here.'],
    [3 * day, 'Three days.'],
  ] as const) {
    using folder = newFolder();
    writeFlows(folder.path, { own: flowOf(returning).replace('kind: system', 'kind: exercise') });
    {
      await using before = await companionIn(folder.path, noon);
      expect(await before.ask('own')).toContain('Come back when you like.');
    }
    await using after = await companionIn(folder.path, noon + pass);
    expect(await after.say('hello')).toContain(said);
  }
});
