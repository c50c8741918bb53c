import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { heldFiles } from '#engine/held/held-files.ts';
import { nextWake } from '#engine/meet.ts';
import { smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const day = 86_400_000;

const head = (title: string) => `title: ${title}
about: A flow that knows something of the member.
kind: exercise
locale: en
data:
  cup: { type: text, scope: member, keep: 30d, seen-by: member }
  sugar: text
outputs: [sugar]
steps:
`;

const options = `options: [{ label: The blue one, value: blue }, { label: The red one, value: red }]`;

const library = smallLibrary({
  learn: `${head('Learning')}  - { id: cup, ask: Which cup?, save: cup, ${options} }
  - { id: sugar, ask: Sugar?, save: sugar }
`,
  use: `${head('Using')}  - branch: [{ when: "answered('cup')", do: [{ id: known, say: "Yours is {cup}." }] }]
    else: [{ id: unknown, say: I do not know your cup. }]
  - { id: sugar, ask: "Sugar with {cup}?", save: sugar }
`,
  outer: `${head('Outer')}  - run: learn
  - { id: after, say: "Now I know {cup}." }
  - run: use
  - set: { cup: "'green'" }
  - { id: again, ask: "And {cup}?", save: sugar }
`,
});

function begun(flow: string): Visit {
  const here = agreed(visit({ library }));
  here.ask(flow);
  return here;
}

/** The member did not agree that answers are kept. */
function refusing(here: Visit): Visit {
  here.member = { ...here.member, consents: {} };
  return here;
}

describe('data of scope member', () => {
  test('is known to every flow that declares it, by its label, after the one that asked is over', () => {
    const here = begun('learn');
    here.tap('red');
    here.say('two');
    expect(here.member.sessions).toEqual([]);
    expect(here.ask('use')).toContain('Yours is The red one.');
  });

  test('is forgotten once it was kept as long as it is declared, and wakes for that', () => {
    const here = begun('learn');
    here.tap('red');
    here.say('two');
    expect(nextWake(here.member)).toBe(here.now + 30 * day);
    here.pass(30 * day - 1);
    expect(here.member.memory.known).toHaveProperty('cup');
    expect(here.pass(1)).toBe('');
    expect(JSON.stringify(here.member)).not.toContain('red');
    expect(here.ask('use')).toContain('I do not know your cup.');
  });

  test('lives only as long as the session without the consent to keep, and in the flows it runs', () => {
    const here = refusing(visit({ library }));
    here.ask('outer');
    here.tap('blue');
    expect(here.member.memory.known).toBeUndefined();
    const told = here.say('two');
    expect(told).toContain('Now I know The blue one.');
    expect(told).toContain('Yours is The blue one.');
    expect(here.say('three')).toContain('And green?');
    here.say('four');
    expect(JSON.stringify(here.member)).not.toMatch(/blue|green/);
    expect(here.ask('use')).toContain('I do not know your cup.');
  });

  test('is forgotten at once when the consent to keep is taken back', () => {
    const here = begun('learn');
    here.tap('red');
    here.say('two');
    refusing(here);
    here.ask('use');
    expect(JSON.stringify(here.member)).not.toContain('red');
  });

  test('is seen as it is now by a flow that waited beneath', () => {
    const here = begun('use');
    here.ask('learn');
    here.tap('red');
    expect(here.say('two')).toContain('Sugar with The red one?');
  });

  test('is given back as it was by going back', () => {
    const here = begun('learn');
    here.tap('red');
    here.say('two');
    here.ask('learn');
    here.tap('blue');
    expect(here.member.memory.known?.['cup']?.value).toBe('blue');
    here.say('back');
    expect(here.member.memory.known?.['cup']?.value).toBe('red');
    here.tap('blue');
    here.pass(31 * day);
    here.say('back');
    expect(here.member.memory.known).toEqual({});
  });

  test('stands in what a member is shown of theirs, and in the file for programs', () => {
    const here = begun('learn');
    here.tap('red');
    here.say('two');
    const of = { member: here.member, entries: [], reports: [], at: here.now };
    const [page, json] = heldFiles(of, library).map(({ text }) => text);
    expect(page).toMatch(/What I keep in mind for you[^]*Which cup\?[^]*The red one[^]*Kept until/);
    expect(JSON.parse(json as string).known.cup).toEqual({
      value: 'red',
      flow: 'learn',
      until: '2026-04-01T09:00:00Z',
    });
  });

  test('that another flow keeps as something else is not taken for it', () => {
    const here = begun('learn');
    here.tap('red');
    here.say('two');
    here.library = smallLibrary(
      {
        count:
          head('Counting').replace('type: text', 'type: number') +
          '  - { id: it, ask: "Cups {cup}!" }\n',
      },
      library,
    );
    expect(here.library.flow('count' as FlowId)?.flow.data['cup']).toBe('number');
    expect(here.ask('count')).toContain('Cups !');
  });
});
