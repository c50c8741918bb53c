import { isDeepStrictEqual } from 'node:util';
import type { Conversation, MemberConversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { Entry } from '#conversation/entry.ts';
import type { CauseId, ConversationId, Millis } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Turn } from '#conversation/turn.ts';
import type { Library } from '#engine/library.ts';
import { maySend } from '#engine/may-send.ts';
import { meetCommunity, nextWake } from '#engine/meet.ts';
import { takeTurn } from '#engine/take-turn.ts';
import type { Party } from '#platform/terminal/to-inbound.ts';
import { toCommit } from '#runtime/to-commit.ts';
import { newcomer, type Opening } from './opening.ts';

/** What is seen of a small world from outside. */
export interface Audience {
  /** A message arrived at the member, or at their community's moderators. */
  shown(delivery: Delivery): void;
  /** Something was kept, taken back, held or let go: one line. */
  noted(event: Noted): void;
}

export type Noted =
  | { readonly type: 'record'; readonly entry: Entry }
  | { readonly type: 'retract'; readonly entry: Entry }
  | { readonly type: 'erase' }
  | { readonly type: 'held'; readonly until: Millis }
  | { readonly type: 'dropped'; readonly why: 'not allowed' | 'too late' };

/** The runtime in miniature: one member, one community, an outbox that is always delivered at once, and a clock that is moved by hand. */
export interface SmallWorld {
  readonly now: Millis;
  readonly member: Party;
  readonly community: Party;
  /** The member as last kept; `null` once forgotten. */
  kept(): MemberConversation | null;
  /** Takes a turn and brings out what it says. */
  receive(inbound: Inbound): void;
  /** Moves the clock on; `rang` is told after each instant at which something was due. */
  passTo(at: Millis, rang: () => void): void;
}

/** What a small world begins with. */
export interface Scene {
  readonly opening: Opening;
  readonly at: Millis;
  /** Asked anew for every turn, as after a restart. */
  readonly library: () => Library;
  /** Who the member is before anything happens; `null`: nobody met yet. */
  begin(parties: Pick<SmallWorld, 'member' | 'community'>): MemberConversation | null;
}

/** How often a turn may ask for more before that is a bug of ours. */
const rounds = 3;

/** Opens a small world. */
export function smallWorld(set: Scene, audience: Audience): SmallWorld {
  const { opening, library } = set;
  const member: Party = {
    id: `rehearsal-${opening.seed}` as ConversationId,
    address: 'rehearsal:member',
  };
  const community: Party = {
    id: 'rehearsal-community' as ConversationId,
    address: 'rehearsal:community',
  };
  const conversations = new Map<ConversationId, Conversation>();
  const journal = new Map<string, Entry>();
  let waiting: readonly Delivery[] = [];
  let now = set.at;
  let seq = 0;
  const begun = set.begin({ member, community });
  if (begun !== null) conversations.set(member.id, through(begun));

  return {
    get now() {
      return now;
    },
    member,
    community,
    kept() {
      const kept = conversations.get(member.id);
      return kept?.kind === 'member' ? kept : null;
    },
    receive,
    passTo,
  };

  function receive(inbound: Inbound): void {
    take(inbound);
    bringOut();
  }

  function take(inbound: Inbound): void {
    const kept = conversations.get(inbound.conversation) ?? null;
    const conversation = kept ?? meet(inbound);
    if (conversation === null) return;
    const turn = decide(conversation, inbound);
    const commit = toCommit(turn, { inbound, kept, now }, { tag: (text) => text });
    waiting = waiting.filter((one) => {
      const stays =
        one.conversation !== inbound.conversation ||
        (commit.conversation !== null && !commit.cancel.includes(one.class));
      if (!stays) audience.noted({ type: 'dropped', why: 'not allowed' });
      return stays;
    });
    if (commit.conversation === null) {
      conversations.delete(inbound.conversation);
      journal.clear();
      audience.noted({ type: 'erase' });
    } else conversations.set(inbound.conversation, through(commit.conversation));
    for (const key of commit.retract) {
      const entry = journal.get(key);
      if (entry !== undefined) audience.noted({ type: 'retract', entry });
      journal.delete(key);
    }
    for (const entry of commit.record) {
      journal.set(entry.key, through(entry));
      audience.noted({ type: 'record', entry });
    }
    for (const delivery of commit.deliveries) waiting = [...waiting, { ...delivery, seq: seq++ }];
  }

  function meet(inbound: Inbound): Conversation | null {
    if (inbound.conversation === community.id)
      return meetCommunity(community.id, opening.locale, null);
    const meets = ['TextSaid', 'ChoiceMade', 'FormSent', 'FlowAsked'].includes(inbound.type);
    return meets ? newcomer(opening, { member, community }) : null;
  }

  function decide(conversation: Conversation, inbound: Inbound): Turn {
    let entries: readonly Entry[] | null = null;
    for (let round = 0; round <= rounds; round += 1) {
      const stage = { library: library(), now, community: community.id, country: null };
      const answer = takeTurn(conversation, inbound, { ...stage, entries });
      if (answer.type === 'Turn') return answer;
      if (answer.revisions.length > 0)
        throw new Error(`the library has no revision ${answer.revisions.join(', ')}`);
      entries = [...journal.values()].filter(({ until }) => until === null || until > now);
    }
    throw new Error(`a turn of ${conversation.id} still needs more after ${rounds} rounds`);
  }

  /** Brings out everything that may go now, safety first, and what follows from its arrival. */
  function bringOut(): void {
    for (;;) {
      const ready = waiting.filter((one) => one.notBefore <= now);
      const next = ready.find((one) => one.class === 'safety') ?? ready[0];
      if (next === undefined) return;
      waiting = waiting.filter((one) => one !== next);
      bring(next);
    }
  }

  function bring(delivery: Delivery): void {
    const { payload, conversation, expiresAt } = delivery;
    if (payload.type === 'news') {
      const id = `${delivery.id}:told` as CauseId;
      take({ type: 'Told', id, conversation: payload.to, at: now, news: payload.news });
      return;
    }
    if (expiresAt !== null && expiresAt <= now)
      return audience.noted({ type: 'dropped', why: 'too late' });
    const leave = maySend(conversations.get(conversation) ?? null, delivery, now);
    if (leave.type === 'cancel') return audience.noted({ type: 'dropped', why: 'not allowed' });
    if (leave.type === 'hold') {
      waiting = [...waiting, { ...delivery, notBefore: leave.until }];
      return audience.noted({ type: 'held', until: leave.until });
    }
    audience.shown(delivery);
    if (!delivery.report) return;
    const id = `${delivery.id}:delivered` as CauseId;
    const { question } = payload.message;
    take({ type: 'Delivered', id, conversation, at: now, delivery: delivery.id, question });
  }

  function passTo(at: Millis, rang: () => void): void {
    for (;;) {
      const wake = due();
      const sending = Math.min(...waiting.map((one) => one.notBefore));
      const next = Math.min(wake, sending);
      if (next > at) break;
      now = Math.max(now, next);
      if (sending > wake) {
        const id = `${member.id}:${wake}` as CauseId;
        receive({ type: 'TimePassed', id, conversation: member.id, at: now });
        if (due() <= wake) throw new Error(`what is due at ${wake} does not move on`);
      } else bringOut();
      rang();
    }
    now = at;
  }

  function due(): Millis {
    const kept = conversations.get(member.id);
    return (kept === undefined ? null : nextWake(kept)) ?? Infinity;
  }
}

/** As it comes back from where it rests. */
function through<Kept>(kept: Kept): Kept {
  const again = JSON.parse(JSON.stringify(kept)) as Kept;
  if (!isDeepStrictEqual(again, kept)) throw new Error('something of a turn does not survive rest');
  return again;
}
