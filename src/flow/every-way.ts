import { assign, initialTransition, transition, type AnyStateMachine } from 'xstate';
import type { MachineEvent, Snapshot } from '#conversation/conversation.ts';
import type { StepId } from '#conversation/id.ts';
import { machineOf, type Context } from './compile.ts';
import type { Flow } from './flow.ts';

/** One way a machine went: the steps it entered, and where it came to rest; `null` where it went round for ever. */
export interface Went {
  readonly entered: readonly StepId[];
  readonly rest: Snapshot | null;
  readonly ended: string | null;
}

/** A flow's own machine, played in every way its conditions could turn out. */
export interface EveryWay {
  begin(): readonly Went[];
  on(from: Snapshot, event: MachineEvent & { readonly step?: StepId }): readonly Went[];
}

/** The machine of a flow with conditions on data answered both ways. Each answer of each condition is tried once a context, so the ways are as many as the answers and not as their combinations. */
export function everyWay(flow: Flow): EveryWay {
  const oracle = oracleOf();
  const entered: StepId[] = [];
  const machine = freed(flow, oracle, entered);
  const wentAlong = (play: () => unknown): Went => {
    entered.length = 0;
    try {
      const { status, value, context, error } = play() as Playing;
      if (status === 'error') throw error ?? new Error(`flow ${flow.id} broke while exploring`);
      const rest = { value, ...context } as Snapshot;
      const ended = status === 'done' ? String(value).slice(1) : null;
      return { entered: [...entered], rest, ended };
    } catch (error) {
      if (!(error instanceof Circle)) throw error;
      return { entered: [...entered, error.step], rest: null, ended: null };
    }
  };
  return {
    begin: () =>
      oracle.inEveryWay(() => wentAlong(() => initialTransition(machine, { data: {} })[0])),
    on: (from, event) => {
      const { value, ...context } = from;
      const snapshot = machine.resolveState({ value, context });
      return oracle.inEveryWay(() => wentAlong(() => transition(machine, snapshot, event)[0]));
    },
  };
}

interface Playing {
  readonly status: string;
  readonly value: unknown;
  readonly context: Context;
  readonly error?: Error;
}

/** Thrown inside a move that enters a step twice without anything that waits. */
class Circle extends Error {
  readonly step: StepId;
  constructor(step: StepId) {
    super('a circle');
    this.step = step;
  }
}

interface Now {
  readonly context: Context;
  readonly event: Readonly<Record<string, unknown>>;
}

function freed(flow: Flow, oracle: Oracle, entered: StepId[]): AnyStateMachine {
  const unasked = () => {
    throw new Error(`flow ${flow.id}: an expression was asked while exploring`);
  };
  const answer = ({ context }: Now, params: object) => oracle.answer(params, context);
  const isLast = ({ context }: Now, params: { attempts: number | null }) =>
    params.attempts !== null && context.tries + 1 >= params.attempts;
  const same = assign(() => ({}));
  return machineOf(flow, unasked).provide({
    guards: {
      holds: answer,
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
        if (entered.includes(step)) throw new Circle(step);
        entered.push(step);
        return { visits: { ...context.visits, [step]: 1 }, tries: 0 };
      }),
      keep: same,
      settle: same,
      set: same,
      take: same,
    },
  } as never);
}

interface Oracle {
  /** This condition's answer on the way that is being gone. */
  answer(condition: object, context: Context): boolean;
  /** Goes one way after the other until every answer not heard before was given. */
  inEveryWay(go: () => Went): readonly Went[];
}

function oracleOf(): Oracle {
  const heard = new Set<string>();
  const numbers = new WeakMap<object, number>();
  let count = 0;
  let given: readonly boolean[] = [];
  let asked: { readonly key: string; readonly answer: boolean }[] = [];
  const numberOf = (condition: object): number => {
    const known = numbers.get(condition);
    if (known !== undefined) return known;
    numbers.set(condition, (count += 1));
    return count;
  };
  return {
    answer(condition, { from, tries }) {
      const answer = given[asked.length] ?? false;
      asked.push({ key: `${numberOf(condition)}|${from ?? ''}|${tries}`, answer });
      return answer;
    },
    inEveryWay(go) {
      const went: Went[] = [];
      const open: (readonly boolean[])[] = [[]];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        given = next;
        asked = [];
        went.push(go());
        const answers = asked.map(({ answer }) => answer);
        for (const [index, { key, answer }] of asked.entries()) {
          heard.add(`${key}|${answer}`);
          if (index < next.length || heard.has(`${key}|${!answer}`)) continue;
          heard.add(`${key}|${!answer}`);
          open.push([...answers.slice(0, index), !answer]);
        }
      }
      return went;
    },
  };
}
