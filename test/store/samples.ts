import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { Entry } from '#conversation/entry.ts';
import type {
  CauseId,
  ConversationId,
  DeliveryId,
  FlowId,
  Id,
  RevisionHash,
} from '#conversation/id.ts';
import { meetMember } from '#engine/meet.ts';
import type { Commit } from '#store/store.ts';

/** Ten in the morning of a Monday in March 2026. */
export const start = Date.UTC(2026, 2, 2, 10);

/** A member's conversation at a version, with a word of theirs in it. */
export function member(id: ConversationId, version: number, word = 'well'): MemberConversation {
  const met = meetMember(id, null);
  return {
    ...met,
    version,
    address: `channel of ${id}`,
    settings: { ...met.settings, name: word },
  };
}

/** A turn with nothing but what is said here. */
export function turn(cause: string, changes: Partial<Commit> = {}): Commit {
  return {
    cause: cause as CauseId,
    at: start,
    was: null,
    conversation: null,
    nextWake: null,
    deliveries: [],
    record: [],
    retract: [],
    cancel: [],
    ...changes,
  };
}

/** A delivery that says one line. */
export function delivery(
  id: string,
  conversation: ConversationId,
  changes: Partial<Omit<Delivery, 'seq'>> = {},
): Omit<Delivery, 'seq'> {
  return {
    id: id as DeliveryId,
    conversation,
    class: 'reply',
    report: false,
    createdAt: start,
    notBefore: start,
    expiresAt: null,
    attempts: 0,
    state: 'pending',
    payload: saying(`line ${id}`),
    ...changes,
  };
}

/** A message of one paragraph, with an address and a reply handle. */
export function saying(line: string, address = 'channel'): Delivery['payload'] {
  return {
    type: 'message',
    message: {
      paragraphs: [[line]],
      question: null,
      choices: [],
      input: null,
      media: [],
      sensitivity: 'private',
      alwaysOn: [],
    },
    address,
    via: { token: `token for ${line}` as Id<'reply-token'>, expiresAt: start + 900_000 },
  };
}

/** A journal entry. */
export function entry(key: string, changes: Partial<Entry> = {}): Entry {
  return { key, kind: 'mood', at: start, until: null, values: { mood: 3 }, ...changes };
}

/** A session that has just begun. */
export function session(flow: string, revision: string): Session {
  return {
    flow: flow as FlowId,
    revision: revision as RevisionHash,
    community: null,
    snapshot: { value: 'hello', data: {}, visits: {}, tries: 0, from: null },
    wakes: [],
    returns: false,
    startedAt: start,
    root: null,
  };
}
