import type { ProblemCode } from '#conversation/problem-codes.ts';
import type { StepId } from '#conversation/id.ts';
import type { Target } from './flow.ts';
import type { Step } from './step.ts';

/** A way through a parsed YAML document: keys and positions. */
export type Path = readonly (string | number)[];

/** Where an author's mistakes are gathered while a file is read. */
export interface Complaints {
  /** Notes a mistake at a path of the document; `key` points at the key rather than at its value. */
  say(code: ProblemCode, path: Path, message: string, mend: string, key?: boolean): void;
  /** What the author wrote at a path; `undefined` where there is nothing. */
  written(path: Path): unknown;
}

/** Reads what is nested in a step. */
export interface Nesting {
  /** How often, at most, what is read here happens for the loops around it. */
  readonly rounds: number;
  /** Reads a nested list of steps; gives where it begins (`next` if it is empty). */
  list(raw: readonly unknown[], path: Path, next: Target): Target;
  /** Reads `do`, `goto` or `end`; `null` when none is there. */
  way(raw: Way, path: Path, next: Target): Target | null;
  /** The same, inside loops that go round so often. */
  within(rounds: number): Nesting;
}

/** What a step's reader gets besides its own validated keys. */
export interface Drafting extends Nesting {
  readonly id: StepId;
  readonly path: Path;
  /** Where the script goes on after this step. */
  readonly next: Target;
  readonly complaints: Complaints;
  /** Adds a step no author writes, that stands where this one does. */
  also(step: Step): void;
  /** The id under which a step is known that stands in the same file and is called so there. */
  known(name: string): StepId;
  /** Reads a fragment in this place, its steps known by the id of this one; `null`, and said, where it cannot be. */
  inline(name: string): Inlined | null;
}

/** A fragment as it was read in one place. */
export interface Inlined {
  readonly takes: readonly string[];
  /** What it keeps in mind besides. */
  readonly data: readonly string[];
  /** Its own steps, by their names in its file. */
  readonly steps: readonly string[];
  readonly start: Target;
}

/** The three ways to say where to go on. */
export interface Way {
  readonly do?: readonly unknown[] | undefined;
  readonly goto?: string | undefined;
  readonly end?: string | undefined;
}
