import { describe, expect, test } from 'vitest';
import { filesUnder, read } from '../support/repository.ts';
import {
  brokenFlows,
  brokenFragments,
  brokenTranslations,
  markedLine,
  problemsOf,
  refusedFiles,
  tea,
  type Broken,
} from '../support/broken.ts';

const own = brokenFlows();
const inFragments = brokenFragments();
const translated = brokenTranslations();

const named = (examples: readonly Broken[]) => examples.map((one) => [one.name, one] as const);
const placed = (told: Broken['told']) => told.map(({ at, code }) => [code, at.line]);

describe('every kind of problem', () => {
  test.each(named(own))(
    '%s is told at its line, and nothing else is',
    (_, { code, text, told }) => {
      expect(placed(told)).toEqual([[code, markedLine(text)]]);
    },
  );

  test.each(named(inFragments))(
    '%s is told once, at its line of a fragment, however many use it',
    (_, { code, text }) => {
      const file = `flows/fragments/${code}.yaml`;
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
          [code, file, markedLine(text)],
        ]);
      }
    },
  );

  test.each(named(translated))(
    '%s is told in a translation, and nothing else is',
    (_, { code, text, told }) => {
      expect(placed(told)).toEqual([[code, markedLine(text)]]);
    },
  );

  test.each(Object.entries(refusedFiles))(
    '%s is told of a file that is not looked into',
    (code, files) => {
      expect(problemsOf(files).map((one) => one.code)).toEqual([code]);
    },
  );

  test.each([
    ['an unknown key', 'unknown-key'],
    ['an unknown step', 'unknown-step'],
    ['an unreachable step', 'unreachable'],
    ['a dead end', 'dead-end'],
    ['a loop without a wait', 'loop'],
    ['a question with no answer path', 'no-options'],
    ['a question with no way out', 'no-way-out'],
    ['undeclared data', 'undeclared'],
    ['unused data', 'unused'],
    ['a type error in an expression', 'expression-type'],
    ['a missing translation', 'untranslated'],
    ['a missing alt text', 'missing-key.alt-text'],
    ['an exit or help that cannot be reached', 'always-on-word'],
  ])('that `check` promises is found by its example: %s', (_, name) => {
    const found = [...own, ...translated].filter((one) => one.name === name);
    expect(found.map(({ told, code }) => told.map((one) => one.code === code))).toEqual([[true]]);
  });

  test('has its example', () => {
    const known = new Set([
      ...[...own, ...inFragments, ...translated].map(({ code }) => code),
      ...Object.keys(refusedFiles),
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
    for (const { name, told } of [...own, ...inFragments, ...translated]) {
      expect(told[0]?.mend, name).toMatch(/\S{2}/);
      expect(told[0]?.message, name).not.toMatch(/undefined|null|\[object/);
    }
  });
});
