import type { Session, Wake } from '#conversation/conversation.ts';
import type { FlowId, StepId } from '#conversation/id.ts';
import type { StepMap } from '#conversation/step-map.ts';
import type { Snapshot } from '#conversation/snapshot.ts';
import type { Value } from '#conversation/value.ts';
import type { Flow } from '#flow/flow.ts';
import { isOf } from '#flow/is-of.ts';
import type { Script } from '#flow/script.ts';
import type { Step } from '#flow/step.ts';
import { mayBePassedOver } from '#flow/wire-ask.ts';
import { notBegun, stepOf } from './step.ts';

/** One edition of a flow in the place of another. */
export interface Change {
  /** `null`: it is nowhere any more. */
  readonly from: Script | null;
  readonly to: Script;
  readonly map: StepMap;
  /** The flow that the session runs at this moment. */
  readonly runs: FlowId | null;
}

/** What becomes of a session when its flow is replaced. */
export type Fate =
  | { readonly type: 'goes-on'; readonly step: StepId; readonly session: Session }
  /** It stands before its beginning, until the member writes. */
  | { readonly type: 'again'; readonly session: Session }
  | { readonly type: 'ends' }
  /** `no-step`: nobody said where to. `other-kind`: where it would go on waits for something else. */
  | { readonly type: 'stays'; readonly why: 'no-step' | 'other-kind' };

/** Where a session of an older edition goes on. Its trail is the caller's to care for. */
export function fateOf(session: Session, change: Change): Fate {
  const { to, map } = change;
  const at = stepOf(session.snapshot);
  if (at === null || at === notBegun || map.again.includes(at)) return again(session, change);
  if (map.end.includes(at)) return { type: 'ends' };
  const named = Object.hasOwn(map.steps, at) ? map.steps[at] : undefined;
  const target = to.flow.steps[named ?? at];
  const why = target === undefined ? 'no-step' : fits(at, target, change) ? null : 'other-kind';
  if (target !== undefined && why === null)
    return { type: 'goes-on', step: target.id, session: moved(session, { at, target, change }) };
  if (named === undefined && map.others === 'again') return again(session, change);
  if (named === undefined && map.others === 'end') return { type: 'ends' };
  return { type: 'stays', why: why ?? 'no-step' };
}

/** A place where one waits for the same: an answer, the same event, or a flow that is running. */
function fits(at: StepId, target: Step, { from, runs }: Change): boolean {
  const old = from?.flow.steps[at];
  if (old !== undefined && old.type !== target.type) return false;
  if (target.type === 'run') return runs === null || target.among.includes(runs);
  if (target.type === 'wait') return old?.type === 'wait' && eventOf(old) === eventOf(target);
  return target.type === 'ask';
}

function eventOf({ event }: Step & { type: 'wait' }): string {
  return event?.type === 'done' ? event.flow : (event?.type ?? '');
}

function again({ sent: _sent, ...session }: Session, change: Change): Fate {
  const { to } = change;
  const snapshot: Snapshot = {
    value: notBegun,
    data: dataIn(session, change),
    visits: {},
    tries: 0,
    from: null,
  };
  const wakes = session.wakes.flatMap((wake) => overdueIn(to.flow, session.startedAt, wake));
  return { type: 'again', session: { ...session, revision: to.hash, snapshot, wakes } };
}

interface Move {
  readonly at: StepId;
  readonly target: Step;
  readonly change: Change;
}

function moved({ sent: _sent, ...session }: Session, { at, target, change }: Move): Session {
  const { to, map } = change;
  const nameOf = (step: string): string =>
    step === at ? target.id : Object.hasOwn(map.steps, step) ? (map.steps[step] as string) : step;
  const visits: Record<string, number> = {};
  for (const [step, count] of Object.entries(session.snapshot.visits))
    visits[nameOf(step)] = Math.max(visits[nameOf(step)] ?? 0, count);
  const { from } = session.snapshot;
  const back = from === null ? undefined : to.flow.steps[nameOf(from) as StepId];
  return {
    ...session,
    revision: to.hash,
    snapshot: {
      value: target.type === 'ask' && mayBePassedOver(target) ? { [target.id]: 'open' } : target.id,
      data: dataIn(session, change),
      visits,
      tries: 0,
      from: back?.type === 'ask' ? back.id : null,
    },
    wakes: session.wakes.flatMap((wake) => [
      ...overdueIn(to.flow, session.startedAt, wake),
      ...rearmed(wake, at, target),
    ]),
  };
}

function overdueIn({ expires }: Flow, startedAt: number, { key }: Wake): readonly Wake[] {
  return key !== 'overdue' || expires === null ? [] : [{ key, at: startedAt + expires }];
}

/** A wake of the step that was stood at rings at the same moment for the one in its place, if that waits for it too. */
function rearmed({ key, at: moment }: Wake, at: StepId, target: Step): readonly Wake[] {
  const [kind = '', step, ...rest] = key.split(':');
  const silence = target.type === 'ask' ? target.silence : null;
  const rings =
    kind === 'wait'
      ? target.type === 'wait'
      : kind === 'expire'
        ? silence?.expire != null
        : silence !== null && kind === 'nudge';
  return step === at && rings ? [{ key: [kind, target.id, ...rest].join(':'), at: moment }] : [];
}

/** Data that is still there and of the same type, and what counts the rounds of loops. */
function dataIn({ snapshot }: Session, { from, to, map }: Change): Snapshot['data'] {
  const data: Record<string, Value> = {};
  for (const [name, type] of Object.entries(to.flow.data)) {
    const before = map.data[name] ?? name;
    const value = snapshot.data[before] ?? null;
    const was = from?.flow.data[before] ?? type;
    data[name] = was === type && isOf(type, value) ? value : null;
  }
  for (const [name, value] of Object.entries(snapshot.data))
    if (name.startsWith('~')) data[name] = value;
  return data;
}
