import type { Delivery } from '#conversation/delivery.ts';
import type { ConversationId } from '#conversation/id.ts';
import type { ChoiceMade, FormSent, Inbound } from '#conversation/inbound.ts';

/** What a platform gets back for an event it brought. */
export interface Receipt {
  /** `committed` and `duplicate` are acknowledged; `failed` is redelivered by the platform. */
  readonly outcome: 'committed' | 'duplicate' | 'failed';
}

/** A tap on buttons of ours, as a platform tells it: whose it is stands in what the platform signed, and nothing else is proved. The runtime makes a `ChoiceMade` of it. */
export interface Tapped extends Omit<ChoiceMade, 'type' | 'question' | 'choices'> {
  readonly type: 'Tapped';
  /** The tokens of what was tapped: one, or several where several may be chosen. */
  readonly tokens: readonly string[];
}

/** A panel of ours that was sent, as a platform tells it. The runtime makes a `FormSent` of it. */
export interface Filled extends Omit<FormSent, 'type' | 'question'> {
  readonly type: 'Filled';
  /** What the panel carried. */
  readonly token: string;
}

/** What a platform brings to the door. */
export type Brought = Inbound | Tapped | Filled;

/** What the buttons of a delivery carry: the n-th token belongs to the n-th choice, or to the n-th word that always works. */
export interface Tokens {
  readonly choices: readonly string[];
  readonly alwaysOn: readonly string[];
  /** What its panel carries, and brings back when it is sent; `null` without one. */
  readonly form: string | null;
}

/** The door a platform knocks at. */
export interface Door {
  /** Resolves when the turn is durable. Never rejects. */
  receive(event: Brought): Promise<Receipt>;
  /** The conversation of a platform's own key, e.g. `terminal:me`. */
  idOf(platformKey: string): ConversationId;
}

/** Why a delivery could not be made. `throttled`: later, after `retryAfter` ms. `unreachable`: the platform is away, or the outcome is unknown. `closed`: they do not take our messages. `gone`: no such address. `refused`: malformed or forbidden; never again. */
export type Refusal = 'throttled' | 'unreachable' | 'closed' | 'gone' | 'refused';

/** The world's refusal of a delivery. Holds no content. */
export class PlatformError extends Error {
  readonly reason: Refusal;
  readonly retryAfter: number | null;
  constructor(
    reason: Refusal,
    message: string,
    retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PlatformError';
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** Where people talk. */
export interface Platform {
  readonly name: string;
  /** Begins to bring events to the door; resolves when connected. */
  start(door: Door): Promise<void>;
  /** Shows a delivery, its buttons with these tokens (absent: without buttons; every choice can be typed). `nonce` and tokens are the same at every try of it: a platform that saw the nonce shows nothing twice. Rejects with `PlatformError`. */
  deliver(delivery: Delivery, nonce: string, tokens?: Tokens): Promise<void>;
  /** Did a delivery with this nonce arrive? `null`: this platform cannot tell. */
  arrived(delivery: Delivery, nonce: string): Promise<boolean | null>;
  /** Takes no more events, lets go. */
  stop(): Promise<void>;
}
