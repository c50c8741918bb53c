import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, saysOf, visit, type Visit } from '../support/visit.ts';

const head = 'data: { feelings: list, words: list, worst: text, tried: text, note: text }';

const hub = (once: string) =>
  flowOf(
    `  - id: hub
    ask: What would you like to hear?
    save: tried
    options:
      - { label: Sleep, value: sleep, once: ${once}, do: [{ id: sleep, say: About sleep. }, { goto: hub }] }
      - { label: Food, value: food, once: ${once}, goto: hub }
  - { id: end, ask: And then?, save: note }
`,
    head,
  );

const library = smallLibrary({
  worst: flowOf(
    `  - id: feelings
    ask: What is there?
    input: many
    save: feelings
    options: [{ label: Tired out, value: tired }, { label: Worried, value: worried }, { label: Sad, value: sad }]
  - id: worst
    ask: Which is the hardest?
    save: worst
    options: { from: "without(feelings, 'sad')", plus: [{ label: None of them, value: none }] }
  - { id: end, ask: "So it is {worst}.", save: note }
`,
    head,
  ),
  own: flowOf(
    `  - { id: first, ask: One word?, save: note }
  - set: { words: { add: note } }
  - { id: second, ask: Another?, save: note }
  - set: { words: { add: note } }
  - { id: pick, ask: Which one?, save: worst, options: { from: words } }
  - { id: end, ask: "{worst} it is.", save: note }
`,
    head,
  ),
  many: flowOf(
    `  - set: { words: "['none', ' ', 'a', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z']" }
  - { id: pick, ask: Which one?, save: worst, options: { from: words, plus: [{ label: None of them, value: none }] } }
`,
    head,
  ),
  empty: flowOf(
    `  - { id: pick, ask: Which one?, save: worst, skip: false, options: { from: feelings } }
  - { id: end, ask: "Nothing to choose.", save: note }
`,
    head,
  ),
  hub: hub('true'),
  ever: hub('ever'),
});

function begun(flow: string, locale = 'en'): Visit {
  const here = agreed(visit({ library, locale }));
  here.ask(flow);
  return here;
}

const offered = (here: Visit) =>
  saysOf(here.last)
    .at(-1)
    ?.message.choices.map(({ label }) => label);

describe('options from a list', () => {
  test('are its items, by the labels of the question they were answers to, and then what is written out', () => {
    const here = begun('worst');
    here.say('1, 2, 3');
    expect(offered(here)).toEqual(['Tired out', 'Worried', 'None of them']);
    expect(here.say('tired out')).toContain('So it is Tired out.');
    here.say('back');
    expect(here.say('2')).toContain('So it is Worried.');
    here.say('back');
    expect(here.say('none of them')).toContain('So it is None of them.');
  });

  test('are the member’s own words as they wrote them', () => {
    const here = begun('own');
    here.say('{name}');
    here.say('b'.repeat(120));
    expect(offered(here)).toEqual(['{name}', `${'b'.repeat(78)}…`]);
    expect(here.tap('b'.repeat(120))).toContain(`${'b'.repeat(120)} it is.`);
  });

  test('are offered once each, never empty, and 25 at most with what is written out', () => {
    const labels = offered(begun('many')) ?? [];
    expect(labels).toEqual([...'abcdefghijklmnopqrstuvwx', 'None of them']);
  });

  test('that are none let the question be passed over', () => {
    expect(begun('empty').last.length).toBeGreaterThan(0);
    expect(agreed(visit({ library })).ask('empty')).toContain('Nothing to choose.');
  });
});

describe('options that are offered once', () => {
  test('are gone once they were taken, and the question with the last of them', () => {
    const here = begun('hub');
    expect(offered(here)).toEqual(['Sleep', 'Food']);
    here.say('food');
    expect(offered(here)).toEqual(['Sleep']);
    expect(here.say('sleep')).toMatch(/About sleep\.[^]*And then\?/);
    here.say('back');
    expect(offered(here)).toEqual(['Sleep']);
    here.say('back');
    expect(offered(here)).toEqual(['Sleep', 'Food']);
  });

  test.each([
    ['hub', ['Sleep', 'Food']],
    ['ever', ['Sleep']],
  ])('in %s come again as they say in the next session', (flow, again) => {
    const here = begun(flow);
    here.say('food');
    here.say('stop');
    here.say('hello');
    here.member = { ...here.member, sessions: [], asked: null };
    here.ask(flow);
    expect(offered(here)).toEqual(again);
  });
});
