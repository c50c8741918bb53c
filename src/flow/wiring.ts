import type { StepId } from '#conversation/id.ts';
import type { Target } from './flow.ts';

/** A state of a machine, as XState takes it. */
export type StateNode = Readonly<Record<string, unknown>>;

/** The name of the final state of an outcome. */
export function finalState(outcome: string): string {
  return `!${outcome}`;
}

/** The machine's address of a target. */
export function goTo(target: Target): string {
  return `#f.${'to' in target ? target.to : finalState(target.end)}`;
}

/** Counts the visit, forgets misunderstandings; first action of every step. */
export function entering(step: StepId) {
  return { type: 'enter', params: { step } };
}

/** A state that wants one thing done and goes on. */
export function passing(step: StepId, wish: string, next: Target): StateNode {
  return {
    entry: [entering(step), { type: wish, params: { step } }],
    always: { target: goTo(next) },
  };
}

/** A guard over one of the flow's expressions. */
export function holds(expression: string) {
  return { type: 'holds', params: { expression } };
}
