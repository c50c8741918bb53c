import type { Environment } from '@marcbachmann/cel-js';
import { given } from './given.ts';

/** Gives an environment the functions over what answers count. A question that was skipped is left out of all of them, and never counts as 0. */
export function registerScores(
  environment: Environment,
  scoresOf: (steps: readonly string[] | null) => readonly number[],
): void {
  const over: Readonly<Record<string, (scores: readonly number[]) => number | null>> = {
    total: (scores) => (scores.length === 0 ? null : sum(scores)),
    mean: (scores) => (scores.length === 0 ? null : sum(scores) / scores.length),
    scored: (scores) => scores.length,
  };
  environment.registerFunction('score(string): double', (step: string) =>
    given(scoresOf([step])[0]),
  );
  for (const [name, reckon] of Object.entries(over)) {
    environment.registerFunction(`${name}(): double`, () => given(reckon(scoresOf(null))));
    environment.registerFunction(`${name}(list<string>): double`, (steps: readonly string[]) =>
      given(reckon(scoresOf(steps))),
    );
  }
}

function sum(scores: readonly number[]): number {
  return scores.reduce((total, one) => total + one, 0);
}
