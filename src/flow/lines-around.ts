/** The lines of a file, and one place in them. */
export function linesAround(text: string, offset: number): Lines {
  const written = text.split('\n');
  const starts: number[] = [0];
  for (const row of written) starts.push((starts.at(-1) as number) + row.length + 1);
  return {
    rows: written.map((row) => row.replace(/\r$/, '')),
    at: Math.min(
      written.length - 1,
      starts.findLastIndex((start) => start <= offset),
    ),
    startOf: (row) => starts[row] as number,
  };
}

/** The lines around a place where a file stopped being YAML. */
export interface Lines {
  readonly rows: readonly string[];
  /** The row of the place, from 0. */
  readonly at: number;
  /** Where a row begins in the file. */
  readonly startOf: (row: number) => number;
}

/** The row above that says something; -1 where there is none. */
export function above({ rows, at }: Lines): number {
  return rows.slice(0, at).findLastIndex((row) => /^\s*[^\s#]/.test(row));
}
