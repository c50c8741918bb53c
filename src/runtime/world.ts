import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { ConversationId, Millis } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Needs, Turn } from '#conversation/turn.ts';
import type { Stage } from '#engine/library.ts';
import type { Shelf } from '#library/shelf.ts';
import type { Log } from '#log.ts';
import type { Platform } from '#platform/platform.ts';
import type { Store } from '#store/store.ts';
import type { Clock } from './clock.ts';
import type { Resort } from './last-resort.ts';

/** Everything the runtime stands on, given from outside so that a simulation can be all of it. */
export interface World {
  readonly store: Store;
  readonly shelf: Shelf;
  readonly platforms: readonly Platform[];
  /** Names of the platforms that bring an event again after a `failed` receipt; for the others we try again ourselves. */
  readonly redelivering: readonly string[];
  readonly clock: Clock;
  /** The next of a row of numbers in [0, 1): only for the jitter of retries. */
  readonly luck: () => number;
  readonly log: Log;
  readonly home: Home;
  readonly resort: Resort;
  readonly takeTurn: (conversation: Conversation, inbound: Inbound, stage: Stage) => Turn | Needs;
  /** Consent, pause, stop, quiet hours, budget and erasure, looked at again when a message is about to leave. */
  readonly maySend: (conversation: Conversation | null, delivery: Delivery, now: Millis) => Leave;
}

/** Whether a message may leave now. */
export type Leave =
  | { readonly type: 'send' }
  | { readonly type: 'hold'; readonly until: Millis }
  | { readonly type: 'cancel' };

/** What this deployment assumes of those it has not met yet. */
export interface Home {
  /** The community new members belong to; `null` without one. */
  readonly community: ConversationId | null;
  /** Where that community is told of things before its moderators first spoke; `null` if only they can say. */
  readonly communityAddress: string | null;
  /** Upper-case ISO 3166-1 alpha-2, or `null`: the international directory. */
  readonly country: string | null;
  readonly locale: string;
  /** IANA zone a member is met with; `null`: the engine's own default. */
  readonly zone: string | null;
}

/** The platform an address belongs to: its name stands before the first colon. `null` if none of ours. */
export function platformOf(world: World, address: string): Platform | null {
  const colon = address.indexOf(':');
  const name = colon === -1 ? address : address.slice(0, colon);
  return world.platforms.find((platform) => platform.name === name) ?? null;
}
