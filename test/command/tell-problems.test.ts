import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { mistake, remark } from '#conversation/problem.ts';
import { seesColour, tellProblems } from '#command/tell-problems.ts';

const file = 'flows/tea.yaml';

function told(text: string, line: number, column: number, colour = false): string {
  const problem = mistake('unknown-key', { file, line, column }, 'it is wrong', 'mend it');
  return tellProblems([problem], { texts: new Map([[file, text]]), colour });
}

/** The caret's row and the row above it, without the margin. */
function frame(text: string, column: number): readonly string[] {
  const rows = told(text, 1, column).split('\n');
  const at = rows.findIndex((row) => /\| *\^$/.test(row));
  return [rows[at - 1], rows[at]].map((row) => (row as string).replace(/^[ \d]*\| /, ''));
}

describe('a problem on the terminal', () => {
  test('shows place, code, the line between its neighbours, a caret, and the mend', () => {
    expect(told('one: 1\ntwo: 2\nthree: 3\nfour: 4\n', 3, 8)).toBe(
      [
        'flows/tea.yaml:3:8 error unknown-key',
        '  it is wrong',
        '  2 | two: 2',
        '  3 | three: 3',
        '    |        ^',
        '  4 | four: 4',
        '  → mend it',
      ].join('\n'),
    );
  });

  test('at the ends of a file has the neighbours there are', () => {
    expect(told('one\ntwo', 1, 1).split('\n').slice(2, -1)).toEqual([
      '  1 | one',
      '    | ^',
      '  2 | two',
    ]);
    expect(told('one\ntwo\n', 2, 1).split('\n').slice(2, -1)).toEqual([
      '  1 | one',
      '  2 | two',
      '    | ^',
    ]);
  });

  test('of a file that is not at hand is told without a frame', () => {
    const problem = remark('unused', { file: 'x', line: 2, column: 1 }, 'odd', 'look');
    expect(tellProblems([problem], { texts: new Map(), colour: false })).toBe(
      'x:2:1 warning unused\n  odd\n  → look',
    );
  });

  test('has its caret under the letter, behind tabs and wide letters too', () => {
    expect(frame('\t- say', 2)).toEqual(['→   - say', '    ^']);
    expect(frame('愛: 好 x', 6)).toEqual(['愛: 好 x', '       ^']);
    expect(frame('é🙂: x', 6)).toEqual(['é🙂: x', '     ^']);
  });

  test('in a very long line shows the part it is about', () => {
    const [line, caret] = frame(`${'a'.repeat(500)}HERE${'b'.repeat(500)}`, 501) as [
      string,
      string,
    ];
    expect(line).toMatch(/^…a+HEREb+…$/);
    expect(line.indexOf('HERE')).toBe(caret.indexOf('^'));
    expect(line.length).toBeLessThan(110);
  });

  test('never lets a file write to the terminal', () => {
    const shown = told('\u001B[2Jsay: \u001B]0;x\u0007hi\u202Eho', 1, 1);
    expect(['\u001B', '\u0007', '\u202E'].filter((sign) => shown.includes(sign))).toEqual([]);
  });

  test('is coloured where colour is seen, and says the same without', () => {
    const plain = told('one\ntwo', 1, 2);
    const coloured = told('one\ntwo', 1, 2, true);
    expect(coloured).toContain('\u001B[31merror\u001B[0m');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  test('is coloured on a terminal alone, and not where NO_COLOR is set', () => {
    expect(seesColour({ isTTY: true }, {})).toBe(true);
    expect(seesColour({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
    expect(seesColour({}, {})).toBe(false);
  });
});
