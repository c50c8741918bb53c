import type {
  CommunityConversation,
  Conversation,
  MemberConversation,
  Settings,
} from '#conversation/conversation.ts';
import type { ConversationId } from '#conversation/id.ts';
import { defaultSettings } from '#conversation/settings.ts';
import { crisisForgotten } from './crisis-memory.ts';
import { nextForgotten } from './member-data.ts';

/** A member's conversation before anything was said; `hints` are what the platform suggests (locale, zone). */
export function meetMember(
  id: ConversationId,
  community: ConversationId | null,
  hints: Partial<Pick<Settings, 'locale' | 'zone'>> = {},
): MemberConversation {
  return {
    kind: 'member',
    id,
    version: 0,
    address: null,
    reachable: true,
    settings: { ...defaultSettings, ...hints },
    consents: {},
    communities: community === null ? [] : [community],
    sessions: [],
    plans: [],
    memory: { pools: {}, seen: {}, done: {} },
    asked: null,
    contact: { type: 'open' },
    lost: 0,
    activeAt: null,
    disclosedAt: null,
    lapsedAt: null,
    contacted: { chosen: [], other: [] },
    crisis: null,
    questions: 0,
    answers: [],
  };
}

/** A community's conversation before its moderators did anything. */
export function meetCommunity(
  id: ConversationId,
  locale: string,
  country: string | null,
): CommunityConversation {
  return {
    kind: 'community',
    id,
    version: 0,
    address: null,
    reachable: true,
    locale,
    country,
    reports: [],
    reportCount: 0,
  };
}

/** The next instant anything of this conversation is due, for its row; `null` when nothing waits. */
export function nextWake(conversation: Conversation): number | null {
  if (conversation.kind === 'community') return null;
  let next = Math.min(
    crisisForgotten(conversation) ?? Infinity,
    nextForgotten(conversation) ?? Infinity,
  );
  for (const session of conversation.sessions) {
    for (const wake of session.wakes) next = Math.min(next, wake.at);
  }
  if (conversation.contact.type !== 'stopped') {
    for (const plan of conversation.plans) next = Math.min(next, plan.next);
  }
  return next === Infinity ? null : next;
}
