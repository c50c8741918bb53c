import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery, DeliveryState } from '#conversation/delivery.ts';
import type { Entry } from '#conversation/entry.ts';
import type {
  CauseId,
  ConversationId,
  DeliveryId,
  FlowId,
  Millis,
  RevisionHash,
} from '#conversation/id.ts';

/** A turn as the store keeps it: the cause, the conversation after it, its deliveries and its journal, all or nothing. */
export interface Commit {
  readonly cause: CauseId;
  readonly at: Millis;
  /** The version the turn was decided on; the stored one must still be this (`null`: no row yet). */
  readonly was: number | null;
  /** `null`: forget this conversation — destroy its key, cancel its deliveries, purge its rows, log the erasure. */
  readonly conversation: Conversation | null;
  /** The next instant anything of it is due; `null` when nothing waits. */
  readonly nextWake: Millis | null;
  /** Without `seq`: the store gives it. Of an erased conversation: kept readable under the operator's key until sent, then purged. */
  readonly deliveries: readonly Omit<Delivery, 'seq'>[];
  readonly record: readonly Entry[];
  readonly retract: readonly string[];
  /** Cancel what is pending of these classes (`stop`, `pause`); what is on its way expires at `at`, so that it is not tried again. */
  readonly cancel: readonly Delivery['class'][];
  /** Whose turn it is, where `conversation` is `null` and no delivery tells; else not needed. */
  readonly of?: ConversationId;
}

/** How a commit ended. `duplicate`: the cause was heard before; nothing changed. `conflict`: someone else moved the conversation on; load and decide again. */
export type Committed = 'committed' | 'duplicate' | 'conflict';

/** Remembers turns. A resolved `commit` is on the disk. */
export interface Turns {
  /** The conversation as last committed, or `null` if we never met or it was forgotten. */
  load(conversation: ConversationId): Promise<Conversation | null>;
  /** Keeps a turn, all or nothing, durable when it resolves. Turns that arrive together share one fsync. */
  commit(turn: Commit): Promise<Committed>;
  /** Was this cause already committed? */
  heard(cause: CauseId): Promise<boolean>;
  /** Counts a failure of this cause and says how many there are now; at three the caller gives up on it. */
  failed(cause: CauseId, conversation: ConversationId, at: Millis): Promise<number>;
  /** Every conversation with a session of this flow, and the revision it is pinned to; at most `limit`. */
  live(
    flow: FlowId,
    limit: number,
  ): Promise<readonly { conversation: ConversationId; revision: RevisionHash }[]>;
}

/**
 * Deliveries on their way out. Open are `pending` and `unknown` (ask the platform whether it arrived before sending it again); the rest never comes back.
 * Delivery ids rest in the clear, so they are made by `Keys.tag`. A lane keeps its order, but what is `unsolicited` and waits for its instant holds back only what is unsolicited too.
 */
export interface Outbox {
  /** The head of each conversation's lane that may go at `now` (safety ahead of the head), oldest first, safety first; at most `limit`. A conversation with one in `sending` gives none but safety. Those `inHand` count, and are left out: they need not be read again. */
  undelivered(
    now: Millis,
    limit: number,
    inHand?: ReadonlySet<DeliveryId>,
  ): Promise<readonly Delivery[]>;
  /** Marks these `sending`, durably, before the call; their `notBefore` then tells when. Gives back those that still were pending or unknown. */
  sending(ids: readonly DeliveryId[], at: Millis): Promise<readonly DeliveryId[]>;
  /** Says how a send ended. `pending` with `notBefore` is a retry. A final state drops the payload after its time. */
  settle(id: DeliveryId, state: DeliveryState, notBefore: Millis | null): Promise<void>;
  /** After a crash: what was `sending` becomes `unknown`. Gives how many. */
  recover(): Promise<number>;
  /** After the clock was set back: what is put off to more than `beyond` ms after `now` may go at `now`, and is asked for leave again. Gives how many. */
  hasten(now: Millis, beyond: Millis): Promise<number>;
  /** When the next pending delivery may go; `null` if none waits. */
  nextDue(): Promise<Millis | null>;
}

/** Time as rows. */
export interface Wakes {
  /** Conversations whose next wake is at or before `now`, the longest due first. */
  due(now: Millis, limit: number): Promise<readonly { conversation: ConversationId; at: Millis }[]>;
  /** The next instant anything is due, or `null`. */
  next(): Promise<Millis | null>;
}

/** What members keep. */
export interface Journal {
  /** All entries of one conversation, oldest first. */
  entries(conversation: ConversationId): Promise<readonly Entry[]>;
}

/** The flow revisions sessions are pinned to. */
export interface Revisions {
  /** Keeps a revision's source; keeping it twice changes nothing. */
  keep(hash: RevisionHash, flow: FlowId, source: string): Promise<void>;
  /** The source of a revision, or `null` if it was never kept. */
  source(hash: RevisionHash): Promise<{ flow: FlowId; source: string } | null>;
}

/** Who is who, without keeping who. */
export interface Keys {
  /** The conversation of a platform's key (`discord:<app>:<user>`): an HMAC, the same for ever, and the platform id never rests in the clear. */
  idOf(platformKey: string): ConversationId;
  /** A keyed tag over a text, for buttons and nonces: 24 url-safe characters. */
  tag(text: string): string;
}

/** Keeping the house. */
export interface Upkeep {
  /** Forgets entries, causes and settled deliveries whose time is over. Gives how many rows went. */
  sweep(now: Millis): Promise<number>;
  /** Writes a consistent copy of everything to `file`, while the service runs; encrypted as it rests. */
  backup(file: string): Promise<void>;
  /** Conversation ids, for commands of the operator. */
  conversations(): Promise<readonly ConversationId[]>;
  /** How many journal entries, deliveries not yet sent and keys one conversation has, and its version, without any content. */
  weigh(conversation: ConversationId): Promise<Weight>;
  /** Rows by table, schema version, journal mode and integrity, without any content. */
  health(): Promise<Health>;
  /** Appends to the audit what an operator or moderator did; ids only. */
  audit(act: string, conversation: ConversationId | null, at: Millis): Promise<void>;
  /** Flushes and lets go of the file. */
  close(): Promise<void>;
}

/** How much of one conversation there is. Without a key nothing of it can be read. */
export interface Weight {
  /** The version of the conversation, also where it cannot be read; `null` where there is none. */
  readonly version: number | null;
  readonly entries: number;
  readonly deliveries: number;
  readonly keys: number;
}

/** What `doctor` needs to know of a store. */
export interface Health {
  readonly schema: number;
  /** `ok`, or what is wrong. */
  readonly integrity: string;
  readonly journalMode: string;
  readonly synchronous: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly quarantined: number;
}

/** One implementation keeps all the promises. */
export interface Store extends Turns, Outbox, Wakes, Journal, Revisions, Keys, Upkeep {}

/** Why the store refused. `locked`: another service runs on it. `wrong-key`: the key does not open it. `newer`: a later Mooring wrote it. `exists`: a file stands where we would write. `damaged`: the file. `full`, `read-only`, `disk` (it fails): the disk. `moved`: the file was replaced under us. */
export type StoreReason =
  | 'locked'
  | 'wrong-key'
  | 'newer'
  | 'exists'
  | 'damaged'
  | 'full'
  | 'disk'
  | 'moved'
  | 'read-only';

/** The world's refusal, with what to do next. Never holds a member's words. */
export class StoreError extends Error {
  readonly reason: StoreReason;
  constructor(reason: StoreReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.reason = reason;
  }
}
