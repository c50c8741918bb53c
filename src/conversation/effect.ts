import type { ConversationId, Millis } from './id.ts';
import type { News } from './inbound.ts';
import type { Message } from './message.ts';
import type { Plan } from './conversation.ts';
import type { Values } from './value.ts';

/** Why a message goes out, and so what may hold it back. `safety` jumps every queue; `unsolicited` waits for quiet hours and budget. */
export type DeliveryClass = 'safety' | 'reply' | 'unsolicited' | 'alert';

/** Say something in this conversation. */
export interface Say {
  readonly type: 'Say';
  readonly message: Message;
  readonly class: DeliveryClass;
  /** Come back as `Delivered` / `Undeliverable`: set where a silence is to be counted or an unsolicited session opens. */
  readonly report: boolean;
  /** After this it is not worth saying any more. */
  readonly expiresAt: Millis | null;
}

/** Tell a community's moderators, in their own room. Only community conversations make it. */
export interface Alert {
  readonly type: 'Alert';
  readonly message: Message;
}

/** Give news to another conversation, through the same door. */
export interface Tell {
  readonly type: 'Tell';
  readonly conversation: ConversationId;
  readonly news: News;
}

/** Keep a journal entry; `key` is (root session, step, visit), so saying it again replaces it. */
export interface Record_ {
  readonly type: 'Record';
  readonly key: string;
  readonly kind: string;
  readonly at: Millis;
  /** When it is to be forgotten; `null`: when the member says so. */
  readonly until: Millis | null;
  readonly values: Values;
}

/** Take a journal entry back: the answer it came from was changed. */
export interface Retract {
  readonly type: 'Retract';
  readonly key: string;
}

/** A recurring or later flow was agreed. The plan itself lives in the conversation; this is for audit and export. */
export interface PlanMade {
  readonly type: 'Plan';
  readonly plan: Plan;
}

/** A plan was given up. */
export interface Unplan {
  readonly type: 'Unplan';
  readonly key: string;
}

/** Forget this member: destroy the key, cancel, purge. What this turn says is still delivered, in the clear of no stored row. */
export interface Erase {
  readonly type: 'Erase';
}

/** The one door out: everything a turn causes. Never a timer: time is state. */
export type Effect = Say | Alert | Tell | Record_ | Retract | PlanMade | Unplan | Erase;
