import type { Problem } from '#conversation/problem.ts';
import { answer } from './answer.ts';
import { allPlays, namedPlays, openPlays, textsWhereTheyLie } from './named-plays.ts';
import { covered, type Covered, type Share } from './rehearsal/covered.ts';
import { tellProblems } from './tell-problems.ts';

/** What `coverage` was asked for. */
export interface CoverageOptions {
  /** As for `test-flows`; everything in the house when there are none. */
  readonly names: readonly string[];
  /** Tell what nothing has visited, too. */
  readonly missing: boolean;
  readonly json: boolean;
}

/** Tells how far tests and transcripts come in flows, by steps, ways and languages. 1 where flows cannot be played, 2 where a name means nothing. */
export async function coverage(
  root: string,
  { names, missing, json }: CoverageOptions,
): Promise<number> {
  const house = allPlays(root);
  const groups = names.length === 0 ? [house] : namedPlays(root, names);
  if ('refused' in groups) {
    const words = `${groups.message}: ${groups.mend}`;
    return answer({ code: 2, facts: { ...groups }, words }, json);
  }
  const rows: Covered[] = [];
  const problems: Problem[] = [];
  for (const plays of groups) {
    const { texts, transcripts, paths } = plays;
    const { library, flows, problems: told } = await openPlays(root, plays);
    problems.push(...told);
    if (library === null) continue;
    // A flow of the house is also visited by the transcripts that came with it.
    const played = new Set([...transcripts, ...(paths.size === 0 ? house.transcripts : [])]);
    rows.push(...covered({ texts, tests: flows, transcripts: [...played] }, library, flows));
  }
  const code = problems.length === 0 ? 0 : 1;
  if (json)
    return answer(
      { code, facts: { covered: rows, ...(code === 0 ? {} : { problems }) }, words: '' },
      json,
    );
  if (problems.length > 0) {
    const texts = new Map(groups.flatMap((one) => [...textsWhereTheyLie(one)]));
    process.stdout.write(`${tellProblems(problems, { texts, colour: false })}\n\n`);
  }
  if (rows.length > 0) process.stdout.write(`${table(rows)}${missing ? unvisited(rows) : ''}`);
  return code;
}

function table(rows: readonly Covered[]): string {
  const cells = [
    ['flow', 'language', 'steps', 'ways'],
    ...rows.map(({ flow, locale, steps, ways }) => [flow, locale, share(steps), share(ways)]),
    ['all', '', share(sum(rows, 'steps')), share(sum(rows, 'ways'))],
  ];
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...cells.map((row) => (row[column] as string).length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column < 2
            ? cell.padEnd(widths[column] as number)
            : cell.padStart(widths[column] as number),
        )
        .join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function sum(rows: readonly Covered[], of: 'steps' | 'ways'): Share {
  return {
    visited: rows.reduce((total, row) => total + row[of].visited, 0),
    of: rows.reduce((total, row) => total + row[of].of, 0),
  };
}

/** `41/44  93 %`; whatever is not whole never rounds up to it. */
function share({ visited, of }: Share): string {
  const percent = of === 0 ? 100 : Math.floor((100 * visited) / of);
  return `${visited}/${of}  ${String(percent).padStart(3)} %`;
}

function unvisited(rows: readonly Covered[]): string {
  return rows
    .filter((row) => row.missing.length > 0)
    .map(({ flow, locale, missing }) => {
      const lines = missing.map(({ what, line }) =>
        line === null ? `  ${what}` : `  ${what} (line ${line})`,
      );
      return `\n${flow} (${locale})\n${lines.join('\n')}\n`;
    })
    .join('');
}
