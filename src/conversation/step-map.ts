import type { StepId } from './id.ts';

/** Where whoever is in an older edition of a flow goes on in the one of now, as its author says. A step both have under one name leads to itself. */
export interface StepMap {
  /** A step of before to the one that takes its place. */
  readonly steps: Readonly<Record<string, StepId>>;
  /** Steps from which the flow begins anew. */
  readonly again: readonly string[];
  /** Steps from which it ends, with kind words. */
  readonly end: readonly string[];
  /** What becomes of whoever stands at a step that is nowhere here: they finish what they began, begin anew, or end. */
  readonly others: 'stay' | 'again' | 'end';
  /** A name of data now to what it was called before. */
  readonly data: Readonly<Record<string, string>>;
}

/** Nothing was renamed; who stands nowhere begins anew. */
export const asItStands: StepMap = { steps: {}, again: [], end: [], others: 'again', data: {} };
