import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const breath = `about: So many breaths, and how it was.
locale: en
takes: { count: number, word: text }
data: { how: text }
steps:
  - id: hello
    say: "Breathe {count} times, {word}."
  - id: how
    ask: 'How was it, {word}?'
    save: how
    options:
      - { label: Good, value: good, goto: bye }
      - { label: Again, value: again }
  - branch:
      - when: times('hello') < 2
        goto: hello
  - id: bye
    say: Well done.
`;

function begin(steps: string, head = '', fragments: Readonly<Record<string, string>> = {}): Visit {
  const library = smallLibrary({
    own: flowOf(steps, head),
    'fragments/breath': breath,
    ...fragments,
  });
  return agreed(visit({ library }));
}

const data = (here: Visit) => here.member.sessions.at(-1)?.snapshot.data;

const last = "  - { id: last, ask: 'Last?', input: text }\n";

describe('a fragment', () => {
  test('is said where it is used, with what it is handed, and the flow goes on after it', () => {
    const here = begin(`  - use: breath\n    with: { count: 3, word: "'you'" }\n${last}`);
    expect(here.ask('own')).toMatch(/Breathe 3 times, you\.[^]*How was it, you\?/);
    expect(here.say('Good')).toMatch(/Well done\.[^]*Last\?/);
  });

  test('reckons what it is handed from the data of the flow, at that moment', () => {
    const steps = `  - { id: who, ask: 'Who?', input: text, save: who }
  - { id: twice, use: breath, with: { count: "size(who) > 2 ? 4.0 : 2.0", word: who } }
`;
    const here = begin(steps, 'data: { who: text }');
    here.ask('own');
    expect(here.say('Robin')).toMatch(/Breathe 4 times, Robin/);
  });

  test('jumps to its own steps and counts their visits, wherever it stands', () => {
    const here = begin(`  - { id: one, use: breath, with: { count: 1, word: "'a'" } }\n${last}`);
    here.ask('own');
    expect(here.say('Again')).toMatch(/Breathe 1 times/);
    expect(here.say('Again')).toMatch(/Well done/);
  });

  test('begins anew each time it is come to, and the flow sees what it kept', () => {
    const steps = `  - { id: one, use: breath, with: { count: 1, word: "'a'" } }
  - branch:
      - when: how == 'good' && seen('one-hello')
        do: [{ id: glad, say: Glad. }]
  - { id: two, use: breath, with: { count: 2, word: "'b'" } }
${last}`;
    const here = begin(steps);
    here.ask('own');
    expect(data(here)).toMatchObject({ count: 1, word: 'a', how: null });
    expect(here.say('Good')).toMatch(/Glad\.[^]*Breathe 2 times, b/);
    expect(data(here)).toMatchObject({ count: 2, word: 'b', how: null });
  });

  test('is gone back into, question by question', () => {
    const here = begin(`  - { id: one, use: breath, with: { count: 1, word: "'a'" } }\n${last}`);
    here.ask('own');
    here.say('Good');
    expect(here.say('back')).toMatch(/How was it, a\?/);
    expect(here.say('Again')).toMatch(/Breathe 1 times/);
  });

  test('ends the flow where it says so, and may be jumped to by the id of its place', () => {
    const leave = `about: A way out.
locale: en
steps:
  - id: stay
    ask: Stay?
    options: [{ label: Stay, value: stay }, { label: Leave, value: leave, end: left }]
`;
    const steps = `  - { id: way, use: leave }
  - id: round
    ask: Once more?
    options: [{ label: More, value: more, goto: way }, { label: Enough, value: enough }]
`;
    const here = begin(steps, '', { 'fragments/leave': leave });
    here.ask('own');
    here.say('Stay');
    expect(here.say('More')).toMatch(/Stay\?/);
    here.say('Leave');
    expect(here.member.sessions).toEqual([]);
  });

  test('stands in other fragments, each handing on what it likes', () => {
    const evening = `about: An evening.
locale: en
takes: { who: text }
steps:
  - use: breath
    with: { count: 5, word: who }
  - { id: night, say: "Good night, {who}." }
`;
    const here = begin(`  - use: evening\n    with: { who: "'Ash'" }\n${last}`, '', {
      'fragments/evening': evening,
    });
    expect(here.ask('own')).toMatch(/Breathe 5 times, Ash/);
    expect(here.say('Again')).toMatch(/Breathe 5 times, Ash/);
    expect(here.say('Good')).toMatch(/Well done\.[^]*Good night, Ash\.[^]*Last\?/);
  });
});
