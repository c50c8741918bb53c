import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { Millis } from '#conversation/id.ts';
import { quietEnds } from '#schedule/quiet-hours.ts';

/** What the sender does with a delivery, looked at again in the moment of sending. */
export type Leave =
  | { readonly type: 'send' }
  | { readonly type: 'hold'; readonly until: Millis }
  | { readonly type: 'cancel' };

/** Consent, pause, stop, quiet hours and erasure, checked again at send time; a question of ours that is no longer open is not asked. Replies, safety and alerts always go. */
export function maySend(conversation: Conversation | null, delivery: Delivery, now: Millis): Leave {
  if (delivery.class !== 'unsolicited') return { type: 'send' };
  if (conversation === null || conversation.kind !== 'member') return { type: 'cancel' };
  const { contact, consents, reachable, settings, plans } = conversation;
  if (contact.type !== 'open' || consents['contact']?.given !== true || !reachable)
    return { type: 'cancel' };
  const question = delivery.payload.type === 'message' ? delivery.payload.message.question : null;
  if (question !== null && conversation.asked?.id !== question) return { type: 'cancel' };
  const chosenTimes = plans.filter((plan) => plan.rhythm !== 'once').map((plan) => plan.time);
  const { zone, quietFrom, quietTo } = settings;
  const until = quietEnds(now, { zone, quietFrom, quietTo, chosenTimes });
  return until > now ? { type: 'hold', until } : { type: 'send' };
}
