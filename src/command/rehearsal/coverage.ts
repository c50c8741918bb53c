import type { FlowId, RevisionHash, StepId } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import { outcomesOf } from '#flow/compile.ts';
import type { Flow } from '#flow/flow.ts';
import type { Script } from '#flow/script.ts';
import { ownOf } from '#flow/shared-question.ts';
import type { Step } from '#flow/step.ts';

/** What of the flows was seen while they were played: `step heavy`, `option heavy yes`, `case ~branch-1 2`, … */
export interface Coverage {
  /** The same library, its machines watched. */
  watched(library: Library): Library;
  seen(flow: FlowId): ReadonlySet<string>;
}

/** Watches from now on. */
export function coverage(): Coverage {
  const seen = new Map<FlowId, Set<string>>();
  const known = new Map<RevisionHash, Script>();
  const of = (flow: FlowId): Set<string> => {
    const had = seen.get(flow) ?? new Set();
    seen.set(flow, had);
    return had;
  };
  const watch = (script: Script | null): Script | null => {
    if (script === null) return null;
    const had = known.get(script.hash) ?? watchedScript(script, of(script.flow.id));
    known.set(script.hash, had);
    return had;
  };
  return {
    seen: of,
    watched: (library) => ({
      ...library,
      flow: (id) => watch(library.flow(id)),
      revision: (hash) => watch(library.revision(hash)),
    }),
  };
}

/** Everything there is to see of a flow. */
export function everythingIn(flow: Flow): readonly string[] {
  return [
    ...Object.values(flow.steps).flatMap(everythingOf),
    ...flow.on.words.map((_, index) => `word ${index}`),
    ...reachableOutcomes(flow).map((outcome) => `outcome ${outcome}`),
  ];
}

function everythingOf(written: Step): readonly string[] {
  const step = written.type === 'ask' ? ownOf(written) : written;
  const found = [`step ${step.id}`];
  const add = (what: string, names: readonly (string | number)[]): void => {
    found.push(...names.map((name) => `${what} ${step.id} ${name}`));
  };
  switch (step.type) {
    case 'ask':
      add(
        'option',
        step.options.map(({ value }) => value),
      );
      add('check', [...step.checks.keys()]);
      if (step.otherwise !== null) add('otherwise', ['text']);
      add('silence', [...(step.silence?.nudges ?? []).keys()].map(nudgeName));
      if (step.silence?.expire != null) add('silence', ['expire']);
      break;
    case 'branch':
      add('case', [...step.cases.keys()]);
      break;
    case 'choose':
      add('way', [...step.ways.keys()]);
      break;
    case 'run':
      add('ended', Object.keys(step.outcomes));
      break;
    default:
  }
  return found;
}

function nudgeName(rung: number): string {
  return rung === 0 ? 'nudge' : `nudge ${rung + 1}`;
}

function reachableOutcomes(flow: Flow): readonly string[] {
  const asked = [...outcomesOf(flow)].filter((outcome) => outcome !== 'expired');
  const text = JSON.stringify(flow);
  const ends = (outcome: string) => text.includes(JSON.stringify({ end: outcome }));
  const overdue = flow.expires !== null && flow.on.expiry === null;
  return [...asked.filter(ends), ...(overdue || ends('expired') ? ['expired'] : [])];
}

/** The parts of XState's machine that a flow's machine is played through. */
interface Played {
  getInitialSnapshot(scope: Scope, input: unknown): After;
  transition(from: After, event: Heard, scope: Scope): After;
}

interface Scope {
  readonly system: object;
}

interface After {
  readonly value: string | Readonly<Record<string, string>>;
  readonly status: string;
  readonly context: { readonly visits: Readonly<Record<string, number>> };
}

interface Heard {
  readonly type: string;
  readonly value?: unknown;
  readonly option?: string | null;
  readonly index?: number;
  readonly rung?: number;
  readonly outcome?: string;
}

/** What XState tells of each of its steps. */
interface Inspected {
  readonly type: string;
  readonly ['_transitions']?: readonly Way[];
}

interface Way {
  readonly source: { readonly key: string; readonly always?: readonly Way[] };
  readonly target?: unknown;
  readonly actions: readonly { readonly type?: string; readonly params?: { check?: number } }[];
}

function watchedScript(script: Script, seen: Set<string>): Script {
  const machine = script.machine as unknown as Played;
  const { steps } = script.flow;

  const watchedMachine: Played = Object.assign(Object.create(machine) as Played, {
    getInitialSnapshot: (scope, input) =>
      after(machine.getInitialSnapshot(listening(scope, null), input), {}),
    transition: (from, event, scope) =>
      after(machine.transition(from, event, listening(scope, event)), from.context.visits),
  } satisfies Played);
  return { ...script, machine: watchedMachine as never };

  function after(snapshot: After, before: After['context']['visits']): After {
    for (const [step, visits] of Object.entries(snapshot.context.visits)) {
      if (visits > (before[step] ?? 0)) seen.add(`step ${step}`);
    }
    if (snapshot.status === 'done' && typeof snapshot.value === 'string')
      seen.add(`outcome ${snapshot.value.slice(1)}`);
    return snapshot;
  }

  function listening(scope: Scope, event: Heard | null): Scope {
    return {
      ...scope,
      system: {
        ...scope.system,
        _sendInspectionEvent(inspected: Inspected) {
          if (inspected.type !== '@xstate.microstep') return;
          for (const way of inspected['_transitions'] ?? []) taken(way, event);
        },
      },
    };
  }

  /** One way a machine took: by itself out of a branch or choice, or because it heard something. */
  function taken(way: Way, event: Heard | null): void {
    const { key: id, always } = way.source;
    const step = steps[id as StepId];
    const at = always?.indexOf(way) ?? -1;
    if (at >= 0) {
      if (step?.type === 'branch') seen.add(`case ${id} ${at}`);
      if (step?.type === 'choose') seen.add(`way ${id} ${at}`);
      return;
    }
    if (event?.type === 'word') seen.add(`word ${event.index}`);
    if (event?.type === 'ended') seen.add(`ended ${id} ${event.outcome}`);
    if (event?.type === 'nudge') seen.add(`silence ${askOf(way)} ${nudgeName(event.rung ?? 0)}`);
    if (event?.type === 'otherwise') seen.add(`otherwise ${askOf(way)} text`);
    if (event?.type === 'expire') seen.add(`silence ${askOf(way)} expire`);
    if (event?.type !== 'answer') return;
    const refused = way.actions.find((one) => one.type === 'refuse')?.params?.check;
    if (refused === undefined)
      for (const option of optionsIn(event)) seen.add(`option ${askOf(way)} ${option}`);
    else seen.add(`check ${askOf(way)} ${refused}`);
  }
}

/** A question under an `ask-if` is a state inside its step's. */
function askOf({ source }: Way): string {
  const parent = (source as { parent?: { key: string } }).parent;
  return source.key === 'open' && parent !== undefined ? parent.key : source.key;
}

function optionsIn({ value, option }: Heard): readonly string[] {
  if (typeof option === 'string') return [option];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return Array.isArray(value) ? (value as string[]) : [];
}
