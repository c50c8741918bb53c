import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { checkFlow } from '#check/check-flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readYaml } from '#flow/yaml-file.ts';

const most = 64 * 1024;
const head = 'title: T\nabout: A.\nkind: exercise\nlocale: en\n';

/** As much of a text as a file may have, repeated. */
function full(piece: (index: number) => string, before = ''): string {
  let text = before;
  for (let index = 0; ; index += 1) {
    const next = piece(index);
    if (text.length + next.length > most) return text;
    text += next;
  }
}

/** Files that would cost a careless reader its time, its memory or its stack. */
const files: Readonly<Record<string, string>> = {
  'ten thousand keys': full((index) => `k${index}: 1\n`),
  'ten thousand unknown keys beside a flow': full(
    (index) => `k${index}: 1\n`,
    `${head}steps:\n  - { id: a, say: A. }\n`,
  ),
  'ten thousand doubled keys': full(() => 'a: 1\n'),
  'brackets without end': '['.repeat(most),
  'braces without end': '{a: '.repeat(most / 4),
  'dashes without end': '- '.repeat(most / 2),
  'question marks without end': '? '.repeat(most / 2),
  'deeper and deeper lines': full((index) => `${' '.repeat(index)}a:\n`),
  'aliases of aliases': full(
    (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`,
    'a0: &a0 [x]\n',
  ),
  'anchors everywhere': full((index) => `- &a${index} x\n`),
  'tags everywhere': full(() => '- !!binary x\n'),
  'tabs everywhere': '\t'.repeat(most),
  'quotes everywhere': '"'.repeat(most),
  'one endless word': 'a'.repeat(most),
  'nothing but comments': full(() => '#\n'),
  'nothing but line ends': '\n'.repeat(most),
  'documents without end': full(() => '---\n'),
  'percent signs': full(() => '%A\n'),
  'thousands of steps of no type': full(() => '  - {}\n', `${head}steps:\n`),
  'thousands of steps': full((index) => `  - { id: s${index}, say: x }\n`, `${head}steps:\n`),
  'thousands of jumps': full(
    (index) => `  - { id: s${index}, goto: s${index + 1} }\n`,
    `${head}steps:\n`,
  ),
  'thousands of jumps nowhere': full(() => '  - goto: b\n', `${head}steps:\n`),
  'thousands of conditions': full(
    (index) => `  - branch: [{ when: m > ${index}, end: a }]\n`,
    `${head}data: { m: number }\ninputs: [m]\nsteps:\n`,
  ),
  'thousands of slots': full(() => '{nme}', `${head}steps:\n  - id: a\n    say: "`).concat('"\n'),
  'a byte order mark': `\uFEFF${head}steps:\n  - { id: a, say: A. }\n`,
};

describe.each(Object.entries(files))('a file with %s', (name, text) => {
  test('is read and checked in bounded time, and never throws', () => {
    expect(text.length).toBeLessThanOrEqual(most + 2);
    const spent = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
    const before = spent();
    const read = readFlow('flows/odd.yaml', 'odd' as FlowId, text);
    if ('flow' in read) checkFlow(read, { flows: new Map(), words: () => null });
    else expect(read.length, name).toBeGreaterThan(0);
    expect(spent() - before, `${name}, in ms of this processor`).toBeLessThan(10_000);
  });
});

describe('the YAML of a flow', () => {
  test.each([
    ['a: &x 1\nb: *x\n', 'alias', 2, 4],
    ['a: 1\nb: 2\na: 3\n', 'same-key', 3, 1],
    ['a: 1\n__proto__: 3\n', 'odd-key', 2, 1],
    ['a:\n\tb: 1\n', 'yaml', 2, 1],
    [`${'- '.repeat(41)}a`, 'too-deep', 1, 1],
    [`a: ${'x'.repeat(most)}`, 'too-large', 1, 1],
    ['a: 1\nb: \u0000\n', 'encoding', 2, 1],
    ['a: .nan\n', 'odd-number', 1, 4],
  ])('%j is refused as %s at its place', (text, code, line, column) => {
    const found = readYaml('odd.yaml', text);
    if ('data' in found) throw new Error('it was read');
    expect(found.map((one) => [one.code, one.at.line, one.at.column])).toEqual([
      [code, line, column],
    ]);
  });

  test('may be forty levels deep', () => {
    expect('data' in readYaml('deep.yaml', `a: ${'['.repeat(40)}${']'.repeat(40)}`)).toBe(true);
  });

  test.each([
    ['a: hello there', 6, [1, 10]],
    ['a: "hello there"', 6, [1, 11]],
    ["a: 'it''s there'", 5, [1, 11]],
    ['a: |\n  hello\n\n  there', 7, [4, 3]],
    ['a: >\n  hello\n  there', 6, [3, 3]],
    ['a: hello\n  there', 6, [2, 3]],
  ])('%j has its letter %i where it stands', (text, offset, [line, column]) => {
    const found = readYaml('text.yaml', text);
    if (!('data' in found)) throw new Error('it does not read');
    expect(found.placeIn(['a'], offset)).toEqual({ file: 'text.yaml', line, column });
  });
});
