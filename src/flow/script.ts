import type { AnyStateMachine } from 'xstate';
import type { RevisionHash, StepId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { World } from './expression.ts';
import type { Flow } from './flow.ts';

/** A flow that can be played: the author's meaning and the machine that follows it. */
export interface Script {
  readonly flow: Flow;
  readonly hash: RevisionHash;
  readonly machine: AnyStateMachine;
  /** Steps some expression asks `seen`, `times` or `daysSince` about: their visits are remembered. */
  readonly remembered: ReadonlySet<StepId>;
  /** The value of one of the flow's expressions; `null` if it touches data never answered. */
  value(expression: string, data: Values, world: World): Value;
}

/** What a machine wants done, with the data as it stood at that moment. */
export type Wish =
  | {
      readonly type:
        | 'say'
        | 'ask'
        | 'reprompt'
        | 'run'
        | 'become'
        | 'wait'
        | 'plan'
        | 'unplan'
        | 'record'
        | 'act'
        | 'picked'
        | 'took'
        | 'visit';
      readonly step: StepId;
    }
  | { readonly type: 'nudge'; readonly step: StepId; readonly rung: number }
  | { readonly type: 'refuse'; readonly step: StepId; readonly check: number }
  | { readonly type: 'chose'; readonly step: StepId; readonly way: number };
