import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { checkFlow, checkUnreadable } from '#check/check-flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readYaml } from '#flow/yaml-file.ts';
import { hostileFiles } from '../support/hostile-files.ts';

const most = 64 * 1024;

describe.each(Object.entries(hostileFiles))('a file with %s', (name, text) => {
  test('is read and checked in bounded time, and never throws', () => {
    expect(text.length).toBeLessThanOrEqual(most + 2);
    const spent = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
    const before = spent();
    const read = readFlow('flows/odd.yaml', 'odd' as FlowId, text);
    const around = { flows: new Map(), words: () => null };
    if ('flow' in read) checkFlow(read, around);
    else expect(checkUnreadable(read, around).length, name).toBeGreaterThan(0);
    expect(spent() - before, `${name}, in ms of this processor`).toBeLessThan(10_000);
  });
});

test('a flow listens for a hundred words of its own, and for no more', () => {
  const codes = (count: number) => {
    const words = Array.from({ length: count }, (_, n) => `{ say: [w${n}], end: left }`);
    const text = `title: T\nabout: A.\nkind: exercise\nlocale: en\nsteps: [{ id: a, ask: x }]\non: { word: [${words.join(', ')}] }\n`;
    const read = readFlow('flows/odd.yaml', 'odd' as FlowId, text);
    return 'flow' in read ? [] : read.map(({ code }) => code);
  };
  expect(codes(100)).toEqual([]);
  expect(codes(101)).toEqual(['out-of-bounds']);
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
