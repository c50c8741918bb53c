import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

function begin(steps: string, head = '', flows: Readonly<Record<string, string>> = {}): Visit {
  const library = smallLibrary({ own: flowOf(steps, head), ...flows });
  return agreed(visit({ library }));
}

const data = (here: Visit) => here.member.sessions.at(-1)?.snapshot.data;

const asked = (id: string, save: string) =>
  `      - { id: ${id}, ask: '${id}?', input: text, save: ${save} }\n`;

describe('repeat', () => {
  const count = `  - repeat: 3
    until: word == 'enough'
    do:
${asked('more', 'word')}  - { id: last, ask: 'Last?', input: text }
`;

  test('goes round so many times at most', () => {
    const here = begin(count, 'data: { word: text }');
    expect(here.ask('own')).toMatch(/more\?/);
    expect(here.say('one')).toMatch(/more\?/);
    expect(here.say('two')).toMatch(/more\?/);
    expect(here.say('three')).toMatch(/Last\?/);
    expect(data(here)).toEqual({ word: 'three' });
  });

  test('is over as soon as its condition holds', () => {
    const here = begin(count, 'data: { word: text }');
    here.ask('own');
    expect(here.say('enough')).toMatch(/Last\?/);
  });

  test('does nothing where its condition holds from the start', () => {
    const here = begin(`  - set: { word: "'enough'" }\n${count}`, 'data: { word: text }');
    expect(here.ask('own')).toMatch(/Last\?/);
  });

  test('counts anew each time it is come to, even if it was left by a jump', () => {
    const steps = `  - id: again
    repeat: 2
    do:
      - id: which
        ask: which?
        options: [{ label: Go on, value: on }, { label: Anew, value: anew, goto: again }]
  - { id: last, ask: 'Last?', input: text }
`;
    const here = begin(steps);
    here.ask('own');
    expect(here.say('Go on')).toMatch(/which\?/);
    expect(here.say('Anew')).toMatch(/which\?/);
    expect(here.say('Go on')).toMatch(/which\?/);
    expect(here.say('Go on')).toMatch(/Last\?/);
  });

  test('is gone back through round by round', () => {
    const here = begin(count, 'data: { word: text }');
    here.ask('own');
    here.say('one');
    here.say('two');
    here.say('back');
    expect(data(here)).toMatchObject({ word: 'one' });
    expect(here.say('two')).toMatch(/more\?/);
    expect(here.say('three')).toMatch(/Last\?/);
  });

  test('inside another one multiplies, up to a hundred rounds', () => {
    const steps = `  - set: { n: '0' }
  - repeat: 10
    do:
      - repeat: 10
        do:
          - set: { n: n + 1 }
  - { id: last, ask: 'Last?', input: text }
`;
    const here = begin(steps, 'data: { n: number }');
    expect(here.ask('own')).toMatch(/Last\?/);
    expect(data(here)).toEqual({ n: 100 });
  });
});

describe('each', () => {
  const many = `  - id: which
    ask: Which?
    input: many
    save: all
    options: [{ label: Sun, value: sun }, { label: Moon, value: moon }, { label: Star, value: star }]
`;
  const loop = `  - each: all
    as: one
    most: 2
    do:
      - { id: about, ask: 'What of the {one}?', input: text, save: word }
  - { id: last, ask: 'Last?', input: text }
`;
  const head = 'data: { all: list, one: text, word: text }';

  test('takes one after the other, in order, and so many at most', () => {
    const here = begin(many + loop, head);
    here.ask('own');
    expect(here.say('1, 2, 3')).toMatch(/What of the sun\?/);
    expect(here.say('warm')).toMatch(/What of the moon\?/);
    expect(here.say('cold')).toMatch(/Last\?/);
    expect(data(here)).toMatchObject({ one: 'moon', word: 'cold' });
  });

  test('of nothing does nothing', () => {
    const here = begin(many + loop, head);
    here.ask('own');
    expect(here.say('skip')).toMatch(/Last\?/);
  });

  test('keeps to the list as it was when it began', () => {
    const steps = `${many}  - each: all
    as: one
    most: 3
    do:
      - set: { all: "['x', 'y', 'z']" }
      - { id: about, ask: 'What of the {one}?', input: text }
  - { id: last, ask: 'Last?', input: text }
`;
    const here = begin(steps, 'data: { all: list, one: text }');
    here.ask('own');
    here.say('1, 2');
    expect(here.say('warm')).toMatch(/What of the moon\?/);
    expect(here.say('cold')).toMatch(/Last\?/);
  });
});

describe('become', () => {
  const other = {
    other: flowOf(
      `  - { id: hello, ask: 'Other, {given}?', input: text }\n  - { id: bye, ask: 'Bye?', input: text }\n`,
      'data: { given: text }\ninputs: [given]',
    ),
  };
  const first = `  - { id: word, ask: 'Word?', input: text, save: word }
  - become: other
    with: { given: word }
`;

  test('leaves one flow for another, which does not come back', () => {
    const here = begin(first, 'data: { word: text }', other);
    here.ask('own');
    expect(here.say('dear')).toMatch(/Other, dear\?/);
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['other']);
    expect(here.member.memory.done['own']?.[0]).toBe(1);
    here.say('hi');
    here.say('so long');
    expect(here.member.sessions).toEqual([]);
  });

  test('inside a flow that was run hands the new one’s end back to whoever ran it', () => {
    const flows = { ...other, inner: flowOf(first, 'data: { word: text }') };
    const steps = `  - run: inner\n  - { id: last, ask: 'Last?', input: text }\n`;
    const here = begin(steps, '', flows);
    here.ask('own');
    here.say('dear');
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['own', 'other']);
    here.say('hi');
    expect(here.say('back')).toMatch(/Other, dear\?/);
    here.say('hi');
    expect(here.say('so long')).toMatch(/Last\?/);
  });

  test('round and round without a question is broken off with an honest sentence', () => {
    const flows = { ping: flowOf('  - become: own\n') };
    const here = begin('  - become: ping\n', '', flows);
    expect(here.ask('own')).not.toBe('');
    expect(here.member.sessions).toEqual([]);
  });
});
