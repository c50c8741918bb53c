import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { readFlow } from '#flow/read-flow.ts';
import { stepTypes } from '#flow/step-types.ts';
import { flowOf } from './flow-of.ts';

const head = 'title: T\nabout: A.\nkind: exercise\nlocale: en\nsteps:\n';

/** What is told of a flow with these steps: its line, and the mend. */
function told(steps: string): readonly (readonly [number, string])[] {
  const read = readFlow('flows/t.yaml', 't' as FlowId, head + steps);
  return 'flow' in read ? [] : read.map(({ at, mend }) => [at.line - 5, mend]);
}

describe('a slip of the hand', () => {
  test.each([
    ["  - id: a\n    say: 'It's fine.'\n", 2, 'write `say: "It’s fine."`'],
    ["  - { id: a, say: 'It's fine.' }\n", 1, 'write the apostrophe as ’'],
    ['  - id: a\n    say: "Hello" she said.\n', 2, 'write `say: "“Hello” she said."`'],
    ['  - id: a\n    say: Note: this. # why\n', 2, 'write `say: "Note: this."`'],
    ['  - id: a\n    say: @you.\n', 2, 'write `say: "@you."`'],
    ['  - id: a\n    say: `you`\n', 2, 'write `say: "`you`"`'],
    ['  - id: a\n    say: & so on.\n', 2, 'write `say: "& so on."`'],
    ['  - id: a\n    say: - so.\n', 2, 'write `say: "- so."`'],
    ['  - id = a\n    say: A.\n', 1, 'write `id: a`'],
    ['  • id: a\n    say: A.\n', 1, 'write a hyphen: `- id: a`'],
    ['  * id: a\n    say: A.\n', 1, 'write a hyphen: `- id: a`'],
    ['  - id: a\n    ask: A?\n   options:\n      - A\n', 3, 'begin it with 4 blanks'],
    ['  - id: a\n    say: A.\n   - id: b\n     say: B.\n', 3, 'begin it with 2 blanks'],
    ['  - id: a\n    say: A.\n    there.\n', 3, 'indent it deeper if it goes on'],
    ['  - id: a\n    say: "A.\n  - id: b\n    say: "B."\n', 2, 'close it at the end of the text'],
    ['  - say:A.\n', 1, 'write `- say: A.`'],
    ['  - - id: a\n      say: A.\n', 1, 'one hyphen begins a step'],
    ['  - id: a\n    say: [A] b.\n', 2, 'write `say: "[A] b."`'],
  ])('such as %j is told at line %i, with how it was meant', (steps, line, mend) => {
    const [first] = told(steps);
    expect(first?.[0]).toBe(line);
    expect(first?.[1]).toContain(mend);
  });

  test('is not found in a line that is in order, only because the next one is not', () => {
    const [first] = told('  - id: a\n    say: |\n      Note: this => that\n      • so\n    b\n');
    expect(first?.[0]).toBe(5);
  });

  test.each([
    ['with Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with the line ends of old Macs', (text: string) => text.replaceAll('\n', '\r')],
    ['with a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('is none in a file %s', (_, saved) => {
    const text = saved(`${head}  - id: a\n    say: |\n      One\n\n      two.\n`);
    const read = readFlow('flows/t.yaml', 't' as FlowId, text);
    expect(read).toMatchObject({ flow: { steps: { a: { text: [{ text: 'One\n\ntwo.' }] } } } });
  });
});

test('a step of this version is never said to come with a later one, wherever it is written', () => {
  for (const type of stepTypes) {
    const steps = `  - id: a\n    ask: A?\n    options: [{ label: B, value: b, ${type}: c }]\n`;
    const read = readFlow('flows/t.yaml', 't' as FlowId, head + steps);
    const codes = 'flow' in read ? [] : read.map(({ code }) => code);
    expect({ type, codes }).not.toMatchObject({
      codes: expect.arrayContaining(['later-step']) as string[],
    });
  }
});

test('an option that is a text alone is its own label and value', () => {
  const { flow } = flowOf('- { id: a, ask: Ok?, options: [Yes, { label: No, match: [nope] }] }');
  expect(flow.steps['a' as never]).toMatchObject({
    input: 'choice',
    options: [
      { label: 'Yes', value: 'Yes', match: [] },
      { label: 'No', value: 'No', match: ['nope'] },
    ],
  });
});

test.each(['', 'locale: [en]\n', 'locale: 3\n'])(
  'a flow that does not say its language (%j) is not told that its fragments are in another',
  (locale) => {
    const fragments = new Map([
      ['part', 'about: A.\nlocale: en\ntakes: {}\nsteps:\n  - { id: a, say: A. }\n'],
    ]);
    const text = `${head.replace('locale: en\n', locale)}  - use: part\n    with: {}\n`;
    const read = readFlow('flows/t.yaml', 't' as FlowId, { text, fragments });
    const heard = 'flow' in read ? [] : read.map(({ code, message }) => `${code} ${message}`);
    expect(heard.join()).toContain('locale');
    expect(heard.join()).not.toMatch(/wrong-locale|undefined/);
  },
);

test('a key that may hold this or that is said to be missing where it is', () => {
  const steps = '  - { id: a, ask: A?, input: text, silence: { nudge: { after: 1h } } }\n';
  const read = readFlow('flows/t.yaml', 't' as FlowId, head + steps);
  const heard = 'flow' in read ? [] : read.map(({ code, message }) => `${code}: ${message}`);
  expect(heard).toEqual(['missing-key: `say` is missing']);
});
