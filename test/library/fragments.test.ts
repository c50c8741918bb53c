import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fingerprint } from '#library/fingerprint.ts';
import { readFlows } from '#library/read-flows.ts';
import { openSource, sourceOf } from '#library/source.ts';
import { shippedFile } from '../content/shipped.ts';
import { newFolder } from '../store/folder.ts';
import { companionIn, writeFlows } from '../support/companion.ts';

const noon = Date.UTC(2026, 2, 2, 12);

const pause = (edition: string, extra = '') => `about: A pause.
locale: en
takes: { word: text }
steps:
  - { id: stop, say: "The ${edition} pause for {word}." }
  - { id: ready, ask: 'Ready again?', input: confirm }
${extra}  - { id: onward, say: "On we go, after the ${edition} one." }
`;

const flow = (word: string) => `title: With a pause
about: Uses one.
kind: exercise
locale: en
steps:
  - use: pause
    with: { word: "'${word}'" }
  - { id: bye, say: Bye. }
`;

const spanish = `of: pause
locale: es
steps:
  stop: { say: "La pausa para {word}." }
  ready: { ask: '¿Seguimos?' }
  onward: { say: Seguimos. }
`;

const files = {
  'flows/one.yaml': flow('one'),
  'flows/two.yaml': flow('two'),
  'flows/fragments/pause.yaml': pause('old'),
};

function readAll(more: Readonly<Record<string, string>> = {}) {
  const problems: Problem[] = [];
  const texts = new Map(Object.entries({ ...files, ...more }));
  return {
    ...readFlows({ texts, locales: [shippedFile('en'), shippedFile('es')] }, problems),
    problems,
  };
}

const hashes = (read: ReturnType<typeof readAll>) => read.flows.map(({ hash }) => hash);

describe('a fragment', () => {
  test('belongs to the revision of every flow that uses it', () => {
    const before = hashes(readAll());
    const after = hashes(readAll({ 'flows/fragments/pause.yaml': pause('new') }));
    expect(before).toHaveLength(2);
    expect(after.filter((hash) => before.includes(hash))).toEqual([]);
    const other = hashes(readAll({ 'flows/fragments/other.yaml': pause('other') }));
    expect(other).toEqual(before);
  });

  test('is edited while somebody is in it, and they finish the one they began, over a restart', async () => {
    using folder = newFolder();
    writeFlows(folder.path, { one: flow('one'), 'fragments/pause': pause('old') });
    {
      await using before = await companionIn(folder.path, noon);
      expect(await before.ask('one')).toContain('The old pause for one.');
    }
    const between = '  - { id: more, say: Something new. }\n';
    writeFlows(folder.path, { 'fragments/pause': pause('new', between) });
    await using after = await companionIn(folder.path, noon + 60_000);
    expect(await after.say('yes')).toContain('On we go, after the old one.');
    expect(await after.ask('one')).toContain('The new pause for one.');
    expect(await after.say('yes')).toContain('Something new.');
  });

  test('is kept with the source of the flow, which reads the same from it', () => {
    const { flows } = readAll();
    const one = flows[0]?.flow as Flow;
    const source = sourceOf(one, new Map(Object.entries(files)));
    expect(readFlow('one.yaml', 'one' as FlowId, openSource(source))).toMatchObject({ flow: one });
    const plain = 'title: Plain\nsteps: []\n';
    expect(sourceOf({ ...one, steps: {} }, new Map([['flows/one.yaml', plain]]))).toBe(plain);
    expect(openSource(plain)).toEqual({ text: plain, fragments: new Map() });
  });

  test('is part of what a kept reading depends on', () => {
    const print = (text: string) => fingerprint(new Map([['flows/fragments/pause.yaml', text]]));
    expect(print(pause('old'))).not.toBe(print(pause('new')));
  });
});

describe('the translation of a fragment', () => {
  const path = 'flows/fragments/pause.es.yaml';

  test('is said by every flow that uses it, whether that is translated itself or not', () => {
    const own =
      'of: one\nlocale: es\ntitle: Con pausa\nabout: La usa.\nsteps: { bye: { say: Adiós. } }\n';
    const { translations, problems } = readAll({ [path]: spanish, 'flows/one.es.yaml': own });
    expect(problems.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'unmarked'));
    const said = translations.map(({ of, texts }) => [
      of,
      ...Object.entries(texts.steps).map(([id, { text }]) => `${id}: ${text?.[0]?.text}`),
    ]);
    const mine = [
      'pause-stop: La pausa para {word}.',
      'pause-ready: ¿Seguimos?',
      'pause-onward: Seguimos.',
    ];
    expect(said).toEqual([
      ['one', ...mine, 'bye: Adiós.'],
      ['two', ...mine],
    ]);
  });

  test('is checked like any other, and told once', () => {
    const broken = spanish
      .replace('{word}', '{wrod}')
      .replace('  onward: { say: Seguimos. }\n', '');
    const { problems } = readAll({ [path]: broken });
    const told = problems.filter(({ code }) => code !== 'unmarked');
    expect(told.map(({ code, at }) => [code, at.file, at.line])).toEqual([
      ['untranslated', path, 3],
      ['unknown-slot', path, 4],
    ]);
  });

  test('goes back to the language of the flow where the fragment has changed since', () => {
    const marked = spanish.replace('stop: {', 'stop: { of: aaaaaaa,');
    const { translations, problems } = readAll({ [path]: marked });
    expect(problems.map(({ code }) => code)).toContain('stale');
    expect(Object.keys(translations[0]?.texts.steps ?? {})).toEqual([
      'pause-ready',
      'pause-onward',
    ]);
  });

  test('of no fragment, or of an odd name, is told', () => {
    const { problems } = readAll({
      'flows/fragments/paus.es.yaml': spanish,
      'flows/fragments/My Pause.yaml': pause('odd'),
    });
    expect(problems.map(({ code, mend }) => [code, mend])).toEqual([
      ['unknown-fragment', 'did you mean `pause`?'],
      ['file-name', expect.any(String)],
    ]);
  });
});

describe('a mistake in a fragment', () => {
  const told = (fragment: string, uses = flow('one')) =>
    readAll({ 'flows/one.yaml': uses, 'flows/fragments/pause.yaml': fragment }).problems;

  test('is told at its letter, after a step of its own too', () => {
    const asking = "  - branch:\n      - when: seen('stop') && wrod == 'x'\n        goto: onward\n";
    expect(told(pause('old', asking)).map(({ code, at }) => ({ code, ...at }))).toEqual([
      {
        code: 'expression',
        file: 'flows/fragments/pause.yaml',
        line: 8,
        column: (asking.split('\n')[1]?.indexOf('wrod') as number) + 1,
      },
    ]);
  });

  test('names steps as the fragment does', () => {
    const [problem] = told(pause('old', '  - goto: stpo\n'));
    expect(problem).toMatchObject({
      code: 'unknown-target',
      message: 'no step is called `stpo`',
      mend: 'did you mean `stop`?',
    });
  });

  test('that is in the header is told there, and not where it is used', () => {
    const problems = told(pause('old').replace('about:', 'abuot:'));
    expect(problems.map(({ code, at }) => [code, at.file])).toEqual([
      ['unknown-key', 'flows/fragments/pause.yaml'],
    ]);
  });

  test('in an argument is told where it is handed over', () => {
    const problems = told(pause('old'), flow('one').replace(`"'one'"`, '"1.0"'));
    expect(problems.map(({ code, at }) => [code, at.file, at.line])).toEqual([
      ['expression-type', 'flows/one.yaml', 7],
    ]);
  });
});
