import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import { unreadIn } from './unread.ts';

/** Limits of an author's file (design.md 12). */
const yamlLimits = { bytes: 64 * 1024, depth: 40 } as const;

/** What forbids to parse a text at all, found in one pass: its size, letters that are none, its depth. */
export function beyondLimits(file: string, text: string): Problem | null {
  const start: Place = { file, line: 1, column: 1 };
  const unread = unreadIn(text);
  if (unread !== null) return mistake('unreadable', start, ...unread);
  if (text.length > yamlLimits.bytes) {
    return mistake(
      'too-large',
      start,
      `the file has ${text.length} characters; ${yamlLimits.bytes} are the most`,
      'split it into flows that `run` each other',
    );
  }
  const odd = text.search(/[\0\uFFFD]/);
  if (odd >= 0) {
    const line = text.slice(0, odd).split('\n').length;
    return mistake(
      'encoding',
      { file, line, column: 1 },
      'the file is not UTF-8 text',
      'save it as UTF-8 in a text editor',
    );
  }
  let line = 1;
  for (const row of depths(text)) {
    if (row > yamlLimits.depth) {
      return mistake(
        'too-deep',
        { file, line, column: 1 },
        `more than ${yamlLimits.depth} levels deep`,
        'flatten it: use `goto` or a sub-flow',
      );
    }
    line += 1;
  }
  return null;
}

/** How deep each line stands at most, in one pass: open brackets, and columns of indentation and dashes. */
function* depths(text: string): Generator<number> {
  const columns: number[] = [];
  let brackets = 0;
  for (const row of text.split('\n')) {
    let column = 0;
    while (
      column < row.length &&
      (row[column] === ' ' || row[column] === '-' || row[column] === '?')
    ) {
      if (row[column] !== ' ' && row[column + 1] === ' ') open(columns, column);
      column += 1;
    }
    if (column < row.length) open(columns, column);
    let deepest = brackets;
    for (let index = column; index < row.length; index += 1) {
      const letter = row[index];
      if (letter === '[' || letter === '{') deepest = Math.max(deepest, (brackets += 1));
      else if ((letter === ']' || letter === '}') && brackets > 0) brackets -= 1;
    }
    yield Math.max(columns.length, deepest);
  }
}

function open(columns: number[], column: number): void {
  while (columns.length > 0 && (columns.at(-1) as number) >= column) columns.pop();
  columns.push(column);
}
