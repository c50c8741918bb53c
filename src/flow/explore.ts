import type { MachineEvent, Snapshot } from '#conversation/snapshot.ts';
import type { StepId } from '#conversation/id.ts';
import { everyWay, snapshotAt, Tangle, type Place, type Went } from './every-way.ts';
import type { Flow, Target } from './flow.ts';
import { circlesIn, trapsIn } from './circles.ts';
import type { AskStep } from './ask-step.ts';
import { handlerTargets, targetsOf } from './targets.ts';
import { notPlayed } from './wire.ts';

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

/** Plays a flow's own machine through everything that can happen to it, every condition both ways; `null` for a flow that leads too many ways to end in good time. */
export function explore(flow: Flow): Exploration | null {
  try {
    return exploreAll(flow);
  } catch (error) {
    if (error instanceof Tangle) return null;
    throw error;
  }
}

function exploreAll(flow: Flow): Exploration {
  const ways = everyWay(flow);
  const keyOf = keysOf(flow);
  const reached = new Set<StepId>();
  const outcomes = new Set<string>();
  const rests = new Map<string, Place>();
  const known = new Map<string, Place>();
  const leads = new Map<string, Set<string>>();
  const passes = new Map<StepId, Set<StepId>>();
  const ending = new Set<string>();
  const open: Place[] = [];

  const follow = (went: Went, from: Place | null, how: Pick<Heard, 'own' | 'waits'>): void => {
    if (went.type === 'ended') {
      outcomes.add(went.outcome);
      if (from !== null && how.own) ending.add(keyOf(from));
      return;
    }
    const { place } = went;
    const key = keyOf(place);
    if (from !== null && how.own) addTo(leads, keyOf(from), key);
    if (went.type === 'entered') {
      reached.add(place.step);
      if (from !== null && !how.waits && !isBounded(flow, from.step, place.step))
        addTo(passes, from.step, place.step);
    }
    if (known.has(key)) return;
    known.set(key, place);
    open.push(place);
  };

  for (const went of ways.begin()) follow(went, null, passing);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (flow.steps[at.step]?.type === 'become')
      for (const after of ways.on(at, { type: 'error' })) follow(after, at, passing);
    for (const went of ways.on(at, null)) {
      if (went.type !== 'rested' || went.place.step !== at.step) {
        follow(went, at, passing);
        continue;
      }
      rests.set(keyOf(at), at);
      for (const heard of heardAt(flow, at))
        for (const after of ways.on(at, heard.event)) follow(after, at, heard);
    }
  }
  const places = [...rests.keys(), ...[...known.keys()].filter((key) => !rests.has(key))];
  const traps = trapsIn(places, leads, ending).map((key) => (known.get(key) as Place).step);
  return {
    reached,
    outcomes,
    rests: [...rests.values()].map((place) => snapshotAt(flow, place)),
    traps: [...new Set(traps)],
    circles: circlesIn(passes),
  };
}

const passing = { own: true, waits: false } as const;

/** From its own body a loop goes round a bounded number of times; what comes to it from elsewhere begins it anew. */
function isBounded(flow: Flow, from: StepId, to: StepId): boolean {
  const round = flow.steps[to];
  return round?.type === 'round' && round.loop !== from;
}

/** The step a snapshot rests at; of no step, the machine's own name for the place. */
export function stepAt({ value }: Snapshot): StepId {
  return (typeof value === 'string' ? value : Object.keys(value)[0]) as StepId;
}

/** A name for each place that matters: `from` only where a flow's word comes back, `tries` only where attempts are counted. */
function keysOf(flow: Flow): (place: Place) => string {
  const back = (target: Target): boolean => 'end' in target && target.end.startsWith('~');
  const comesBack =
    flow.on.words.some(({ target }) => target === null || back(target)) ||
    handlerTargets(flow.on).some(([, target]) => target !== null && back(target)) ||
    Object.values(flow.steps).some((step) => targetsOf(step).some(back));
  return ({ step: id, from, tries }) => {
    const step = flow.steps[id];
    // A check may be answered either way at the last attempt too, where there is no next one.
    const last = step?.type === 'ask' && step.attempts !== null ? step.attempts - 1 : 0;
    const counted = Math.min(tries, last);
    return `${id}|${comesBack ? (from ?? '') : ''}|${counted}`;
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
function heardAt(flow: Flow, at: Place): readonly Heard[] {
  const step = flow.steps[at.step];
  const own = (event: MachineEvent, waits = true): Heard => ({ event, own: true, waits });
  const foreign = (event: MachineEvent): Heard => ({ event, own: false, waits: true });
  const overdue = flow.expires === null ? [] : [foreign({ type: 'overdue' })];
  switch (step?.type) {
    case 'ask':
      return [
        ...answersTo(step).map((option) => own({ type: 'answer', value: null, option })),
        own({ type: 'skip' }),
        own({ type: 'misheard' }),
        own({ type: 'otherwise', text: '' }),
        ...flow.on.words.map((_, index) => own({ type: 'word', index })),
        ...(flow.on.back === null ? [] : [own({ type: 'back' })]),
        foreign({ type: 'nudge' }),
        foreign({ type: 'expire' }),
        foreign({ type: 'undeliverable' }),
        ...overdue,
      ];
    case 'wait':
      return [own({ type: 'woke' }), own({ type: 'came' }), ...overdue];
    case 'run':
      return [
        ...[...Object.keys(step.outcomes), ...notPlayed, '~other'].map((outcome) =>
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
