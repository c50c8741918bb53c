import type { MachineEvent, Snapshot } from '#conversation/conversation.ts';
import type { StepId } from '#conversation/id.ts';
import { everyWay, type Went } from './every-way.ts';
import type { Flow, Target } from './flow.ts';
import { circlesIn, trapsIn } from './graph.ts';
import type { AskStep } from './step.ts';
import { targetsOf } from './targets.ts';

/** What a flow's machine can do at all. */
export interface Exploration {
  readonly reached: ReadonlySet<StepId>;
  readonly outcomes: ReadonlySet<string>;
  /** Each place where it can rest, as a snapshot; data unanswered. */
  readonly rests: readonly Snapshot[];
  /** Steps after which nothing the member does, and no waiting, ever leads to an end: one for each trap. */
  readonly traps: readonly StepId[];
  /** Steps that go round without anything that waits: one list for each circle. */
  readonly circles: readonly (readonly StepId[])[];
}

/** Plays a flow's own machine through everything that can happen to it: every kind of answer, silence, misunderstanding and outcome, every condition both ways. */
export function explore(flow: Flow): Exploration {
  const ways = everyWay(flow);
  const reached = new Set<StepId>();
  const outcomes = new Set<string>();
  const rests = new Map<string, Snapshot>();
  const leads = new Map<string, Set<string>>();
  const passes = new Map<StepId, Set<StepId>>();
  const ending = new Set<string>();
  const open: Snapshot[] = [];
  const keyOf = keysOf(flow);

  const arrive = (went: Went, from: Snapshot | null, event: Heard | null): void => {
    let before = event?.waits === false && from !== null ? stepAt(from) : null;
    for (const step of went.entered) {
      reached.add(step);
      if (before !== null) addTo(passes, before, step);
      before = step;
    }
    if (went.ended !== null) {
      outcomes.add(went.ended);
      if (from !== null && event?.own === true) ending.add(keyOf(from));
      return;
    }
    if (went.rest === null) return;
    const key = keyOf(went.rest);
    if (from !== null && event?.own === true) addTo(leads, keyOf(from), key);
    if (rests.has(key)) return;
    rests.set(key, went.rest);
    open.push(went.rest);
  };

  for (const went of ways.begin()) arrive(went, null, null);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const heard of heardAt(flow, at)) {
      const event = { ...heard.event, step: stepAt(at) };
      for (const went of ways.on(at, event)) arrive(went, at, heard);
    }
  }
  const traps = trapsIn([...rests.keys()], leads, ending).map((key) => key.split('|')[0] as StepId);
  return {
    reached,
    outcomes,
    rests: [...rests.values()],
    traps: [...new Set(traps)],
    circles: circlesIn(passes),
  };
}

/** The step a snapshot rests at; of no step, the machine's own name for the place. */
export function stepAt({ value }: Snapshot): StepId {
  return (typeof value === 'string' ? value : Object.keys(value)[0]) as StepId;
}

/** What of a snapshot its future depends on when conditions on data go both ways. */
function keysOf(flow: Flow): (snapshot: Snapshot) => string {
  const back = (target: Target): boolean => 'end' in target && target.end === '~back';
  const comesBack =
    flow.on.words.some(({ target }) => target === null || back(target)) ||
    Object.values(flow.steps).some((step) => targetsOf(step).some(back));
  return (snapshot) => {
    const step = flow.steps[stepAt(snapshot)];
    const tries = step?.type === 'ask' && step.attempts !== null ? snapshot.tries : 0;
    return `${stepAt(snapshot)}|${comesBack ? (snapshot.from ?? '') : ''}|${tries}`;
  };
}

interface Heard {
  readonly event: MachineEvent;
  /** The member's doing, or the flow's own time: what counts as a way on. */
  readonly own: boolean;
  /** False where the flow may go on in the same breath. */
  readonly waits: boolean;
}

/** One event of every kind that can happen while the machine rests here. */
function heardAt(flow: Flow, at: Snapshot): readonly Heard[] {
  const step = flow.steps[stepAt(at)];
  const own = (event: MachineEvent, waits = true): Heard => ({ event, own: true, waits });
  const foreign = (event: MachineEvent): Heard => ({ event, own: false, waits: true });
  const overdue = flow.expires === null ? [] : [foreign({ type: 'overdue' })];
  switch (step?.type) {
    case 'ask':
      return [
        ...answersTo(step).map((option) => own({ type: 'answer', value: null, option })),
        own({ type: 'skip' }),
        own({ type: 'misheard' }),
        ...flow.on.words.map((_, index) => own({ type: 'word', index })),
        foreign({ type: 'nudge' }),
        foreign({ type: 'expire' }),
        foreign({ type: 'undeliverable' }),
        ...overdue,
      ];
    case 'wait':
      return [own({ type: 'woke' }), ...overdue];
    case 'run':
      return [
        ...[...Object.keys(step.outcomes), '~other'].map((outcome) =>
          own({ type: 'ended', outcome, outputs: {} }, false),
        ),
        ...overdue,
      ];
    default:
      return [];
  }
}

/** Options that lead somewhere of their own, and `null` for all other answers, where there are any. */
function answersTo({ input, options }: AskStep): readonly (string | null)[] {
  if (input !== 'choice' && input !== 'confirm') return [null];
  const leading = options.filter((option) => option.target !== null).map(({ value }) => value);
  return leading.length > 0 && leading.length === options.length ? leading : [...leading, null];
}

function addTo<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}
