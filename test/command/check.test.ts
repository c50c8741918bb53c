import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { problemCodes } from '#conversation/problem-codes.ts';
import type { FlowId } from '#conversation/id.ts';
import { fixFlows } from '#command/fix-flows.ts';
import { namedTexts } from '#command/named-texts.ts';
import { readFolder } from '#library/read-folder.ts';
import { read, root } from '../support/repository.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('check', () => {
  test('of a file tells about that file alone, wherever it is, with its lines', async () => {
    const file = join(folder, 'odd.yaml');
    writeFileSync(
      file,
      'title: Odd\nabout: Odd.\nkind: exercise\nlocale: en\nsteps:\n  - id: a\n    say: "{nam}"\n',
    );
    const { code, out } = await run(['check', file]);
    expect(code).toBe(1);
    expect(out).toContain('odd.yaml:7:11 error unknown-slot');
    expect(out).toContain('  7 |     say: "{nam}"\n    |           ^');
    expect(out).toContain('→ did you mean `name`?');
    expect(out).toContain('1 to mend.');
    expect((await run(['check', 'flows/menu.yaml', 'flows/menu.es.yaml'])).code).toBe(0);
    rmSync(file);
  });

  test('of a file beside a folder that is named like one checks the file', () => {
    const inner = mkdtempSync(join(folder, 'beside-'));
    mkdirSync(join(inner, 'old.yaml'));
    writeFileSync(join(inner, 'odd.yaml'), 'title: Odd\n');
    for (const path of [inner, join(inner, 'odd.yaml')]) {
      const found = namedTexts(root, [path], '/');
      if ('missing' in found) throw new Error(`${found.missing} is missing`);
      expect(found.flatMap(({ asked }) => [...asked.keys()])).toEqual(['flows/odd.yaml']);
    }
  });

  test('of a folder checks what is in it together: flows that run each other, and translations', async () => {
    const inner = mkdtempSync(join(folder, 'inner-'));
    const flow = (steps: string) =>
      `title: One\nabout: One.\nkind: exercise\nlocale: en\nsteps:\n${steps}`;
    writeFileSync(join(inner, 'one.yaml'), flow('  - run: two\n  - run: menu\n  - run: three\n'));
    writeFileSync(join(inner, 'two.yaml'), flow('  - { id: hi, say: Hi. }\n'));
    writeFileSync(
      join(inner, 'two.es.yaml'),
      'of: two\nlocale: es\nsteps:\n  ho: { say: Hola. }\n',
    );
    const { code, out } = await run(['check', '--json', inner]);
    const { problems } = JSON.parse(out) as { problems: { code: string; at: { line: number } }[] };
    expect(code).toBe(1);
    expect(
      problems.filter((one) => one.code !== 'untranslated').map((one) => [one.code, one.at.line]),
    ).toEqual([
      ['unknown-flow', 8],
      ['unknown-step-id', 4],
    ]);
    rmSync(inner, { recursive: true });
  });

  test('of a flow beside its fragments reads both, and of a fragment tells what is wrong in it', async () => {
    const inner = mkdtempSync(join(folder, 'inner-'));
    mkdirSync(join(inner, 'fragments'));
    const flow = join(inner, 'one.yaml');
    const fragment = join(inner, 'fragments', 'hum.yaml');
    writeFileSync(
      flow,
      'title: One\nabout: One.\nkind: exercise\nlocale: en\nsteps:\n  - use: hum\n',
    );
    writeFileSync(fragment, 'about: Hum.\nlocale: en\nsteps:\n  - { id: hum, say: Hum. }\n');
    expect((await run(['check', flow])).code).toBe(0);
    writeFileSync(fragment, 'about: Hum.\nlocale: en\nsteps:\n  - { id: hum, say: "{nam}" }\n');
    expect((await run(['check', fragment])).out).toContain('hum.yaml:4:22 error unknown-slot');
    expect((await run(['check', inner])).out).toContain('1 to mend.');
    rmSync(inner, { recursive: true });
  });

  test('of what is not there is wrong usage', async () => {
    const { code, err } = await run(['check', 'flows/no-such.yaml']);
    expect([code, err]).toEqual([2, 'There is nothing at flows/no-such.yaml.\n']);
  });
});

describe('check --explain', () => {
  test('tells what a code means, with an example and the mend, and every problem is told with its code', async () => {
    const file = join(folder, 'shaped.yaml');
    writeFileSync(
      file,
      'title: Odd\nabout: Odd.\nkind: exercise\nlocale: en\nsteps: [{ say: A. }]\n',
    );
    expect((await run(['check', file])).out).toMatch(/error missing-id[^]*--explain missing-id/);
    rmSync(file);
    const { code, out } = await run(['check', '--explain', 'missing-id']);
    expect(code).toBe(0);
    expect(out).toContain(problemCodes['missing-id']);
    expect(out).toContain('  - say: Hi. # <-');
    expect(out).toContain('→ add `id: a-name-of-its-own`');
    expect(out).not.toMatch(/```|^>/m);
  });

  test('of a code there is none of says which one was meant', async () => {
    const { code, err } = await run(['check', '--explain', 'mising-id']);
    expect(code).toBe(2);
    expect(err).toContain('did you mean `missing-id`?');
    const { out } = await run(['check', '--explain', 'constructor', '--json']);
    expect((JSON.parse(out) as { error: string }).error).toContain('docs/flows/problems.md');
  });
});

describe('check --fix', () => {
  test('names the steps of fragments, and marks what translates them', () => {
    const home = mkdtempSync(join(folder, 'home-'));
    mkdirSync(join(home, 'flows/fragments'), { recursive: true });
    const file = (name: string) => join(home, 'flows/fragments', name);
    writeFileSync(file('hum.yaml'), 'about: Hum.\nlocale: en\nsteps:\n  - say: Hum.\n');
    writeFileSync(file('hum.es.yaml'), 'of: hum\nlocale: es\nsteps:\n  say-hum: { say: Mm. }\n');
    expect(fixFlows(home)).toEqual([
      { file: 'flows/fragments/hum.yaml', named: ['say-hum'], marked: [] },
      { file: 'flows/fragments/hum.es.yaml', named: [], marked: ['say-hum'] },
    ]);
    expect(readFileSync(file('hum.yaml'), 'utf8')).toContain('- id: say-hum\n    say: Hum.');
    expect(readFileSync(file('hum.es.yaml'), 'utf8')).toMatch(
      /say-hum: { of: [a-z]{7}, say: Mm. }/,
    );
  });

  test('names the steps of the files and folders that are named, and touches no others', async () => {
    const drafts = mkdtempSync(join(folder, 'drafts-'));
    const draft = 'title: T\nabout: A.\nkind: exercise\nlocale: en\nsteps:\n  - say: Hum.\n';
    const file = (name: string) => join(drafts, name);
    for (const name of ['one.yaml', 'two.yaml']) writeFileSync(file(name), draft);
    const first = await run(['check', '--fix', file('one.yaml')]);
    expect([first.code, first.out]).toEqual([
      0,
      expect.stringContaining('one.yaml: named say-hum'),
    ]);
    expect(readFileSync(file('one.yaml'), 'utf8')).toContain('- id: say-hum\n    say: Hum.');
    expect(readFileSync(file('two.yaml'), 'utf8')).toBe(draft);
    expect((await run(['check', '--fix', drafts])).code).toBe(0);
    expect(readFileSync(file('two.yaml'), 'utf8')).toContain('id: say-hum');
  });

  test('names the steps in the files, and then they read well', () => {
    cpSync(join(root, 'flows'), join(folder, 'flows'), { recursive: true });
    cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
    fixFlows(folder);
    const file = join(folder, 'flows/who-are-you.yaml');
    const shipped = readFileSync(file, 'utf8');
    writeFileSync(file, shipped.replace(/- id: .*\n +/, '- '));
    const codes = () => readFolder(folder).problems.map(({ code }) => code);
    expect(codes()).toContain('missing-id');
    expect(fixFlows(folder)).toEqual([
      { file: 'flows/who-are-you.yaml', named: [expect.stringMatching(/^say-/)], marked: [] },
    ]);
    expect(codes()).not.toContain('missing-id');
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(shipped.split('\n').length);
    expect(fixFlows(folder)).toEqual([]);
  });

  test('marks what a translation translates; changed words then make it stale', () => {
    const file = join(folder, 'flows/who-are-you.es.yaml');
    const shipped = read('flows/who-are-you.es.yaml');
    writeFileSync(join(folder, 'flows/who-are-you.yaml'), read('flows/who-are-you.yaml'));
    writeFileSync(file, shipped.replaceAll(/^ +of: [a-z]{7}\n/gm, ''));
    const told = () =>
      readFolder(folder).problems.map(({ code, severity }) => `${severity} ${code}`);
    expect(told()).toEqual(['warning unmarked', 'warning unmarked', 'warning unmarked']);
    expect(fixFlows(folder)).toEqual([
      { file: 'flows/who-are-you.es.yaml', named: [], marked: ['what', 'notice', 'see'] },
    ]);
    expect(readFileSync(file, 'utf8')).toBe(shipped);
    const flow = join(folder, 'flows/who-are-you.yaml');
    writeFileSync(flow, read('flows/who-are-you.yaml').replace('a scripted helper', 'a helper'));
    expect(told()).toEqual(['warning stale']);
    const { library } = readFolder(folder);
    const { steps } = library?.translation('who-are-you' as FlowId, 'es') ?? {};
    expect(Object.keys(steps ?? {})).toEqual(['notice', 'see']);
    expect(fixFlows(folder)).toEqual([]);
  });

  test('says in JSON that nothing is wrong with what is shipped', async () => {
    const { code, out } = await run(['check', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ errors: 0, problems: [] });
  });
});
