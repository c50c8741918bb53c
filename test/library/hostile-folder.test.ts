import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import type { FolderRead } from '#library/bind.ts';
import { readFolder } from '#library/read-folder.ts';

const shipped = new URL('../..', import.meta.url).pathname;
const base = mkdtempSync(join(tmpdir(), 'mooring-hostile-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const head = 'title: T\nabout: A.\nkind: exercise\nlocale: en\n';
const flow = (steps: string, top = ''): string => `${head}${top}steps:\n${steps}`;
const say = (text: string): string => flow(`  - { id: a, say: ${text} }\n`);

type Make = string | Buffer | ((path: string) => void);

/** Files by name; what is told of each first, and at which line; `null`: it is in order. */
const files: readonly (readonly [name: string, made: Make, code: string | null, line?: number])[] =
  [
    ['empty.yaml', '', 'wrong-type'],
    ['blank.yaml', ' \n\n', 'wrong-type'],
    ['binary.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xfe, 13, 10]), 'encoding'],
    ['nul.yaml', say('"a\u0000"'), 'encoding', 6],
    ['utf-16.yaml', Buffer.from(`\uFEFF${say('Hi.')}`, 'utf16le'), 'encoding'],
    ['latin.yaml', Buffer.from(say('Café.'), 'latin1'), 'encoding', 6],
    [
      'cut-letter.yaml',
      Buffer.concat([Buffer.from(say('Hi.')), Buffer.from([0xe2, 0x82])]),
      'encoding',
      7,
    ],
    ['mark.yaml', `\uFEFF${say('Hi.')}`, null],
    ['windows.yaml', say('Hi.').replaceAll('\n', '\r\n'), null],
    ['large.yaml', `${say('Hi.')}# ${'x'.repeat(64 * 1024)}`, 'too-large'],
    ['huge.yaml', 'x'.repeat(2 ** 21), 'unreadable'],
    ['deep.yaml', say('['.repeat(100)), 'too-deep', 6],
    ['folder.yaml', (path) => mkdirSync(path), 'unreadable'],
    ['dangling.yaml', (path) => symlinkSync('nowhere', path), 'unreadable'],
    ['circle.yaml', (path) => symlinkSync('circle.yaml', path), 'unreadable'],
    ['outside.yaml', (path) => symlinkSync('/etc/hostname', path), 'unreadable'],
    ['device.yaml', (path) => symlinkSync('/dev/zero', path), 'unreadable'],
    ['inside.yaml', (path) => symlinkSync('mark.yaml', path), null],
    ['pipe.yaml', (path) => execFileSync('sh', ['-c', 'mkfifo "$0"', path]), 'unreadable'],
    ['proto.yaml', flow('  - { id: a, say: A., __proto__: 1 }\n'), 'odd-key', 6],
    ['proto-top.yaml', `__proto__: { x: 1 }\n${say('Hi.')}`, 'odd-key', 1],
    [
      'proto-data.yaml',
      flow('  - { id: a, say: A. }\n', 'data: { __proto__: text }\n'),
      'odd-key',
      5,
    ],
    [
      'string-data.yaml',
      flow('  - { id: a, say: "{toString}" }\n', 'data: { toString: text }\n'),
      'reserved-name',
      5,
    ],
    ['string-save.yaml', flow('  - { id: a, ask: A?, save: toString }\n'), 'undeclared', 6],
    ['constructor-id.yaml', flow('  - { id: constructor, say: A. }\n'), 'wrong-value', 6],
    [
      'constructor-goto.yaml',
      flow('  - { id: a, say: A. }\n  - goto: constructor\n'),
      'unknown-target',
      7,
    ],
    [
      'constructor-value.yaml',
      flow('  - { id: a, ask: A?, options: [{ label: A, value: constructor }, B] }\n'),
      'reserved-name',
      6,
    ],
    [
      'constructor-seen.yaml',
      flow('  - branch: [{ when: "seen(\'constructor\')", end: b }]\n'),
      'unknown-target',
      6,
    ],
    ['endless.yaml', flow('  - { id: a, ask: A?, input: number, min: 1e999 }\n'), 'odd-number', 6],
    ['no-number.yaml', flow('  - { id: a, ask: A?, input: number, min: .nan }\n'), 'odd-number', 6],
    ['minus-nothing.yaml', flow('  - { id: a, ask: A?, input: number, min: -0 }\n'), null],
    [
      'hexadecimal.yaml',
      flow('  - { id: a, ask: A?, input: scale, from: 0x0, to: 0xFFFFFF }\n'),
      'out-of-bounds',
      6,
    ],
    ['octal.yaml', flow('  - { id: a, ask: A?, input: scale, from: 0, to: 0o17 }\n'), null],
    [
      'beyond.yaml',
      flow('  - { id: a, ask: A?, attempts: 9007199254740993 }\n'),
      'out-of-bounds',
      6,
    ],
    ['function.yaml', say('!!js/function "() => 1"'), 'tag', 6],
    ['binary-tag.yaml', say('!!binary aGk='), 'tag', 6],
    ['merge.yaml', `base: &b { id: a, say: A. }\n${flow('  - { <<: *b }\n')}`, 'alias', 7],
    ['second.yaml', `${say('Hi.')}---\n${say('Ho.')}`, 'yaml', 7],
    ['anchor.yaml', say('&a Hi.'), null],
    ['same-key.yaml', `title: Again\n${say('Hi.')}`, 'same-key', 2],
    ['same-inner-key.yaml', flow('  - { id: a, say: A., say: B. }\n'), 'same-key', 6],
    ['odd-key.yaml', flow('  - { id: a, say: A., ? [b] : c }\n'), 'odd-key', 6],
    ['escape.yaml', say('"\\u001B[31m\\u0007 red"'), null],
    ['My Flow.yaml', say('Hi.'), 'file-name'],
    ['UPPER.YAML', say('Hi.'), 'file-name'],
    ['other.yml', say('Hi.'), 'file-name'],
    ['..yaml', say('Hi.'), 'file-name'],
    ['..up.yaml', say('Hi.'), 'file-name'],
    ['😀.yaml', say('Hi.'), 'file-name'],
    ['__proto__.yaml', say('Hi.'), 'file-name'],
    ['nobody.es.yaml', 'of: nobody\nlocale: es\nsteps: {}\n', 'unknown-flow'],
  ];

describe('beside files as hostile as can be', () => {
  let read: FolderRead;

  beforeAll(() => {
    const root = mkdtempSync(join(base, 'root-'));
    for (const path of ['flows/ground-54321.yaml', 'content/locales', 'content/crisis'])
      cpSync(join(shipped, path), join(root, path), { recursive: true });
    for (const [name, made] of files) {
      const path = join(root, 'flows', name);
      if (typeof made === 'function') made(path);
      else writeFileSync(path, made);
    }
    read = readFolder(root, new Set(['ground-54321']));
  });

  const toldOf = (name: string) => read.problems.filter(({ at }) => at.file === `flows/${name}`);

  test.each(files.map((file) => [file[0], file] as const))(
    '%s is told clearly, or read',
    (name, file) => {
      const [, , code, line = 1] = file;
      const told = toldOf(name).filter(({ severity }) => severity === 'error');
      if (code === null) return expect(told).toEqual([]);
      expect(told.map((one) => one.code)).toContain(code);
      const [first] = told.filter((one) => one.code === code);
      expect(first?.at.line).toBe(line);
      expect(`${first?.message} ${first?.mend}`).not.toMatch(
        /undefined|null|\[object|native code|ENO/,
      );
      expect(first?.mend).toMatch(/\S{2}/);
    },
  );

  test('the others are read and can be played', () => {
    expect(read.library?.flow('ground-54321' as FlowId)?.machine).toBeDefined();
    expect(read.library?.flow('inside' as FlowId)).not.toBeNull();
    for (const [name, , code] of files)
      if (code !== null) expect(read.library?.flow(name.replace('.yaml', '') as FlowId)).toBeNull();
  });

  test('nothing but them is complained of', () => {
    const names = new Set(files.map(([name]) => `flows/${name}`));
    expect(read.problems.filter(({ at }) => !names.has(at.file))).toEqual([]);
  });
});

test.skipIf(process.getuid?.() === 0)(
  'a file that may not be read is told, and the others are read',
  () => {
    const root = mkdtempSync(join(base, 'root-'));
    for (const path of ['flows/ground-54321.yaml', 'content/locales', 'content/crisis'])
      cpSync(join(shipped, path), join(root, path), { recursive: true });
    writeFileSync(join(root, 'flows/closed.yaml'), say('Hi.'));
    chmodSync(join(root, 'flows/closed.yaml'), 0);
    const { problems, library } = readFolder(root, new Set());
    expect(problems.map(({ code, at }) => [code, at.file])).toEqual([
      ['unreadable', 'flows/closed.yaml'],
    ]);
    expect(library?.flow('ground-54321' as FlowId)).not.toBeNull();
  },
);
