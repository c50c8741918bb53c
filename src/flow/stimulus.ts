import type { StepId } from '#conversation/id.ts';
import type { Values } from '#conversation/value.ts';
import type { World } from './expression.ts';
import type { Change } from './step.ts';

/** What every event brings along: the world its guards may ask, and how a `choose` picks. */
export interface Stimulus {
  readonly world: World;
  /** Tells how often steps were entered in this session by now. */
  visiting(visits: Context['visits']): void;
  /** Tells that a step acts or records, so that what is asked later in the same move sees it. */
  passing(step: StepId, data: Values): void;
  choose(step: StepId, eligible: readonly number[], visit: number): number | null;
  /** Marks of what this member took of a question's options, of those offered once ever. */
  taken(step: StepId): readonly number[];
  /** One of a list for a `set`; `null` of an empty one. */
  pick(change: Change, list: readonly string[]): string | null;
}

/** What a machine keeps. */
export interface Context {
  readonly data: Values;
  readonly visits: Readonly<Record<string, number>>;
  readonly tries: number;
  readonly from: StepId | null;
}
