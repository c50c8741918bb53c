import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { Place, Problem } from '#conversation/problem.ts';
import type { Path } from './drafting.ts';

/** A YAML file as plain data, with the way back to its lines. */
export interface YamlFile {
  readonly data: unknown;
  /** The place of a path; of its key with `key`. The nearest parent's if the path is not there. */
  place(path: Path, key?: boolean): Place;
  /** The place of an offset inside the text at a path. */
  placeIn(path: Path, offset: number): Place;
}

/** Limits of an author's file (design.md 12). */
const yamlLimits = { bytes: 64 * 1024, depth: 40 } as const;

/** Reads an author's YAML without ever throwing: size, depth, aliases, tags and doubled keys are refused by name and place. */
export function readYaml(file: string, text: string): YamlFile | readonly Problem[] {
  const refused = scan(file, text);
  if (refused !== null) return [refused];
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    schema: 'core',
    merge: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    return [
      problem(
        'yaml',
        at(error.pos[0]),
        `this is not YAML: ${firstLine(error.message)}`,
        yamlMend(error.code),
      ),
    ];
  }
  const problems: Problem[] = [];
  const data = plain(document.contents, at, problems);
  if (problems.length > 0) return problems;
  return {
    data,
    place: (path, key = false) => at(offsetOf(document, path, key)),
    placeIn: (path, offset) => {
      const node = document.getIn(path, true);
      if (!isScalar(node) || node.range == null) return at(offsetOf(document, path, false));
      const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
      const exact = node.type === 'PLAIN' || quoted === 1;
      return at(node.range[0] + (exact ? quoted + offset : 0));
    },
  };
}

function scan(file: string, text: string): Problem | null {
  const start: Place = { file, line: 1, column: 1 };
  if (text.length > yamlLimits.bytes) {
    return problem(
      'too-large',
      start,
      `the file has ${text.length} characters; ${yamlLimits.bytes} are the most`,
      'split it into flows that `run` each other',
    );
  }
  const odd = text.search(/[\0\uFFFD]/);
  if (odd >= 0) {
    const line = text.slice(0, odd).split('\n').length;
    return problem(
      'encoding',
      { file, line, column: 1 },
      'the file is not UTF-8 text',
      'save it as UTF-8 in a text editor',
    );
  }
  let line = 1;
  for (const row of depths(text)) {
    if (row > yamlLimits.depth) {
      return problem(
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

type At = (offset: number) => Place;

function plain(node: unknown, at: At, problems: Problem[]): unknown {
  if (node === null || node === undefined) return null;
  if (isAlias(node)) {
    problems.push(
      problem(
        'alias',
        at(node.range?.[0] ?? 0),
        'aliases (`*name`) are refused',
        'write the text out, or make it a sub-flow',
      ),
    );
    return null;
  }
  if (isScalar(node)) {
    const { value } = node;
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
      problems.push(
        problem(
          'odd-number',
          at(node.range?.[0] ?? 0),
          'this number is out of bounds',
          'put it in quotes if it is a text',
        ),
      );
      return null;
    }
    return value;
  }
  if (isSeq(node)) return node.items.map((item) => plain(item, at, problems));
  if (!isMap(node)) return null;
  const record: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : null;
    const place = at(
      (isScalar(pair.key) || isMap(pair.key) || isSeq(pair.key)
        ? pair.key.range?.[0]
        : undefined) ??
        node.range?.[0] ??
        0,
    );
    if (key === null || key === '__proto__' || key === 'constructor' || key === 'prototype') {
      problems.push(problem('odd-key', place, 'this cannot be a key', 'a key is a plain word'));
    } else if (seen.has(key)) {
      problems.push(
        problem('same-key', place, `\`${key}\` stands here twice`, 'keep one of the two'),
      );
    } else {
      seen.add(key);
      record[key] = plain(pair.value, at, problems);
    }
  }
  return record;
}

function offsetOf(document: Document, path: Path, key: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const steps = path.slice(0, length);
    const parent = length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
    const last = steps.at(-1);
    if (isMap(parent) && (key || length < path.length)) {
      const pair = parent.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(last),
      );
      if (isScalar(pair?.key) && pair.key.range != null) return pair.key.range[0];
    }
    const node = document.getIn(steps, true);
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.range != null) return node.range[0];
  }
  return 0;
}

function problem(code: string, at: Place, message: string, mend: string): Problem {
  return { code, at, message, mend, severity: 'error' };
}

function firstLine(message: string): string {
  return (message.split('\n')[0] as string).replace(/ at line \d+, column \d+:?$/, '');
}

function yamlMend(code: string): string {
  if (code === 'TAB_AS_INDENT') return 'indent with spaces, not tabs';
  if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY')
    return 'line up the keys; put a text that contains `: ` or `#` in quotes';
  if (code === 'MISSING_CHAR') return 'close the quote or bracket that is open';
  return 'put texts with `:`, `#`, `{` at the start, or quotes in them into quotes, and check the indentation';
}
