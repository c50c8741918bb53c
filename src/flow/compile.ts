import { createMachine } from 'xstate';
import type { RevisionHash, StepId } from '#conversation/id.ts';
import type { Values } from '#conversation/value.ts';
import type { AskStep } from './ask-step.ts';
import { expressionsOver, type Expression, type Expressions } from './expression.ts';
import { expressionsOf } from './expressions-of.ts';
import type { Flow, Target } from './flow.ts';
import { guardsAndActions } from './guards-and-actions.ts';
import type { Script } from './script.ts';
import type { Context } from './stimulus.ts';
import { handlerTargets, targetsOf } from './targets.ts';
import { wire } from './wire.ts';
import { finalState, goTo, type StateNode } from './wiring.ts';

/** Makes a flow playable: one state a step, outcomes as final states. Expressions are typed and the machine is made when they are first asked for. The flow was read without problems. */
export function compile(flow: Flow, hash: RevisionHash): Script {
  let expressions: Expressions | null = null;
  const known = new Map<string, Expression>();
  const find = (source: string): Expression => {
    const had = known.get(source);
    if (had !== undefined) return had;
    expressions ??= expressionsOver(flow.data);
    const made = expressions.read(source);
    if ('message' in made)
      throw new Error(`flow ${flow.id}: an unchecked expression does not read`);
    known.set(source, made);
    return made;
  };
  const value: Script['value'] = (expression, data, world) => find(expression).run(data, world);
  let machine: Script['machine'] | null = null;
  let remembered: Script['remembered'] | null = null;
  return {
    flow,
    hash,
    value,
    get machine() {
      machine ??= machineOf(flow, value);
      return machine;
    },
    get remembered() {
      const mentioned = () =>
        expressionsOf(flow).flatMap(({ source }) => find(source).mentions.steps);
      remembered ??= new Set(mentioned() as StepId[]);
      return remembered;
    },
  };
}

/** The machine alone; `value` is asked whenever an expression counts. What is done `instead` takes the place of what a member meets. */
export function machineOf(
  flow: Flow,
  value: Script['value'],
  instead: Partial<Record<'guards' | 'actions', object>> = {},
): Script['machine'] {
  const states: Record<string, StateNode> = { '~start': { always: { target: goTo(flow.start) } } };
  for (const step of Object.values(flow.steps)) states[step.id] = wire(step, flow.on.error);
  for (const outcome of outcomesOf(flow)) states[finalState(outcome)] = { type: 'final' };
  states[finalState('~back')] = { always: leftAt(flow, ({ id }) => ({ to: id })) };
  states[finalState('~next')] = { always: leftAt(flow, ({ next }) => next) };
  const config = {
    id: 'f',
    initial: '~start',
    context: ({ input }: { input: { data: Values } }): Context => ({
      data: input.data,
      visits: {},
      tries: 0,
      from: null,
    }),
    states,
    // A flow that went round for ever would hold everyone up; no checked flow comes near this.
    options: { maxIterations: 50_000 },
    on: {
      word: flow.on.words.map((word, index) => ({
        guard: { type: 'wordIs', params: { index } },
        target: goTo(word.target ?? { end: '~back' }),
        actions: ['leaveFrom'],
      })),
      overdue: { target: goTo(flow.on.expiry ?? { end: 'expired' }) },
      undeliverable:
        flow.on.undeliverable === null ? [] : [{ target: goTo(flow.on.undeliverable) }],
      error: flow.on.error === null ? [] : [{ target: goTo(flow.on.error) }],
      back: flow.on.back === null ? [] : [{ target: goTo(flow.on.back), actions: ['leaveFrom'] }],
    },
  };
  const { guards, actions } = guardsAndActions(flow, value);
  const done = {
    guards: { ...guards, ...instead.guards },
    actions: { ...actions, ...instead.actions },
  };
  return createMachine(config as never, done as never);
}

/** From the question that was left, a way on for each there is. */
function leftAt(flow: Flow, way: (step: AskStep) => Target): readonly StateNode[] {
  return Object.values(flow.steps)
    .filter((step) => step.type === 'ask')
    .map((step) => ({
      guard: { type: 'cameFrom', params: { step: step.id } },
      target: goTo(way(step)),
    }));
}

/** Every outcome a flow can end with. */
export function outcomesOf(flow: Flow): ReadonlySet<string> {
  const outcomes = new Set(['done', 'expired']);
  const add = (target: Target | null) => {
    if (target !== null && 'end' in target && !target.end.startsWith('~')) outcomes.add(target.end);
  };
  add(flow.start);
  for (const step of Object.values(flow.steps)) targetsOf(step).forEach(add);
  for (const word of flow.on.words) add(word.target);
  for (const [, target] of handlerTargets(flow.on)) add(target);
  return outcomes;
}
