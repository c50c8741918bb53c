import type { DeliveryClass } from './effect.ts';
import type { ConversationId, DeliveryId, Millis } from './id.ts';
import type { News, ReplyHandle } from './inbound.ts';
import type { Message } from './message.ts';

/** pending → sending → sent · unknown · dead · expired · cancelled. `sending` is committed before the call. */
export type DeliveryState =
  | 'pending'
  | 'sending'
  | 'sent'
  | 'unknown'
  | 'dead'
  | 'expired'
  | 'cancelled';

/** What goes out: a message to a platform, or news to another conversation. */
export type Payload =
  | {
      readonly type: 'message';
      readonly message: Message;
      readonly address: string | null;
      readonly via: ReplyHandle | null;
      /** What its buttons are bound to, where that is not this delivery: the one that asked the same question first. */
      readonly seal?: DeliveryId;
    }
  | { readonly type: 'news'; readonly to: ConversationId; readonly news: News };

/** An effect on its way out. */
export interface Delivery {
  readonly id: DeliveryId;
  readonly conversation: ConversationId;
  /** Order inside the conversation; strictly growing. */
  readonly seq: number;
  readonly class: DeliveryClass;
  readonly report: boolean;
  readonly createdAt: Millis;
  /** Not before this instant (a retry's back-off, the end of quiet hours). */
  readonly notBefore: Millis;
  readonly expiresAt: Millis | null;
  /** Sends tried so far. */
  readonly attempts: number;
  readonly state: DeliveryState;
  readonly payload: Payload;
}
