import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { tellFailure } from '#command/rehearsal/tell-failure.ts';
import { tellProblems } from '#command/tell-problems.ts';
import { testFlow } from '#command/rehearsal/flow-tests.ts';
import { readFolder } from '#library/read-folder.ts';
import { textsIn } from '#library/texts.ts';
import { root } from '../support/repository.ts';
import { shippedFolder } from '../support/shipped-folder.ts';
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
  return testFlow(textsIn(folder), 'tea' as FlowId, () => library)
    .failures.map((one) => tellFailure(one, false))
    .join('\n');
}

const { library, sources } = await shippedFolder();
const shipped = textsIn(root);

describe('the tests inside flows', () => {
  test.each([...sources.keys()])('of %s are there, and go as written', (flow) => {
    if (library === null) throw new Error('the shipped flows have problems');
    const { tests, failures } = testFlow(shipped, flow, () => library);
    expect(failures.map((one) => tellFailure(one, false))).toEqual([]);
    expect(tests).toBeGreaterThan(0);
  });
});

describe('a test inside a flow', () => {
  const opened = '@ 2026-03-02T10:00:00Z\n< would you like\n  [Black] [Green]\n> 2\n';

  test('passes when what is said, offered and changed contains its lines', () => {
    expect(told(`${opened}< Enjoy\n< It is hot.\n. flow none`)).toBe('');
  });

  test.each([
    ['what is not said', '< It is cold.', '+'],
    ['what is said in another order', '< It is hot.\n< Enjoy', ' '],
    ['what is not offered', '  [Black] [Red]', '+'],
    ['what does not change', '. contact stopped', '+'],
    ['what no moderator is told', '! Enjoy', '+'],
  ])('fails for %s, at its line', (_, lines, sign) => {
    const wrong = lines.split('\n').at(-1) as string;
    const line = first + 4 + lines.split('\n').length - 1;
    expect(told(opened + lines)).toBe(
      `flows/tea.yaml:${line} it pours\n    > 2\n  - ${wrong}\n  ${sign} < Enjoy your tea. It is hot.\n  + . flow none`,
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
  test('shows every place of a conversation that did not go as written, and nothing else', () => {
    expect(told('@ 2026-03-02T10:00:00Z\n< coffee\n> 2\n< Enjoy\n. flow tea')).toBe(
      [
        `flows/tea.yaml:${first + 1} it pours`,
        '    @ 2026-03-02T10:00:00Z',
        '  - < coffee',
        '  + < Which tea would you like?',
        '  +   [Green] [Black] ···',
        '  + . flow tea',
        '    > 2',
        '  - . flow tea',
        '    < Enjoy your tea. It is hot.',
        '  + . flow none',
      ].join('\n'),
    );
  });

  test('plays a draft wherever it lies, with the flows and fragments beside it', async () => {
    const drafts = join(folder, 'drafts');
    mkdirSync(join(drafts, 'fragments'), { recursive: true });
    const head = 'kind: exercise\nlocale: en\n';
    const talk = `tests:\n  - name: goes through\n    talk: |\n      @ 2026-03-02T10:00:00Z\n      < Breathe.\n      < Here.\n`;
    writeFileSync(
      join(drafts, 'walk.yaml'),
      `title: A walk\nabout: Out.\n${head}steps:\n  - use: air\n  - run: rest\n${talk}`,
    );
    writeFileSync(
      join(drafts, 'rest.yaml'),
      `title: A rest\nabout: Still.\n${head}steps:\n  - id: here\n    say: Here.\n`,
    );
    writeFileSync(
      join(drafts, 'fragments/air.yaml'),
      'about: Air.\nlocale: en\nsteps:\n  - id: breathe\n    say: Breathe.\n',
    );
    const { code, out } = await run(['test-flows', join(drafts, 'walk.yaml')]);
    expect(out).toBe('All 1 test of 1 flow go as written.\n');
    expect(code).toBe(0);
    const whole = await run(['test-flows', drafts, '--json']);
    expect(JSON.parse(whole.out)).toMatchObject({ flows: 2, tests: 1, failures: [] });
    const counted = await run(['coverage', join(drafts, 'walk.yaml'), '--json']);
    expect(JSON.parse(counted.out)).toMatchObject({
      covered: [{ flow: 'walk', locale: 'en', steps: { visited: 3, of: 3 }, missing: [] }],
    });
  });

  test('shows how a transcript differs, and writes it anew when asked to', async () => {
    const path = join(folder, 'mine.txt');
    const reviewed = readFileSync(join(root, 'test/transcripts/who-are-you.asked.txt'), 'utf8');
    const said = /^< .*$/m.exec(reviewed)?.[0] as string;
    writeFileSync(path, reviewed.replace(said, '< Something else.'));
    const { code, out } = await run(['test-flows', path]);
    expect(code).toBe(1);
    expect(out).toContain(`\n  - < Something else.\n  + ${said}\n`);
    expect(out).toMatch(/\n1 of 1 transcript did not go as written\.\n$/);
    const updated = await run(['test-flows', path, '--update']);
    expect([updated.code, readFileSync(path, 'utf8')]).toEqual([0, reviewed]);
  });

  describe('in a folder where one draft has a mistake', () => {
    const drafts = mkdtempSync(join(folder, 'mixed-'));
    const whole = (steps: string) =>
      `title: Whole\nabout: Out.\nkind: exercise\nlocale: en\nsteps:\n${steps}`;
    const tested = `tests:\n  - name: begins\n    talk: |\n      @ 2026-03-02T10:00:00Z\n      < Here.\n`;
    writeFileSync(
      join(drafts, 'broken.yaml'),
      `${whole('').replace('steps:', 'step: []')}${tested}`,
    );
    writeFileSync(join(drafts, 'whole.yaml'), `${whole('  - { id: a, say: Here. }\n')}${tested}`);
    writeFileSync(join(drafts, 'using.yaml'), `${whole('  - use: odd\n')}${tested}`);
    writeFileSync(join(drafts, 'broken.txt'), 'flow: broken\n\n@ 2026-03-02T10:00:00Z\n< Here.\n');
    mkdirSync(join(drafts, 'fragments'));
    writeFileSync(join(drafts, 'fragments/odd.yaml'), 'about: Odd.\nlocale: en\nstep: []\n');
    symlinkSync('nowhere', join(drafts, 'dangling.yaml'));
    symlinkSync('nowhere', join(drafts, 'fragments/dangling.yaml'));
    const path = (name: string) => join(drafts, name);

    test('it is told, a mistake in a fragment with it, and the others are played', async () => {
      const { code, out } = await run(['test-flows', drafts, '--json']);
      const { problems, ...played } = JSON.parse(out) as {
        problems: readonly { at: { file: string } }[];
      };
      expect(code).toBe(1);
      expect(new Set(problems.map(({ at }) => at.file))).toEqual(
        new Set([path('broken.yaml'), path('fragments/odd.yaml')]),
      );
      expect(played).toMatchObject({ flows: 1, tests: 1, transcripts: 1 });
    });

    test('it is told alone where it was asked for alone, and nothing is played', async () => {
      const { code, out } = await run(['test-flows', path('broken.yaml')]);
      expect(code).toBe(1);
      expect(out).toContain(`${path('broken.yaml')}:5:1 error unknown-key`);
      expect(out).toMatch(/\nNothing was played\.\n$/);
    });

    test('it stops nothing where others were asked for', async () => {
      expect(await run(['test-flows', path('whole.yaml')])).toMatchObject({
        code: 0,
        out: 'All 1 test of 1 flow go as written.\n',
      });
    });

    test('its transcript is not written anew', async () => {
      const before = readFileSync(path('broken.txt'), 'utf8');
      expect((await run(['test-flows', drafts, '--update'])).code).toBe(1);
      expect(readFileSync(path('broken.txt'), 'utf8')).toBe(before);
    });

    test('coverage tells it, and counts the others', async () => {
      const { code, out } = await run(['coverage', drafts]);
      expect(code).toBe(1);
      expect(out).toContain('error unknown-key');
      expect(out).toMatch(/^whole +en +1\/1 /m);
    });
  });

  test('plays the flows it is given, by id or file', async () => {
    const { code, out } = await run(['test-flows', 'menu', 'flows/slow-breath.yaml', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ flows: 2, tests: 6, transcripts: 0, failures: [] });
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

describe('coverage', () => {
  test('tells how far tests and transcripts come, by steps, ways and languages', async () => {
    const { code, out } = await run(['coverage', 'who-are-you']);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
      'flow language steps ways',
      'who-are-you en 3/3 100 % 1/1 100 %',
      'who-are-you es 3/3 100 % 1/1 100 %',
      'all 6/6 100 % 2/2 100 %',
      '',
    ]);
  });

  test('lists what no conversation has visited, with its line', async () => {
    const path = join(folder, 'half.yaml');
    writeFileSync(
      path,
      `${tea}tests:\n  - name: begins\n    talk: |\n      @ 2026-03-02T10:00:00Z\n      < Which\n`,
    );
    const { out } = await run(['coverage', path, '--missing']);
    const line = tea.split('\n').findIndex((one) => one.includes('id: which')) + 1;
    expect(out).toContain(
      `\nhalf (en)\n  option which green (line ${line})\n  option which black (line ${line})\n  step enjoy (line ${line + 6})\n`,
    );
    expect(out).toContain('1/2   50 %');
  });

  test('says what was meant when there is no such flow', async () => {
    const { code, err } = await run(['coverage', 'menue']);
    expect([code, err]).toEqual([2, 'No flow is called menue: did you mean `menu`?\n']);
  });
});
