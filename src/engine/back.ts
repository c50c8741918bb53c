import type { Memory, Session, TrailEvent } from '#conversation/conversation.ts';
import type { Draft } from './draft.ts';
import { rootIndex, say } from './draft.ts';
import { unplan } from './fulfil.ts';
import { start, tell } from './play.ts';
import { phrase, plainMessage } from './texts.ts';

/** The places in a trail where the member answered or skipped. */
export function answersIn(trail: readonly TrailEvent[]): readonly number[] {
  return trail.flatMap(({ event }, position) =>
    event.type === 'answer' || event.type === 'skip' ? [position] : [],
  );
}

/** Goes back before the last answer, or before the one at `position`; false when there is nothing to go back to. */
export function goBack(draft: Draft, position: number | null = null): boolean {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null) return false;
  const { trail, base } = session.root;
  const last = position ?? answersIn(trail).at(-1);
  if (last === undefined) {
    say(draft, plainMessage(phrase(draft, base === null ? 'back.nothing' : 'back.barrier')));
    return false;
  }
  replay(draft, { index, session, events: trail.slice(0, last) });
  return true;
}

interface Replay {
  readonly index: number;
  readonly session: Session;
  readonly events: readonly TrailEvent[];
}

/** Lives a root session again from its beginning, each event at its recorded time, in silence; takes back what is no longer made. */
function replay(draft: Draft, { index, session, events }: Replay): void {
  const old = session.root as NonNullable<Session['root']>;
  const script = draft.stage.library.revision(session.revision);
  if (script === null) return;
  const { beginning } = old;
  draft.member = {
    ...draft.member,
    settings: beginning.settings,
    memory: restored(draft.member.memory, beginning.before),
    sessions: draft.member.sessions.slice(0, index),
    asked: null,
  };
  const root = {
    ...old,
    trail: [],
    made: [],
    beginning: { ...beginning, before: { pools: {}, seen: {}, done: {} } },
  };
  draft.silent = true;
  draft.now = beginning.at;
  if (old.base === null) start(draft, script, { inputs: beginning.inputs, root });
  else {
    const chain = old.base.map((link, depth) => (depth === 0 ? { ...link, root } : link));
    draft.member = { ...draft.member, sessions: [...draft.member.sessions, ...chain] };
  }
  for (const { event, at, depth } of events) {
    draft.now = at;
    if (draft.member.sessions.length - 1 - index !== depth || !tell(draft, event)) break;
  }
  draft.silent = false;
  draft.now = draft.stage.now;
  const now = draft.member.sessions[index]?.root?.made ?? [];
  for (const key of old.made) {
    if (now.includes(key)) continue;
    if (key.startsWith('plan:')) unplan(draft, key.slice('plan:'.length));
    else draft.effects.push({ type: 'Retract', key });
  }
}

function restored(
  memory: Memory,
  before: NonNullable<Session['root']>['beginning']['before'],
): Memory {
  return {
    pools: without(memory.pools, before.pools),
    seen: without(memory.seen, before.seen),
    done: without(memory.done, before.done),
  };
}

function without<Kept>(
  now: Readonly<Record<string, Kept>>,
  old: Readonly<Record<string, Kept | null>>,
): Readonly<Record<string, Kept>> {
  const kept: Record<string, Kept> = { ...now };
  for (const [key, value] of Object.entries(old)) {
    if (value === null) delete kept[key];
    else kept[key] = value;
  }
  return kept;
}
