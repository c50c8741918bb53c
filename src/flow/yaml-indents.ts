import type { YamlMistake } from './explain-yaml.ts';
import { above, type Lines } from './lines-around.ts';

/** A line that begins in no column of the lines around it: where it begins, and where the one it belongs to does. */
export function indentSlip(lines: Lines): YamlMistake | null {
  const { rows, at } = lines;
  const below = rows.findIndex((row, index) => index > at && /^\s*[^\s#]/.test(row));
  const before = above(lines);
  return (
    (before < 0 ? null : between(lines, before, at)) ??
    (below < 0 ? null : between(lines, at, below))
  );
}

interface Line {
  /** Blanks before it. */
  readonly indent: number;
  /** Where its key begins, behind the marks of a list. */
  readonly column: number;
  readonly key: string | null;
  /** Something stands behind its key: nothing deeper can follow. */
  readonly full: boolean;
}

function lineOf(row: string): Line {
  const [, indent = '', marks = '', text = ''] = /^( *)((?:- +)*)(.*)$/.exec(row) ?? [];
  const [, key = null, value = ''] = /^([\w-]+):(?:\s+(.*))?$/.exec(text) ?? [];
  return {
    indent: indent.length,
    column: indent.length + marks.length,
    key,
    full: value !== '' && !value.startsWith('#'),
  };
}

function between({ rows, startOf }: Lines, upper: number, lower: number): YamlMistake | null {
  const [over, under] = [lineOf(rows[upper] as string), lineOf(rows[lower] as string)];
  if (over.key === null) return null;
  const say = (message: string, mend: string): YamlMistake => ({
    offset: startOf(lower) + under.indent,
    message,
    mend,
  });
  if (under.column !== under.indent) {
    // An item belongs below the list mark that stands nearest to it.
    const marks = rows
      .slice(0, lower)
      .flatMap((row) => (/^ *- /.test(row) ? [row.search(/-/)] : []))
      .slice(-20);
    const near = marks.toSorted(
      (a, b) => Math.abs(a - under.indent) - Math.abs(b - under.indent) || a - b,
    )[0];
    if (near === undefined || near === under.indent) return null;
    return say(
      `this list mark stands ${blanks(under.indent)} in, and the ones above it ${near}`,
      `begin it with ${blanks(near)}`,
    );
  }
  if (under.key === null) return null;
  const deeper = under.column > over.column && over.full;
  const shallower = under.column < over.column && over.column - under.column < 2;
  if (!deeper && !shallower) return null;
  return say(
    `\`${under.key}\` stands ${blanks(under.column)} in, and \`${over.key}\` above it ${over.column}`,
    `begin it with ${blanks(over.column)}, if they belong together`,
  );
}

function blanks(count: number): string {
  return count === 0 ? 'no blanks' : count === 1 ? 'one blank' : `${count} blanks`;
}
