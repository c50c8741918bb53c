import { rootOf, say, scriptOf, topOf, type Draft } from './draft.ts';
import { fresh, isNeverPinned } from './house.ts';
import { dropChain, open, start, tell } from './play.ts';
import { notBegun, stepOf } from './step.ts';
import { phrase, plainMessage } from './texts.ts';

/** True where the flow that talks was held up by a change: it is to begin anew, or what it ran was taken out. It goes on at the end of a turn of the member's. */
export function isHalted(draft: Draft): boolean {
  const top = topOf(draft.member);
  if (top === null) return false;
  const at = stepOf(top.snapshot);
  if (at === null || at === notBegun) return at !== null;
  return scriptOf(draft, top)?.flow.steps[at]?.type === 'run';
}

/** Lets flows go on that were held up. One from long ago falls away instead; a break from messages holds them. */
export function takeUp(draft: Draft): void {
  while (draft.member.contact.type === 'open' && isHalted(draft)) {
    const root = rootOf(draft.member);
    if (root === null || draft.now - root.startedAt >= fresh) dropChain(draft);
    else if (topOf(draft.member)?.snapshot.value === notBegun) beginAnew(draft);
    else if (!tell(draft, { type: 'ended', outcome: 'missing', outputs: {} })) dropChain(draft);
  }
}

function beginAnew(draft: Draft): void {
  const session = topOf(draft.member);
  const script = session === null ? null : scriptOf(draft, session);
  if (session === null || script === null) return dropChain(draft);
  draft.member = { ...draft.member, sessions: draft.member.sessions.slice(0, -1) };
  const { root, snapshot, flow } = session;
  if (!isNeverPinned(flow)) say(draft, plainMessage(phrase(draft, 'broken.changed')));
  if (root === null) return start(draft, script, { inputs: snapshot.data, root: null });
  open(draft, flow, root.beginning.inputs, root.unsolicited);
}
