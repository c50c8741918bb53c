import type { AnyStateMachine } from 'xstate';
import type { MachineEvent, Snapshot } from '#conversation/snapshot.ts';
import type { StepId } from '#conversation/id.ts';
import type { Values } from '#conversation/value.ts';
import { inertScope } from '#flow/inert-scope.ts';
import type { Context, Stimulus } from '#flow/stimulus.ts';
import type { Script, Wish } from '#flow/script.ts';

/** A wish with the data as it stood at that moment. */
export interface Wished {
  readonly wish: Wish;
  readonly data: Values;
  readonly visit: number;
  /** How often every step was come to by then. */
  readonly visits: Snapshot['visits'];
}

/** Where a machine came to. */
export interface Moved {
  readonly snapshot: Snapshot;
  readonly wishes: readonly Wished[];
  /** The outcome, when the flow is over. */
  readonly ended: string | null;
  /** False when the event meant nothing here: nothing changed, nothing is wished. */
  readonly heard: boolean;
}

/** What a flow begins with: every input it does not declare is left out. */
export interface Given {
  readonly inputs: Values;
  /** What is known of the member under the names it shares with other flows. */
  readonly known: Values;
}

/** Where a machine stands that has not begun: what is to begin anew stands here until the member writes. */
export const notBegun = '~start';

/** Starts a flow's machine. */
export function begin(script: Script, { inputs, known }: Given, stimulus: Stimulus): Moved {
  const data: Record<string, Values[string]> = {};
  for (const name of Object.keys(script.flow.data))
    data[name] = (script.flow.inputs.includes(name) ? inputs[name] : known[name]) ?? null;
  return run(script.machine, stimulus, (scope) =>
    script.machine.getInitialSnapshot(scope as never, { data, stimulus }),
  );
}

/** Lets a machine hear an event. `null` when its state is not there any more. */
export function move(
  script: Script,
  from: Snapshot,
  event: MachineEvent & { step?: StepId },
  stimulus: Stimulus,
): Moved | null {
  const at = stepOf(from);
  if (at === null || script.flow.steps[at] === undefined) return null;
  const { value, ...context } = from;
  return run(script.machine, stimulus, (scope) => {
    const restored = standingAt(script.machine, value);
    if (restored.status === 'error') return restored;
    const here = { ...restored, context };
    return script.machine.transition(here as never, { ...event, stimulus }, scope as never);
  });
}

/** Whether a machine has the state a snapshot stands at: an upgrade or a damaged row may leave one that is not there. */
export function isThere(script: Script, { value }: Snapshot): boolean {
  return standingAt(script.machine, value).status !== 'error';
}

/** A machine's snapshots without their context, one a state. */
const standing = new WeakMap<AnyStateMachine, Map<string, { readonly status: string }>>();

/** Restores a state once: nothing but the context differs from one member to the next, since nothing is ever invoked and there is no history. */
function standingAt(
  machine: AnyStateMachine,
  value: Snapshot['value'],
): { readonly status: string } {
  let states = standing.get(machine);
  if (states === undefined) standing.set(machine, (states = new Map()));
  const key = typeof value === 'string' ? value : JSON.stringify(value);
  const known = states.get(key);
  if (known !== undefined) return known;
  const restored = restore(machine, value);
  if (restored.status !== 'error') states.set(key, restored);
  return restored;
}

function restore(machine: AnyStateMachine, value: Snapshot['value']): { readonly status: string } {
  const active = { status: 'active', value, context: {}, historyValue: {}, children: {} };
  try {
    return machine.restoreSnapshot(
      { ...active, output: undefined, error: undefined } as never,
      scope as never,
    );
  } catch {
    return { status: 'error' }; // XState throws for a state that is not there, and a snapshot can be as it likes.
  }
}

/** The step a snapshot stands at; `null` at an end. */
export function stepOf(snapshot: Snapshot): StepId | null {
  const { value } = snapshot;
  const step = typeof value === 'string' ? value : Object.keys(value)[0];
  return step === undefined || step.startsWith('!') ? null : (step as StepId);
}

interface Executed {
  readonly type: string;
  readonly params: Readonly<Record<string, unknown>> | undefined;
  readonly info: { readonly context: Context };
}

let executed: Executed[] = [];
let witness: Stimulus | null = null;

/** One scope for all machines: it gathers what is executed. */
const scope = inertScope((action: Executed) => {
  executed.push(action);
  if (action.type === 'act' || action.type === 'record')
    witness?.passing(action.params?.['step'] as StepId, action.info.context.data);
});

function run(
  machine: AnyStateMachine,
  stimulus: Stimulus,
  go: (actorScope: unknown) => unknown,
): Moved {
  const outer = { executed, witness };
  executed = [];
  witness = stimulus;
  try {
    const next = go(scope) as {
      status: string;
      value: Snapshot['value'];
      context: Context;
      error?: unknown;
    };
    if (next.status === 'error')
      throw new Error(`machine ${machine.id} failed`, { cause: next.error });
    const wishes = executed.flatMap(wishOf);
    const ended = next.status === 'done' ? (next.value as string).slice(1) : null;
    return {
      snapshot: { value: next.value, ...next.context },
      wishes,
      ended,
      heard: wishes.length > 0 || ended !== null || executed.length > 0,
    };
  } finally {
    ({ executed, witness } = outer);
  }
}

function wishOf(action: Executed): readonly Wished[] {
  const step = action.params?.['step'] as StepId | undefined;
  if (step === undefined) return [];
  const { data, visits } = action.info.context;
  return [
    {
      wish: { type: action.type, ...action.params } as never,
      data,
      visit: visits[step] ?? 1,
      visits,
    },
  ];
}
