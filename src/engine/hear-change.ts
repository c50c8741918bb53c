import type { MemberConversation } from '#conversation/conversation.ts';
import type { News } from '#conversation/inbound.ts';
import { restedAt } from './barrier.ts';
import { chainAt, rootAt } from './chain-at.ts';
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
    const runs = chainAt(sessions, index)[1]?.flow ?? null;
    return [{ index, fate: fateOf(session, { from, to, map: change.map, runs }) }];
  });
}

/** A flow was replaced or withdrawn: whoever is in it stands elsewhere from now on, and hears of it when they write. `back` stops there. */
export function hearChange(draft: Draft, change: FlowChange): void {
  // From the top, so that what ends takes away nothing that is still to be looked at.
  for (const { index, fate } of changedBy(draft.member, change, draft.stage.library).toReversed()) {
    if (fate.type === 'stays') continue;
    const { sessions } = draft.member;
    const { length } = chainAt(sessions, index);
    const isTop = index + length === sessions.length;
    const asked = isTop && (fate.type === 'ends' || index === sessions.length - 1);
    if (fate.type === 'ends')
      draft.member = {
        ...draft.member,
        sessions: sessions.toSpliced(index, length),
        withdrawn: true,
      };
    else draft.member = { ...draft.member, sessions: sessions.with(index, fate.session) };
    if (asked) draft.member = { ...draft.member, asked: null };
    rest(draft, index);
  }
}

function rest(draft: Draft, index: number): void {
  const { sessions } = draft.member;
  const root = rootAt(sessions, Math.min(index, sessions.length - 1));
  if (root >= 0) draft.member = { ...draft.member, sessions: restedAt(sessions, root, draft.now) };
}
