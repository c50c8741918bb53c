import type { StepId } from './id.ts';
import type { Value, Values } from './value.ts';

/** What a machine remembers between turns. */
export interface Snapshot {
  /** XState's state value: a step's id, or `{ step: inner }`. */
  readonly value: string | Readonly<Record<string, string>>;
  readonly data: Values;
  /** Step to how often it was entered in this session. */
  readonly visits: Readonly<Record<string, number>>;
  /** Misunderstandings of the question that is open. */
  readonly tries: number;
  /** The question a flow's own word was said under, to come back to. */
  readonly from: StepId | null;
}

/** What a flow's machine can hear. */
export type MachineEvent =
  | { readonly type: 'answer'; readonly value: Value; readonly option: string | null }
  | { readonly type: 'skip' }
  /** Words that are none of the answers, where that is an answer too. */
  | { readonly type: 'otherwise'; readonly text: string }
  | { readonly type: 'misheard' }
  /** `rung`: which of several nudges; left out for the first. */
  | { readonly type: 'nudge'; readonly rung?: number }
  | { readonly type: 'expire' }
  | { readonly type: 'woke' }
  | { readonly type: 'came' }
  | { readonly type: 'ended'; readonly outcome: string; readonly outputs: Values }
  | { readonly type: 'word'; readonly index: number }
  | { readonly type: 'overdue' }
  /** A flow that is run or become cannot be played. */
  | { readonly type: 'error' }
  /** Back, where there is nothing to go back to. */
  | { readonly type: 'back' }
  | { readonly type: 'undeliverable' };
