import type { Conversation, MemberConversation } from '#conversation/conversation.ts';
import type { RevisionHash } from '#conversation/id.ts';
import { revisionsOf } from '#conversation/revisions-of.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Needs, Turn } from '#conversation/turn.ts';
import type { Stage } from './library.ts';
import { afterSetBack } from './after-set-back.ts';
import { communityTurn } from './community.ts';
import { withoutOldCrisis } from './crisis-memory.ts';
import { draftOf } from './draft.ts';
import { fulfil } from './fulfil.ts';
import { withoutForgotten } from './member-data.ts';
import { memberTurn } from './member-turn.ts';
import { withCurrentCrisis } from './never-pinned.ts';
import { isThere } from './step.ts';

/**
 * What one inbound leads to, or what has to be loaded first. Pure: the same arguments give the same turn.
 * @throws {Error} only for our own bugs; the turn is then not committed.
 */
export function takeTurn(conversation: Conversation, inbound: Inbound, stage: Stage): Turn | Needs {
  if (conversation.kind === 'community') return communityTurn(conversation, inbound, stage);
  const known = withoutForgotten(withoutOldCrisis(conversation, stage.now), stage.now);
  const before = withCurrentCrisis(known, stage);
  const revisions = missing(before, stage);
  if (revisions.length > 0) return { type: 'Needs', entries: false, revisions };
  const member = afterSetBack(withoutLost(before, stage), stage.now);
  const draft = draftOf(member, { inbound, stage, fulfil });
  memberTurn(draft, before);
  if (draft.needsEntries) return { type: 'Needs', entries: true, revisions: [] };
  const version = conversation.version + 1;
  const address = inbound.address ?? draft.member.address;
  return {
    type: 'Turn',
    cause: inbound.id,
    conversation: { ...draft.member, version, address },
    effects: draft.effects,
  };
}

function missing(member: MemberConversation, stage: Stage): readonly RevisionHash[] {
  const lost = stage.lost ?? [];
  const needed = new Set(revisionsOf(member).map(({ revision }) => revision));
  return [...needed].filter(
    (hash) => !lost.includes(hash) && stage.library.revision(hash) === null,
  );
}

/** Sessions whose flow is nowhere any more, or whose place in it, fall away with those they run; it is said when the member writes. */
function withoutLost(member: MemberConversation, { library }: Stage): MemberConversation {
  let falls = false;
  const sessions = member.sessions.filter(({ revision, snapshot, returns }) => {
    const script = library.revision(revision);
    falls = (falls && returns) || script === null || !isThere(script, snapshot);
    return !falls;
  });
  if (sessions.length === member.sessions.length) return member;
  return { ...member, sessions, asked: falls ? null : member.asked, withdrawn: true };
}
