import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { house } from './house.ts';

/** A member whose crisis reply is over a week ago, without any trace of it: what members are promised. The same object where there is none, or it is not time. */
export function withoutOldCrisis(member: MemberConversation, now: Millis): MemberConversation {
  const ends = crisisForgotten(member);
  if (ends === null || ends > now) return member;
  const { pools, seen, done, ...more } = member.memory;
  const sessions = withoutReply(member.sessions);
  const stillAsked = sessions.at(-1) === member.sessions.at(-1);
  return {
    ...member,
    crisis: null,
    sessions,
    asked: stillAsked ? member.asked : null,
    memory: { ...more, pools: others(pools), seen: others(seen), done: others(done) },
  };
}

/** When a crisis reply is forgotten; `null` where there is none. */
export function crisisForgotten({ crisis }: MemberConversation): Millis | null {
  return crisis === null ? null : crisis.at + aWeek;
}

const aWeek: Millis = 7 * 86_400_000;

/** Every session but an unanswered crisis reply and what it runs. */
function withoutReply(sessions: readonly Session[]): readonly Session[] {
  let isReply = false;
  return sessions.filter(({ flow, returns }) => {
    if (!returns) isReply = flow === house.crisis;
    return !isReply;
  });
}

/** What is remembered of all flows but the crisis reply. */
function others<Kept>(kept: Readonly<Record<string, Kept>>): Readonly<Record<string, Kept>> {
  return Object.fromEntries(
    Object.entries(kept).filter(
      ([key]) => key !== house.crisis && !key.startsWith(`${house.crisis}/`),
    ),
  );
}
