import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { FlowId } from '#conversation/id.ts';
import type { News } from '#conversation/inbound.ts';
import { restedAt } from './barrier.ts';
import type { Draft } from './draft.ts';
import { fateOf, type Fate } from './fate-of.ts';
import type { Library } from './library.ts';

/** What an operator has done to a flow: everyone goes on in the edition of now, or it ends for everyone. */
export type FlowChange = Extract<News, { type: 'replaced' | 'withdrawn' }>;

/** A session that is changed: its place on the stack, and what becomes of it. */
export interface Changed {
  readonly index: number;
  readonly fate: Fate;
}

/** What a change makes of each session of the flow; those that are in the edition of now are left out, and so is everything where that is nowhere. */
export function changedBy(
  { sessions }: MemberConversation,
  change: FlowChange,
  library: Pick<Library, 'revision'>,
): readonly Changed[] {
  return sessions.flatMap((session, index): readonly Changed[] => {
    if (session.flow !== change.flow) return [];
    if (change.type === 'withdrawn') return [{ index, fate: { type: 'ends' } }];
    const to = library.revision(change.revision);
    if (to === null || session.revision === to.hash) return [];
    const from = library.revision(session.revision);
    const runs = runBy(sessions, index);
    return [{ index, fate: fateOf(session, { from, to, map: change.map, runs }) }];
  });
}

/** A flow was replaced or withdrawn: whoever is in it stands elsewhere from now on, and hears of it when they write. `back` stops there. */
export function hearChange(draft: Draft, change: FlowChange): void {
  // From the top, so that what ends takes away nothing that is still to be looked at.
  for (const { index, fate } of changedBy(draft.member, change, draft.stage.library).toReversed()) {
    if (fate.type === 'stays') continue;
    const { sessions } = draft.member;
    const isTop = endOf(sessions, index) === sessions.length;
    const asked = isTop && (fate.type === 'ends' || index === sessions.length - 1);
    if (fate.type === 'ends')
      draft.member = {
        ...draft.member,
        sessions: sessions.toSpliced(index, endOf(sessions, index) - index),
        withdrawn: true,
      };
    else draft.member = { ...draft.member, sessions: sessions.with(index, fate.session) };
    if (asked) draft.member = { ...draft.member, asked: null };
    rest(draft, index);
  }
}

function rest(draft: Draft, index: number): void {
  let root = Math.min(index, draft.member.sessions.length - 1);
  while (root > 0 && draft.member.sessions[root]?.returns === true) root -= 1;
  if (root < 0) return;
  draft.member = {
    ...draft.member,
    sessions: restedAt(draft.member.sessions, root, draft.now),
  };
}

/** Behind a session and those it runs. */
function endOf(sessions: readonly Session[], index: number): number {
  let end = index + 1;
  while (sessions[end]?.returns === true) end += 1;
  return end;
}

function runBy(sessions: readonly Session[], index: number): FlowId | null {
  const above = sessions[index + 1];
  return above?.returns === true ? above.flow : null;
}
