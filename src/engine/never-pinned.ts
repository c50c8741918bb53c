import type { MemberConversation, Session } from '#conversation/conversation.ts';
import { asItStands } from '#conversation/step-map.ts';
import type { Script } from '#flow/script.ts';
import { restedAt } from './barrier.ts';
import { chainAt } from './chain-at.ts';
import { fateOf, type Fate } from './fate-of.ts';
import { isNeverPinned } from './house.ts';
import type { Stage } from './library.ts';
import { stepOf } from './step.ts';

/**
 * A conversation in which what is never pinned is said as it stands now: whoever is in the middle of it goes on at the
 * same step in its words of today, or hears it from the beginning where that step is gone. The same object where nothing changed.
 */
export function withCurrentCrisis(
  member: MemberConversation,
  { library, now }: Stage,
): MemberConversation {
  let { sessions, asked } = member;
  for (const [index, session] of member.sessions.entries()) {
    const to = isNeverPinned(session.flow) ? library.flow(session.flow) : null;
    if (to === null || to.hash === session.revision) continue;
    const runs = chainAt(sessions, index)[1]?.flow ?? null;
    const from = library.revision(session.revision);
    const fate = fateOf(session, { from, to, map: asItStands, runs });
    if (fate.type !== 'goes-on' && fate.type !== 'again') continue;
    sessions = sessions.with(index, fate.session);
    if (fate.session.root !== null) sessions = restedAt(sessions, index, now);
    if (
      index === sessions.length - 1 &&
      !isSame(fate, to, from === null ? shownOf(member) : optionsAt(from, session))
    )
      asked = null;
  }
  return sessions === member.sessions ? member : { ...member, sessions, asked };
}

/** Does an answer mean now what it meant when the question was asked? */
function isSame(fate: Fate, to: Script, before: string | null): boolean {
  return fate.type === 'goes-on' && optionsAt(to, fate.session) === before;
}

/** The answers a question offers where a session stands; `null` where it asks nothing. */
function optionsAt({ flow }: Script, { snapshot }: Session): string | null {
  const at = stepOf(snapshot);
  const step = at === null ? undefined : flow.steps[at];
  return step?.type === 'ask' ? step.options.map(({ value }) => value).join('\n') : null;
}

function shownOf({ asked }: MemberConversation): string | null {
  return asked?.shown?.choices.join('\n') ?? null;
}
