import type { MemberConversation } from '#conversation/conversation.ts';
import type { ConversationId } from '#conversation/id.ts';
import type { Store } from '#store/store.ts';
import type { Finding } from './answer.ts';

/** Finds the member an operator names: by the code on the member's own page, or by the platform's key, such as `terminal:me`. */
export async function memberOf(store: Store, named: string): Promise<MemberConversation | Finding> {
  const found = await store.load(idNamed(store, named));
  if (found === null) {
    return {
      code: 1,
      facts: { refused: 'unknown-member' },
      words:
        'Nobody here is known by that name. Give the code at the foot of the member’s own page (“my data”), or the platform and their id on it, such as terminal:me.',
    };
  }
  if (found.kind === 'member') return found;
  return {
    code: 1,
    facts: { refused: 'not-a-member' },
    words: 'That is the moderators’ room, not a member.',
  };
}

/** The conversation of a name an operator gives, whether there is one or not. */
export function idNamed(store: Store, named: string): ConversationId {
  return /^c[\w-]{20,}$/.test(named) ? (named as ConversationId) : store.idOf(named);
}

/** True for a member who was found. */
export function isMember(found: MemberConversation | Finding): found is MemberConversation {
  return 'kind' in found;
}

/** What an operator is told where nothing is kept yet. */
export const noStore: Finding = {
  code: 1,
  facts: { store: 'none' },
  words: 'There is no store yet, so nothing is kept of anybody.',
};
