import type { ProblemCode } from './problem-codes.ts';

/** A place in an author's file: both count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An author's mistake, with where it is and how to mend it. Codes are stable and documented. */
export interface Problem {
  readonly code: ProblemCode;
  readonly at: Place;
  readonly message: string;
  readonly mend: string;
  /** A `warning` is told and does not stop anything. */
  readonly severity: 'error' | 'warning';
}

/** What stops a file from being used. */
export function mistake(code: ProblemCode, at: Place, message: string, mend: string): Problem {
  return { code, at, message, mend, severity: 'error' };
}

/** What an author should look at; the file is used all the same. */
export function remark(code: ProblemCode, at: Place, message: string, mend: string): Problem {
  return { code, at, message, mend, severity: 'warning' };
}
