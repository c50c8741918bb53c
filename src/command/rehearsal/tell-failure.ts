import type { Failure } from './flow-tests.ts';

/** The place, and the conversation: what was expected and did not come (`-`), what came (as it is), and what came instead (`+`). */
export function tellFailure({ at, test, diff, problem }: Failure, colour: boolean): string {
  return [
    `${at.file}:${at.line} ${test}`,
    ...diff.map(({ sign, text }) => paint(`  ${sign} ${text}`.trimEnd(), sign, colour)),
    ...(problem === null ? [] : [`  ${problem.message}`, `  → ${problem.mend}`]),
  ].join('\n');
}

function paint(text: string, sign: ' ' | '-' | '+', colour: boolean): string {
  if (!colour || sign === ' ') return text;
  return `\u001B[${sign === '-' ? 31 : 32}m${text}\u001B[0m`;
}
