import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { nameSteps } from '#flow/name-steps.ts';
import { readFlow } from '#flow/read-flow.ts';
import { filesUnder, read } from '../support/repository.ts';

const flow = `# A comment at the top.
title: A try   # and one behind
about:   "Odd   spacing stays."
kind: exercise
locale: en
data: { mood: text }

steps:
  - say: Hello{hasName, select, yes {, {name}} other {}}. Good to see you here today.
  # Between two steps.
  -   ask:
        - { text: "¿Cómo estás?", when: hour < 9 }
        - How are you?
      save: mood   # kept
      options:
        - label: Fine
          do:
            - { say: 'Glad to hear it.' }   # in one line
            - {"say": "Glad to hear it."}
        - { label: Bad, do: [{ say: Sorry. }, { say: Sorry. }] }
      silence:
        expire:
          after: 2h
          do:
            - say: |
                Another time.

                Take care.
  - branch:
      - when: mood == 'Fine'
        do:
        - # where the key comes later
          say: 元気
    else:
      - id: say-元気
        say: taken by somebody else
      - say: 元気
  - id: named
    say: This one has a name.
on:
  word:
    - say: [breathe]
      do:
        - say: Breathe. In, and out, and in again, slowly.
  expiry: { goto: named }
`;

/** Puts back what was inserted, so that the rest can be compared byte for byte. */
function withoutInsertions(text: string, named: readonly string[]): string {
  return named.reduce(
    (left, id) => left.replace(new RegExp(`id: ${id}(?:, |\\r?\\n *)(?=["a-z])`), ''),
    text,
  );
}

describe('naming the steps of a flow', () => {
  test('writes short names out of type and text, each once', () => {
    expect(nameSteps(flow).named).toEqual([
      'say-hello-good-to-see',
      'ask-como-estas',
      'say-glad-to-hear-it',
      'say-glad-to-hear-it-2',
      'say-sorry',
      'say-sorry-2',
      'say-another-time-take-care',
      'say',
      'say-2',
      'say-breathe-in-and-out',
    ]);
  });

  test.each([
    ['as it is', flow],
    ['with Windows line ends', flow.replaceAll('\n', '\r\n')],
    ['without a last line end', flow.trimEnd()],
  ])('changes no other byte of a file %s', (_, text) => {
    const { text: after, named } = nameSteps(text);
    expect(named).toHaveLength(10);
    expect(withoutInsertions(after, named)).toBe(text);
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('leaves nothing to name, and makes the flow readable', () => {
    const { text } = nameSteps(flow.replace('say-元気', 'say-3'));
    expect(nameSteps(text)).toEqual({ text, named: [] });
    expect(readFlow('try.yaml', 'try' as FlowId, text)).toMatchObject({ type: 'flow' });
  });

  test('leaves the shipped flows as they are', () => {
    const shipped = filesUnder('flows').filter((file) => !/\.\w+\.yaml$/.test(file));
    for (const file of shipped)
      expect(nameSteps(read(file))).toEqual({ text: read(file), named: [] });
  });

  test('takes the ids out of a shipped flow and finds every step again', () => {
    const bare = read('flows/daily-check-in.yaml').replaceAll(/^( *- )id: .*\n +/gm, '$1');
    const { text, named } = nameSteps(bare);
    expect(named.length).toBeGreaterThan(10);
    expect(new Set(named).size).toBe(named.length);
    expect(withoutInsertions(text, named)).toBe(bare);
  });

  test.each([
    '',
    'steps: [',
    '- say: no flow',
    'steps: { say: not a list }',
    'steps: [say: a pair that has no braces]',
    '\0',
    'a: &b 1\nc: *b',
  ])('leaves %j alone', (text) => {
    expect(nameSteps(text)).toEqual({ text, named: [] });
  });

  test('never throws, and never touches anything else, whatever is written', () => {
    const line = fc.constantFrom(
      'steps:',
      '  - say: Hi',
      '  - {say: Hi}',
      '  -\tsay: Hi',
      '  - ? say',
      '    : Hi',
      '  - !!map',
      '    say: Hi',
      '  - &here',
      '    do:',
      '      - say: "a\\',
      '        b"',
      '  - "say": x',
      '  - say: >-',
      '',
      '# c',
      '  - - say: x',
      '---',
      '...',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 14 }), (lines) => {
        const text = lines.join('\n');
        const { text: after, named } = nameSteps(text);
        expect(withoutInsertions(after, named)).toBe(text);
        expect(nameSteps(after).named).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('names the questions of a form', () => {
    const text = 'steps:\n  - form:\n      - { ask: Who?, save: who }\n      - ask: When?\n';
    expect(nameSteps(text)).toEqual({
      text: 'steps:\n  - form:\n      - { id: ask-who, ask: Who?, save: who }\n      - id: ask-when\n        ask: When?\n',
      named: ['ask-who', 'ask-when'],
    });
  });
});
