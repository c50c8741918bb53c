import type { Words } from '#content/words.ts';
import type { Expressions } from '#flow/expression.ts';
import type { Flow } from '#flow/flow.ts';
import type { FlowRead } from '#flow/read-flow.ts';

/** What a flow is checked against. */
export interface Surroundings {
  /** Every flow there is, by name; `null` for one that is there and does not read. */
  readonly flows: ReadonlyMap<string, Flow | null>;
  /** Every picture there is, by its path under content/media; absent where nobody has looked. */
  readonly pictures?: ReadonlySet<string>;
  /** The words of a language; `null` where there is no file for it. */
  readonly words: (locale: string) => Words | null;
}

/** A flow that is being checked. */
export interface Subject {
  readonly read: FlowRead;
  /** Expressions over its data, each typed once. */
  readonly expressions: Expressions;
  readonly around: Surroundings;
}
