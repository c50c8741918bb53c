import { assertNever } from '#assert.ts';
import type { Asked, Conversation } from '#conversation/conversation.ts';
import type { Delivery, Payload } from '#conversation/delivery.ts';
import type { DeliveryClass } from '#conversation/effect.ts';
import type { Entry } from '#conversation/entry.ts';
import type { CauseId, DeliveryId, Millis } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import type { Turn } from '#conversation/turn.ts';
import { nextWake } from '#engine/meet.ts';
import type { Commit, Keys } from '#store/store.ts';

/** What a turn was decided on: what happened, the conversation as the store held it (`null`: no row), and when. */
export interface Ground {
  readonly inbound: Inbound;
  readonly kept: Conversation | null;
  readonly now: Millis;
}

/** A turn as the store keeps it. The same turn of the same cause makes the same delivery ids, however often it is decided. */
export function toCommit(turn: Turn, ground: Ground, keys: Pick<Keys, 'tag'>): Commit {
  const { inbound, kept, now } = ground;
  const deliveries: Omit<Delivery, 'seq'>[] = [];
  const record: Entry[] = [];
  const retract: string[] = [];
  let erase = false;
  for (const effect of turn.effects) {
    switch (effect.type) {
      case 'Say':
        send(effect.class, messageFor(effect.message, turn.conversation, inbound), effect);
        break;
      case 'Alert':
        send('alert', messageFor(effect.message, turn.conversation, inbound));
        break;
      case 'Tell':
        // News never waits behind a message that cannot be shown.
        send('safety', { type: 'news', to: effect.conversation, news: effect.news });
        break;
      case 'Record': {
        const { key, kind, at, until, values } = effect;
        record.push({ key, kind, at, until, values });
        break;
      }
      case 'Retract':
        retract.push(effect.key);
        break;
      case 'Erase':
        erase = true;
        break;
      case 'Plan':
      case 'Unplan':
        break; // It lives in the conversation.
      default:
        assertNever(effect, 'effect');
    }
  }
  const { conversation, deliveries: sealed } = seal(
    { ...turn.conversation, version: (kept?.version ?? 0) + 1 },
    deliveries,
  );
  return {
    cause: turn.cause,
    at: now,
    was: kept?.version ?? null,
    conversation: erase ? null : conversation,
    nextWake: erase ? null : nextWake(conversation),
    deliveries: sealed,
    record: erase ? [] : record,
    retract: erase ? [] : retract,
    cancel: endsContact(kept, conversation) ? ['unsolicited', 'reply'] : [],
    of: inbound.conversation,
  };

  function send(
    kind: DeliveryClass,
    payload: Payload,
    how: { readonly report: boolean; readonly expiresAt: Millis | null } = once,
  ): void {
    deliveries.push({
      id: deliveryId(keys, turn.cause, deliveries.length),
      conversation: inbound.conversation,
      class: kind,
      report: how.report,
      createdAt: now,
      notBefore: now,
      expiresAt: how.expiresAt,
      attempts: 0,
      state: 'pending',
      payload,
    });
  }
}

const once = { report: false, expiresAt: null };

type Sealed = {
  readonly conversation: Conversation;
  readonly deliveries: Commit['deliveries'];
};

/** Notes what the buttons of the open question stand for, and binds whatever asks it to the delivery that asked it first; with other choices it is asked anew. */
function seal(conversation: Conversation, deliveries: Commit['deliveries']): Sealed {
  const asked = conversation.kind === 'member' ? conversation.asked : null;
  const first = deliveries.find(({ payload }) => asks(payload, asked));
  if (conversation.kind !== 'member' || asked === null || first?.payload.type !== 'message')
    return { conversation, deliveries };
  const choices = first.payload.message.choices.map(({ id }) => id);
  const before = asked.shown?.choices.join('\n') === choices.join('\n') ? asked.shown : null;
  const shown = before ?? { seal: first.id, choices };
  return {
    conversation: { ...conversation, asked: { ...asked, shown } },
    deliveries: deliveries.map((each) =>
      asks(each.payload, asked) && each.payload.type === 'message'
        ? { ...each, payload: { ...each.payload, seal: shown.seal } }
        : each,
    ),
  };
}

function asks(payload: Payload, asked: Asked | null): boolean {
  return payload.type === 'message' && asked !== null && payload.message.question === asked.id;
}

/** A message for wherever this conversation is answered, through the event's own reply handle while it lasts. */
export function messageFor(message: Message, to: Conversation, inbound: Inbound): Payload {
  return {
    type: 'message',
    message,
    address: inbound.address ?? to.address,
    via: inbound.reply ?? null,
  };
}

/** The id of a cause's n-th delivery (from 0): a keyed tag, for it rests in the clear. */
export function deliveryId(keys: Pick<Keys, 'tag'>, cause: CauseId, n: number): DeliveryId {
  return keys.tag(`delivery\n${cause}\n${n}`) as DeliveryId;
}

/** Did this turn end or interrupt contact? Then what still waits is not said any more. */
function endsContact(before: Conversation | null, after: Conversation): boolean {
  if (after.kind !== 'member' || after.contact.type === 'open') return false;
  return before?.kind !== 'member' || before.contact.type !== after.contact.type;
}
