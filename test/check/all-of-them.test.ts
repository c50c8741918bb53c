import { describe, expect, test } from 'vitest';
import { problemsOf } from '../support/broken.ts';

const head = 'title: Sample\nabout: A flow.\nkind: exercise\nlocale: en\n';

/** One step that does not read, each in its own way, with a step inside of it that others go to. */
const unreadable: Readonly<Record<string, string>> = {
  'of a kind there is none': '  - { id: lost, brunch: [{ do: [{ id: inside, say: In. }] }] }\n',
  'with a key too many': '  - { id: lost, say: Hi., tone: warm }\n  - { id: inside, say: In. }\n',
  'of two kinds': '  - { id: lost, say: Hi., goto: inside }\n  - { id: inside, say: In. }\n',
  'in brackets of its own': '  - [{ id: lost, say: Lost. }]\n  - { id: inside, say: In. }\n',
};

/** Mistakes that have nothing to do with it, each with its code. */
const faults: readonly (readonly [code: string, steps: string])[] = [
  ['unknown-slot', '  - { id: one, say: "{nam}" }\n'],
  ['text-syntax', '  - { id: two, say: "{name" }\n'],
  ['undeclared', '  - { id: three, ask: Three?, save: nothing }\n'],
  ['expression', '  - branch: [{ when: "mood = 3", goto: one }]\n'],
  ['expression-type', '  - branch: [{ when: mood, goto: one }]\n'],
  ['unknown-target', '  - goto: nowhere\n'],
  ['unknown-target', '  - branch: [{ when: "seen(\'nowhere\')", goto: one }]\n'],
  ['unknown-flow', '  - run: nothing\n'],
  ['wrong-save', '  - { id: six, ask: Six?, input: text, save: mood }\n'],
  ['always-on-word', '  - { id: seven, ask: Seven?, options: [Stop, Go] }\n'],
  ['same-answer', '  - { id: eight, ask: Eight?, options: [Go, { label: Run, match: [go] }] }\n'],
  ['act-outside-system', '  - { act: resume }\n'],
  ['out-of-bounds', '  - { id: nine, ask: Nine?, attempts: 12 }\n'],
];

/** What could as well be so, for all that is known of the step that does not read. */
const possible = `  - { id: set-there, say: "{kept} {word, select, calm {Well.} other {}}" }
  - branch: [{ when: "word == 'calm'", goto: inside }, { when: "seen('lost')", end: b }]
  - goto: set-there
  - { id: led-to-from-there, say: Hi. }
`;

describe.each(Object.entries(unreadable))('beside a step %s', (_, step) => {
  const top = 'data: { mood: number, kept: text, word: text }\n';
  const rows = faults.map(([, text]) => text).join('');
  const told = problemsOf({
    'flows/sample.yaml': `${head}${top}steps:\n${step}${rows}${possible}`,
  });
  const own = step.trimEnd().split('\n').length;

  test('all that is certain of the others is told', () => {
    const others = told.filter(({ at }) => at.line > 6 + own);
    expect(others.map(({ code, at }) => [code, at.line])).toEqual(
      faults.map(([code], index) => [code, 7 + own + index]),
    );
  });

  test('and nothing is that it may be there for', () => {
    expect(told.filter(({ at }) => at.line <= 5)).toEqual([]);
    expect(told.filter(({ at }) => at.line === 7)).toHaveLength(1);
  });
});

test('beside a head that does not read, all that is certain of the steps is told', () => {
  const text = `${head.replace('kind: exercise', 'kind: exercis').replace('locale', 'Locale')}intensity: 7
data: { mood: number }
steps:
  - { id: one, say: "{nam}", }
  - { act: resume }
  - branch: [{ when: mood, end: b }]
`;
  expect(problemsOf({ 'flows/sample.yaml': text }).map(({ code, at }) => [code, at.line])).toEqual([
    ['unknown-value', 3],
    ['unknown-key', 4],
    ['unknown-value', 5],
    ['unknown-slot', 8],
    ['expression-type', 10],
  ]);
});

test('beside data that does not read, nothing is guessed about it', () => {
  const text = `${head}data: { mood: nummber }\nsteps:\n  - { id: one, say: "{mood} {nam}" }\n`;
  expect(problemsOf({ 'flows/sample.yaml': text }).map(({ code }) => code)).toEqual([
    'unknown-value',
  ]);
});

test('beside steps that have no id, everything is told: what they lead to and use is known', () => {
  const text = `${head}data: { mood: number, spare: text }
steps:
  - ask: How heavy?
    input: number
    save: mood
  - say: "{nam}"
  - branch: [{ when: mood > 3, goto: round }]
  - end: done
  - { id: lost, say: Nothing leads here. }
  - { id: round, say: And again. }
  - goto: round
`;
  expect(problemsOf({ 'flows/sample.yaml': text }).map(({ code, at }) => [code, at.line])).toEqual([
    ['unused', 5],
    ['missing-id', 7],
    ['missing-id', 10],
    ['unknown-slot', 10],
    ['unreachable', 13],
    ['loop', 14],
  ]);
});

test('beside a step without an id and one that does not read, nothing is guessed', () => {
  const text = `${head}data: { mood: number }
steps:
  - say: Hi.
  - { id: one, say: Hi., tone: warm }
  - end: done
  - { id: lost, say: Perhaps led to. }
`;
  expect(problemsOf({ 'flows/sample.yaml': text }).map(({ code }) => code)).toEqual([
    'missing-id',
    'unknown-key',
  ]);
});
