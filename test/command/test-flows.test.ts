import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { tellFailure } from '#command/test-flows.ts';
import { tellProblems } from '#command/tell-problems.ts';
import { testFlow } from '#command/rehearsal/flow-tests.ts';
import { readFolder } from '#library/read-folder.ts';
import { root } from '../support/repository.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-test-flows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
mkdirSync(join(folder, 'flows'));
writeFileSync(
  join(folder, 'flows/tea.es.yaml'),
  `of: tea
locale: es
title: Té
about: Un té.
steps:
  which:
    ask: ¿Qué té?
    options: { green: { label: Verde }, black: { label: Negro } }
  enjoy: { say: Que aproveche. }
`,
);
const tea = `title: Tea
about: A cup of tea.
kind: exercise
locale: en
topics: [tea]
data: { tea: text }
steps:
  - id: which
    ask: Which tea would you like?
    save: tea
    options:
      - { label: Green, value: green }
      - { label: Black, value: black }
  - id: enjoy
    say: Enjoy your tea. It is hot.
`;
/** The line on which a talk begins. */
const first = tea.split('\n').length + 3;

/** What is told of a small flow, tested by this talk. */
function told(talk: string, more = ''): string {
  const tests = `tests:\n  - name: it pours\n${more}    talk: |\n${talk.replace(/^(?=.)/gm, '      ')}\n`;
  writeFileSync(join(folder, 'flows/tea.yaml'), tea + tests);
  const { library, problems } = readFolder(folder);
  if (library === null) throw new Error(tellProblems(problems));
  return testFlow(folder, 'tea' as FlowId, library)
    .failures.map(tellFailure)
    .join('\n');
}

const { library, sources } = readFolder(root);

describe('the tests inside flows', () => {
  test.each([...sources.keys()])('of %s are there, and go as written', (flow) => {
    if (library === null) throw new Error('the shipped flows have problems');
    const { tests, failures } = testFlow(root, flow, library);
    expect(failures.map(tellFailure)).toEqual([]);
    expect(tests).toBeGreaterThan(0);
  });
});

describe('a test inside a flow', () => {
  const opened = '@ 2026-03-02T10:00:00Z\n< would you like\n  [Black] [Green]\n> 2\n';

  test('passes when what is said, offered and changed contains its lines', () => {
    expect(told(`${opened}< Enjoy\n< It is hot.\n. flow none`)).toBe('');
  });

  test.each([
    ['what is not said', '< It is cold.'],
    ['what is said in another order', '< It is hot.\n< Enjoy'],
    ['what is not offered', '  [Black] [Red]'],
    ['what does not change', '. contact stopped'],
    ['what no moderator is told', '! Enjoy'],
  ])('fails for %s, at its line', (_, lines) => {
    const wrong = lines.split('\n').at(-1) as string;
    const line = first + 4 + lines.split('\n').length - 1;
    expect(told(opened + lines)).toBe(
      `flows/tea.yaml:${line} it pours\n    > 2\n  - ${wrong}\n  + < Enjoy your tea. It is hot.\n  + . flow none`,
    );
  });

  test('fails where only some of its choices are on offer', () => {
    expect(told('@ 2026-03-02T10:00:00Z\n  [Black] [Red]')).toContain('  -   [Black] [Red]\n');
    expect(told('@ 2026-03-02T10:00:00Z\n  [Black]')).toBe('');
  });

  test('is played in its own language', () => {
    const talk = '@ 2026-03-02T10:00:00Z\n  [Negro]\n> negro\n< Que aproveche.';
    expect(told(talk, '    locale: es\n')).toBe('');
    expect(told(talk)).toContain('- ');
  });

  test('that no one can play tells why, at its line', () => {
    expect(told(`${opened}> [Red]`)).toMatch(
      new RegExp(
        `^flows/tea\\.yaml:${first + 4} it pours\n  nothing offers \\[Red\\]\n  → offered`,
      ),
    );
    expect(told('> hello')).toContain(`flows/tea.yaml:${first} it pours\n  the clock is not set`);
  });
});

describe('test-flows', () => {
  test('plays the flows it is given, by id or file', async () => {
    const { code, out } = await run(['test-flows', 'menu', 'flows/slow-breath.yaml', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ flows: 2, tests: 6, failures: [] });
  });

  test('says what was meant when there is no such flow', async () => {
    const { code, err } = await run(['test-flows', 'slow-breth']);
    expect(code).toBe(2);
    expect(err).toBe('No flow is called slow-breth: did you mean `slow-breath`?\n');
    const asked = await run(['test-flows', 'slow-breth', '--json']);
    expect(asked.code).toBe(2);
    expect(JSON.parse(asked.out)).toMatchObject({ refused: 'unknown-flow', flow: 'slow-breth' });
  });

  test('counts as people do', async () => {
    const { out } = await run(['test-flows', 'menu']);
    expect(out).toMatch(/^All \d tests of 1 flow go as written\.\n$/);
  });
});
