import { assign, getStateNodes, type AnyStateMachine, type AnyStateNode } from 'xstate';
import type { MachineEvent, Snapshot } from '#conversation/snapshot.ts';
import type { StepId } from '#conversation/id.ts';
import { machineOf } from './compile.ts';
import type { Context } from './stimulus.ts';
import type { Flow } from './flow.ts';
import { inertScope } from './inert-scope.ts';
import { mayBePassedOver } from './wire-ask.ts';

/** Where a machine stands, as far as its future depends on it when conditions on data go both ways. */
export interface Place {
  /** A step; of no step, the machine's own name for its state. */
  readonly step: StepId;
  readonly from: StepId | null;
  readonly tries: number;
}

/** One way a machine went: into a step, to rest where it was, or to an end. */
export type Went =
  | { readonly type: 'entered' | 'rested'; readonly place: Place }
  | { readonly type: 'ended'; readonly outcome: string };

/** A flow's own machine, played step by step in every way its conditions could turn out. */
export interface EveryWay {
  begin(): readonly Went[];
  /** From a place, by an event; without one, by itself. */
  on(from: Place, event: MachineEvent | null): readonly Went[];
}

/** The machine of a flow with conditions on data answered both ways; each move stops at the first step it enters, so that nothing is played twice. */
export function everyWay(flow: Flow): EveryWay {
  const oracle = oracleOf();
  const machine = freed(flow, oracle);
  // To resolve a state XState looks at all others, so one is resolved, and the rest are made of it.
  const blank = machine.resolveState({ value: '~start', context: {} });
  let moves = 0;
  const went = (play: () => unknown): Went => {
    moves += 1;
    if (moves > mostMoves) throw new Tangle();
    try {
      const { status, value, context, error } = play() as Playing;
      if (status === 'error')
        throw error ?? new Error(`flow ${flow.id} broke while it was explored`);
      if (status === 'done') return { type: 'ended', outcome: (value as string).slice(1) };
      const step = (typeof value === 'string' ? value : Object.keys(value)[0]) as StepId;
      return { type: 'rested', place: { step, from: context.from, tries: context.tries } };
    } catch (error) {
      if (error !== entered) throw error;
      return { type: 'entered', place: entered.at() };
    }
  };
  let standing: Standing | null = null;
  /** A place is left in many ways, one after the other. */
  const standingAt = (place: Place): Standing => {
    if (standing?.place === place) return standing;
    const { value, ...context } = snapshotAt(flow, place);
    const nodes = getStateNodes(machine.root, value);
    return (standing = { place, nodes, snapshot: { ...blank, value, context, _nodes: nodes } });
  };
  return {
    begin: () =>
      oracle.inEveryWay(() => went(() => machine.getInitialSnapshot(scope, { data: {} }))),
    on(from, event) {
      const { nodes, snapshot } = standingAt(from);
      const heard = { ...(event ?? { type: '~on' }), step: from.step };
      // Most of what may be heard means nothing at most places.
      if (!nodes.some((node) => isHeard(node, heard.type)))
        return [went(() => ({ ...snapshot, status: 'active' }))];
      return oracle.inEveryWay(() =>
        went(() => machine.transition(snapshot as never, heard, scope)),
      );
    },
  };
}

/** A place as XState has it. */
interface Standing {
  readonly place: Place;
  readonly nodes: readonly AnyStateNode[];
  readonly snapshot: object;
}

/** Whether a state goes anywhere by an event, or by itself. */
function isHeard({ always, transitions }: AnyStateNode, event: string): boolean {
  return (always ?? []).length > 0 || (transitions.get(event) ?? []).length > 0;
}

/** A place as the engine keeps it, with nothing answered yet. */
export function snapshotAt(flow: Flow, { step, from, tries }: Place): Snapshot {
  const found = flow.steps[step];
  const value = found?.type === 'ask' && mayBePassedOver(found) ? { [step]: 'open' } : step;
  return { value, data: {}, visits: { [step]: 1 }, tries, from };
}

/** Moves played at most in one exploration; a flow of ninety steps has about two hundred. */
const mostMoves = 3_000;

/** Thrown when a flow leads so many ways that exploring it would not end in good time. */
export class Tangle extends Error {}

interface Playing {
  readonly status: string;
  readonly value: Snapshot['value'];
  readonly context: Context;
  readonly error?: Error;
}

/** Nothing is executed while a flow is explored. */
const scope = inertScope(() => undefined) as never;

/** Thrown inside a move when it enters a step: what follows is another move. One for all, since a new one each time would write down where it was thrown. */
class Entered extends Error {
  #place: Place | null = null;
  into(place: Place): this {
    this.#place = place;
    return this;
  }
  at(): Place {
    if (this.#place === null) throw new Error('no step was entered');
    return this.#place;
  }
}
const entered = new Entered('entered');

interface Now {
  readonly context: Context;
  readonly event: Readonly<Record<string, unknown>>;
}

function freed(flow: Flow, oracle: Oracle): AnyStateMachine {
  const unasked = () => {
    throw new Error(`flow ${flow.id}: an expression was asked while exploring`);
  };
  const answer = (_: Now, params: object) => oracle.answer(params);
  const isLast = ({ context }: Now, params: { attempts: number | null }) =>
    params.attempts !== null && context.tries + 1 >= params.attempts;
  const same = assign(() => ({}));
  return machineOf(flow, unasked, {
    guards: {
      holds: answer,
      goesRound: answer,
      offersNothing: answer,
      waitsNot: answer,
      fails: answer,
      failsLast: (now: Now, params: { attempts: number | null }) =>
        isLast(now, params) && answer(now, params),
      chosen: (now: Now, params: { step: StepId; way: number }) => {
        const step = flow.steps[params.step];
        if (step?.type !== 'choose') return false;
        const isLastWay = params.way === step.ways.length - 1;
        const oneFits = step.pick !== 'once' && step.ways.some((way) => way.when === null);
        return (isLastWay && oneFits) || answer(now, params);
      },
    },
    actions: {
      enter: assign(({ context }: Now, { step }: { step: StepId }) => {
        throw entered.into({ step, from: context.from, tries: 0 });
      }),
      keep: same,
      keepWords: same,
      settle: same,
      takeOnce: same,
      set: same,
      take: same,
      beginRounds: same,
      round: same,
      endRounds: same,
      beginWait: same,
      waited: same,
    },
  });
}

interface Oracle {
  /** This condition's answer on the way that is being gone. */
  answer(condition: object): boolean;
  /** Goes one way after the other until each condition met was answered both ways. */
  inEveryWay(go: () => Went): readonly Went[];
}

function oracleOf(): Oracle {
  let given: readonly boolean[] = [];
  let asked: { readonly condition: object; readonly answer: boolean }[] = [];
  return {
    answer(condition) {
      const answer = given[asked.length] ?? false;
      asked.push({ condition, answer });
      return answer;
    },
    inEveryWay(go) {
      const went: Went[] = [];
      const turned = new Set<object>();
      const open: (readonly boolean[])[] = [[]];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        given = next;
        asked = [];
        went.push(go());
        const answers = asked.map(({ answer }) => answer);
        for (const [index, { condition, answer }] of asked.entries()) {
          if (index < next.length || turned.has(condition)) continue;
          turned.add(condition);
          open.push([...answers.slice(0, index), !answer]);
        }
      }
      return went;
    },
  };
}
