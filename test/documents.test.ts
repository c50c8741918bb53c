import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesUnder, read, root } from './support/repository.ts';

interface Package {
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const pack = JSON.parse(read('package.json')) as Package;
const documents = filesUnder('.').filter((path) => path.endsWith('.md'));

/** The scripts a text tells its reader to run: `npm test`, `npm run check`. */
const scriptsIn = (text: string): readonly string[] =>
  [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(
    (match) => (match[1] ?? match[2]) as string,
  );

/** Links to other files, as paths from the root. */
const linksIn = (path: string): readonly string[] =>
  [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map((match) =>
    join(dirname(path), match[1] as string),
  );

describe('the documents', () => {
  test('open with the two commands, and run the tests with the one that CI runs', () => {
    expect(read('README.md')).toContain('npm ci && npm start');
    expect(read('README.md')).toContain('npm ci && npm test');
    expect(read('.ci/run')).toMatch(/^npm ci\nnpm test\n/m);
  });

  test('say why of every dependency', () => {
    const named = Object.keys({
      ...pack.dependencies,
      ...pack.devDependencies,
      ...pack.optionalDependencies,
    });
    expect(named.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
  });

  test.each(documents)('%s tells nobody to run a script that is not there', (path) => {
    expect(scriptsIn(read(path)).filter((name) => !(name in pack.scripts))).toEqual([]);
  });

  test.each(documents)('%s links to what is there', (path) => {
    expect(linksIn(path).filter((target) => !existsSync(join(root, target)))).toEqual([]);
  });
});

describe('the conversation in the README', () => {
  /** What the shipped texts say, in one line each. */
  const written = filesUnder('.')
    .filter((path) => /^(flows\/[\w-]+|content\/locales\/en)\.yaml$/.test(path))
    .map((path) => read(path).replaceAll(/\s+/g, ' '))
    .join('\n');
  const [, talk = ''] =
    /## A look at a conversation\s+```\n([^]*?)```/.exec(read('README.md')) ?? [];
  const lines = talk.split('\n');
  const said = lines.flatMap((line) => (line.startsWith('< ') ? [line.slice(2)] : []));
  const labels = lines.flatMap((line) =>
    [...line.matchAll(/(?<= )\d ([A-Z].*?)(?= {3}|$)/g)].map(([, label]) => label as string),
  );

  test('is in the words of the flows', () => {
    expect(said.length).toBeGreaterThan(5);
    expect(labels.length).toBeGreaterThan(5);
    expect([...said, ...labels].filter((text) => !written.includes(text))).toEqual([]);
  });
});

describe('the packages', () => {
  test('give `npx mooring` a file that may be run, on the Node that npm brought', () => {
    const [file = ''] = Object.values(pack.bin);
    expect(read(file).split('\n')[0]).toBe('#!/usr/bin/env node');
    expect(statSync(join(root, file)).mode & 0o111).toBe(0o111);
  });

  test('are pinned to one version each', () => {
    const loose = Object.entries({ ...pack.dependencies, ...pack.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
