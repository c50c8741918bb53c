import type { Conversation, Session } from './conversation.ts';
import type { FlowId, RevisionHash } from './id.ts';

/** A flow, and which edition of it. */
export interface Edition {
  readonly flow: FlowId;
  readonly revision: RevisionHash;
}

/** Every edition a conversation still needs: of the flows that are open, and of those they ran, to be gone back over. */
export function revisionsOf(conversation: Conversation): readonly Edition[] {
  return conversation.kind === 'member' ? conversation.sessions.flatMap(editionsOf) : [];
}

function editionsOf({ flow, revision, root }: Session): readonly Edition[] {
  const ran = Object.entries(root?.ran ?? {}) as [FlowId, RevisionHash][];
  return [
    { flow, revision },
    ...ran.map(([other, hash]) => ({ flow: other, revision: hash })),
    ...(root?.base ?? []).map((link) => ({ flow: link.flow, revision: link.revision })),
  ];
}
