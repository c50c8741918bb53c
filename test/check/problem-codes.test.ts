import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { readFlow } from '#flow/read-flow.ts';
import { sourceMark } from '#flow/source-mark.ts';
import { readFlows } from '#library/read-flows.ts';
import { shippedFile } from '../content/shipped.ts';
import { filesUnder, read, root } from '../support/repository.ts';

const folder = 'test/check/broken';
const own = namesIn(folder);
const inFragments = namesIn(`${folder}/fragments`);
const translated = namesIn(`${folder}/translations`);
const locales = [shippedFile('en'), shippedFile('es')];

/** The flow beside every example: what it runs, and what it translates. */
const tea = `title: Tea
about: A cup of tea.
kind: exercise
locale: en
data: { sugar: text, strong: text }
inputs: [sugar]
outputs: [strong]
steps:
  - id: strong
    ask: Strong or mild?
    save: strong
    options: [{ label: Strong, value: strong }, { label: Mild, value: mild }]
  - { id: drink, say: "Drink slowly. {sugar}" }
on:
  word: [{ say: [water], goto: drink }]
`;

/** The fragment beside every example. */
const sip = `about: A sip of something.
locale: en
takes: { what: text }
steps:
  - { id: sip, say: "A sip of {what}." }
`;

function namesIn(path: string): readonly string[] {
  return readdirSync(join(root, path))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length));
}

function problemsOf(files: Readonly<Record<string, string>>): readonly Problem[] {
  const problems: Problem[] = [];
  readFlows(
    new Map(Object.entries({ 'flows/tea.yaml': tea, 'flows/fragments/sip.yaml': sip, ...files })),
    locales,
    problems,
  );
  return problems;
}

/** The line an example marks as wrong. */
function marked(text: string): number {
  return text.split('\n').findIndex((row) => row.includes('# <-')) + 1;
}

/** Marks of the words as they are now, where an example says STRONG or DRINK. */
function fresh(text: string): string {
  const flow = readFlow('tea.yaml', 'tea' as FlowId, tea);
  if (!('flow' in flow)) throw new Error('the neighbour does not read');
  return text.replaceAll(/\b(STRONG|DRINK)\b/g, (name) => {
    const step = flow.flow.steps[name.toLowerCase() as never] as Parameters<typeof sourceMark>[0];
    return sourceMark(step);
  });
}

describe('every kind of problem', () => {
  test.each(own)('%s is told at its line, and nothing else is', (code) => {
    const text = read(`${folder}/${code}.yaml`);
    const told = problemsOf({ [`flows/${code}.yaml`]: text });
    expect(told.map(({ at, code: found }) => [found, at.file, at.line])).toEqual([
      [code, `flows/${code}.yaml`, marked(text)],
    ]);
  });

  test.each(inFragments)(
    '%s is told once, at its line of a fragment, however many use it',
    (code) => {
      const file = `flows/fragments/${code}.yaml`;
      const text = read(`${folder}/fragments/${code}.yaml`);
      const takes = /^takes:/m.test(text) ? /(?:what|loud): (\S+)/.exec(text) : null;
      const given =
        takes === null
          ? ''
          : `, with: ${takes[1] === 'yes-no' ? '{ loud: true }' : `{ what: "'tea'" }`}`;
      const user = (name: string) =>
        tea.replace(
          '  - { id: drink',
          `  - { id: ${name}, use: ${code}${given} }\n  - { id: drink`,
        );
      const files = { 'flows/one.yaml': user('first'), 'flows/two.yaml': user('second') };
      for (const around of [{}, files]) {
        const told = problemsOf({ [file]: text, ...around });
        expect(told.map(({ at, code: found }) => [found, at.file, at.line])).toEqual([
          [code, file, marked(text)],
        ]);
      }
    },
  );

  test.each(translated)('%s is told in a translation, and nothing else is', (code) => {
    const text = fresh(read(`${folder}/translations/${code}.yaml`));
    const told = problemsOf({ 'flows/tea.es.yaml': text });
    expect(told.map(({ at, code: found }) => [found, at.file, at.line])).toEqual([
      [code, 'flows/tea.es.yaml', marked(text)],
    ]);
  });

  test.each([
    ['file-name', { 'flows/My Tea.yaml': tea }],
    ['too-large', { 'flows/big.yaml': `${tea}# ${'x'.repeat(64 * 1024)}` }],
    ['too-deep', { 'flows/deep.yaml': `title: ${'['.repeat(41)}` }],
    ['encoding', { 'flows/odd.yaml': 'title: T\u0000' }],
  ])('%s is told of a file that is not looked into', (code, files) => {
    expect(problemsOf(files).map((one) => one.code)).toEqual([code]);
  });

  test('has its example', () => {
    const known = new Set([
      ...own,
      ...inFragments,
      ...translated,
      'file-name',
      'too-large',
      'too-deep',
      'encoding',
    ]);
    const looked = filesUnder('src').filter((path) =>
      /^src\/(?:flow|check)\/|^src\/library\/read-flows|^src\/content\/text-problems/.test(path),
    );
    const codes = looked.flatMap((path) =>
      [
        ...read(path).matchAll(
          /\b(?:mistake|remark|say|syntax)\(\s*'([a-z]+(?:-[a-z]+)*)',|\bcode: '([a-z-]+)'/g,
        ),
      ].map((match) => (match[1] ?? match[2]) as string),
    );
    expect(codes.length).toBeGreaterThan(60);
    expect([...new Set(codes)].filter((code) => !known.has(code)).toSorted()).toEqual([]);
  });

  test('says what to do, in a sentence of its own', () => {
    for (const code of own) {
      const [told] = problemsOf({ [`flows/${code}.yaml`]: read(`${folder}/${code}.yaml`) });
      expect(told?.mend, code).toMatch(/\S{2}/);
      expect(told?.message, code).not.toMatch(/undefined|null|\[object/);
    }
  });
});
