import type { Session } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { chainAt } from './chain-at.ts';
import { replaceSession, rootIndex, scratchOf, type Draft } from './draft.ts';
import { longestTrail } from './house.ts';
import { liveOn, relive } from './relive.ts';
import { untouched } from './remember.ts';

/** From here on `back` starts at this point, in everything that is open: what happened before is not undone. */
export function raiseBarrier(draft: Draft): void {
  for (const [index, { root }] of draft.member.sessions.entries()) {
    if (root !== null && (root.base === null || root.trail.length > 0)) rest(draft, index);
  }
}

/** Lets a root session begin where it stands. */
function rest(draft: Draft, index: number): void {
  const sessions = restedAt(draft.member.sessions, index, draft.now);
  draft.member = { ...draft.member, sessions };
}

/** A stack in which the root session at `index` begins where it stands. */
export function restedAt(
  sessions: readonly Session[],
  index: number,
  now: Millis,
): readonly Session[] {
  const session = sessions[index] as Session;
  if (session.root === null) return sessions;
  const { inputs } = session.root.beginning;
  const root = {
    ...session.root,
    trail: [],
    made: [],
    ran: {},
    base: chainAt(sessions, index).map((link) => ({ ...link, root: null })),
    beginning: { inputs, at: now, before: untouched },
  };
  return sessions.with(index, { ...session, root });
}

/** So many of a full trail fall off at once. */
const fallsOff = 50;

/** Lets the oldest steps of a full trail fall off: `back` stops where they led to. */
export function shorten(draft: Draft): void {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null || session.root.trail.length <= longestTrail) return;
  const { trail } = session.root;
  const scratch: Draft = { ...scratchOf(draft), pins: session.root.ran ?? {} };
  relive(scratch, { index, session, events: trail.slice(0, fallsOff) });
  rest(scratch, index);
  liveOn(scratch, index, trail.slice(fallsOff));
  draft.needsEntries ||= scratch.needsEntries;
  const lived = scratch.member.sessions[index]?.root;
  // Something it depended on changed meanwhile: the same steps lead elsewhere, and none of them is kept.
  if (lived == null || placeOf(scratch, index) !== placeOf(draft, index)) return rest(draft, index);
  replaceSession(draft, index, { ...session, root: lived });
}

function placeOf(draft: Draft, index: number): string {
  return JSON.stringify(
    draft.member.sessions.slice(index).map(({ flow, snapshot }) => [flow, snapshot]),
  );
}
