import type {
  CauseId,
  ConversationId,
  DeliveryId,
  FlowId,
  Id,
  Millis,
  QuestionId,
  RevisionHash,
} from './id.ts';
import type { StepMap } from './step-map.ts';
import type { Values } from './value.ts';

/** The platform's own way to answer this very event, for a while. Opaque to all but its adapter. */
export interface ReplyHandle {
  readonly token: Id<'reply-token'>;
  readonly expiresAt: Millis;
}

interface Happened {
  /** Dedupe key: the same thing told twice carries the same id. */
  readonly id: CauseId;
  readonly conversation: ConversationId;
  readonly at: Millis;
  readonly reply?: ReplyHandle;
  /** Where this conversation can be answered from now on; the platform's own, opaque. Only adapters set it. */
  readonly address?: string;
}

/** A member wrote something. `edited` marks a change of an earlier message: it is screened, words that keep somebody safe are obeyed, and else it answers and changes nothing. Whoever brings it gives it an id of its own. */
export interface TextSaid extends Happened {
  readonly type: 'TextSaid';
  readonly text: string;
  readonly edited?: boolean;
}

/** A member tapped a choice. The runtime has already proved that we made this choice for this conversation. */
export interface ChoiceMade extends Happened {
  readonly type: 'ChoiceMade';
  /** `null`: from the always-on row, or from a panel that never goes stale. */
  readonly question: QuestionId | null;
  readonly choices: readonly string[];
}

/** A member sent a form: field id to what they wrote, or the id of the choice they took (several with commas between). Empty: left empty; missing: not on the panel. */
export interface FormSent extends Happened {
  readonly type: 'FormSent';
  readonly question: QuestionId;
  readonly fields: Readonly<Record<string, string>>;
}

/** A flow was asked for by name: a slash command, `play <flow>`, a plan. */
export interface FlowAsked extends Happened {
  readonly type: 'FlowAsked';
  readonly flow: FlowId;
  readonly inputs: Values;
}

/** A wake or a plan is due; which ones, the conversation's own state tells. */
export interface TimePassed extends Happened {
  readonly type: 'TimePassed';
}

/** A delivery marked `report` reached its platform. */
export interface Delivered extends Happened {
  readonly type: 'Delivered';
  readonly delivery: DeliveryId;
  /** The question it asked, so that its silence can be counted from now. */
  readonly question: QuestionId | null;
}

/** A delivery will never arrive: `closed` (they do not take our messages), `gone` (no such address), `refused` (malformed or forbidden), `withheld` (we did not send it: its time was over, or contact ended meanwhile). */
export interface Undeliverable extends Happened {
  readonly type: 'Undeliverable';
  readonly delivery: DeliveryId;
  readonly question: QuestionId | null;
  readonly reason: 'closed' | 'gone' | 'refused' | 'withheld';
}

/** A moderator did something in their community's conversation. */
export interface ModeratorActed extends Happened {
  readonly type: 'ModeratorActed';
  /** Who, as their community knows them: a display name, never a platform id. */
  readonly moderator: string;
  readonly words: string;
}

/** What another conversation's turn told this one. */
export interface Told extends Happened {
  readonly type: 'Told';
  readonly news: News;
}

/** The news one conversation can have for another. */
export type News =
  /** A member reports something to the community: `words` are shared by their explicit choice. */
  | {
      readonly type: 'reported';
      readonly member: ConversationId;
      /** What the member asked to be called in this report; `null` for unnamed. */
      readonly name: string | null;
      readonly words: string;
    }
  /** The community answers a report. */
  | { readonly type: 'answered'; readonly moderator: string; readonly words: string }
  /** A member's data was erased: forget the reports of theirs that are still open. */
  | { readonly type: 'erased'; readonly member: ConversationId }
  /** An operator moves everyone who is in an older edition of a flow into this one. */
  | {
      readonly type: 'replaced';
      readonly flow: FlowId;
      readonly revision: RevisionHash;
      readonly map: StepMap;
    }
  /** An operator ends a flow for everyone who is in it. */
  | { readonly type: 'withdrawn'; readonly flow: FlowId };

/** The one door in: everything that happens becomes one of these. */
export type Inbound =
  | TextSaid
  | ChoiceMade
  | FormSent
  | FlowAsked
  | TimePassed
  | Delivered
  | Undeliverable
  | ModeratorActed
  | Told;
