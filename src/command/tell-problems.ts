import type { Problem } from '#conversation/problem.ts';

/** Problems as an author reads them: place, what, and the mend. */
export function tellProblems(problems: readonly Problem[]): string {
  return problems
    .map(
      ({ at, severity, code, message, mend }) =>
        `${at.file}:${at.line}:${at.column} ${severity} ${code}\n  ${message}\n  → ${mend}`,
    )
    .join('\n');
}
