import type {
  ConversationId,
  DeliveryId,
  FlowId,
  Millis,
  QuestionId,
  RevisionHash,
  StepId,
} from './id.ts';
import type { Known, Memory } from './memory.ts';
import type { MachineEvent, Snapshot } from './snapshot.ts';
import type { Report, ReportAnswer } from './report.ts';
import type { Offer } from './offer.ts';
import type { Values } from './value.ts';

/** A moment a session waits for. It rings once, heard or not. */
export interface Wake {
  readonly key: string;
  readonly at: Millis;
}

/** What a plan's clock says: once, or again and again at a wall time in the member's own zone. */
export type Rhythm = 'once' | 'daily' | 'weekdays' | 'weekly';

/** A later or recurring flow the member agreed to. Only the next instant is stored. */
export interface Plan {
  readonly key: string;
  readonly flow: FlowId;
  readonly inputs: Values;
  readonly rhythm: Rhythm;
  /** Wall time `HH:MM` in the member's zone. */
  readonly time: string;
  /** 1 Monday … 7 Sunday; only for `weekly`. */
  readonly weekday: number | null;
  /** Several weekdays, for `weekly`; left out where it is the one. */
  readonly weekdays?: readonly number[];
  readonly next: Millis;
  /** The local date (`YYYY-MM-DD`) it last fired on, and when: at most one a local date and 18 h apart. */
  readonly lastDate: string | null;
  readonly lastAt: Millis | null;
  readonly busy: 'queue' | 'skip' | 'interrupt';
  /** How late it may still ring; left out for as late as its rhythm allows. */
  readonly late?: Millis;
  /** How often it rings yet; left out where nobody counts. */
  readonly left?: number;
  /** The last local date (`YYYY-MM-DD`) it may ring for. */
  readonly until?: string;
}

/** When a plan last rang. */
export type Rang = Pick<Plan, 'lastDate' | 'lastAt'>;

/** One machine event a root session or the flows it ran heard: enough to live it again. */
export interface TrailEvent {
  /** 0 for the root, 1 for the flow it runs, and so on. */
  readonly depth: number;
  /** Which flow heard it; left out for the root's own. */
  readonly flow?: FlowId;
  readonly step: StepId;
  readonly event: MachineEvent;
  readonly at: Millis;
  /** The question stayed open: refused, or not understood. No answer to go back to. */
  readonly stayed?: true;
}

/** How a root session began: what `back` starts again from. */
export interface Beginning {
  readonly inputs: Values;
  readonly at: Millis;
  readonly before: Before;
}

/** What stood where a root session first changed something, by key; `null` for nothing. */
export interface Before {
  readonly pools: Readonly<Record<string, readonly number[] | null>>;
  readonly seen: Readonly<Record<string, readonly [times: number, last: Millis] | null>>;
  readonly done: Readonly<Record<string, readonly [times: number, last: Millis] | null>>;
  readonly known?: Readonly<Record<string, Known | null>>;
  readonly plans: Readonly<Record<string, Plan | null>>;
  readonly settings: Partial<Settings>;
}

/** A way through one flow. The top of the stack talks. */
export interface Session {
  readonly flow: FlowId;
  readonly revision: RevisionHash;
  readonly community: ConversationId | null;
  readonly snapshot: Snapshot;
  readonly wakes: readonly Wake[];
  /** True: the session below ran this one and hears its outcome. False: a root; what lies below is asked again. */
  readonly returns: boolean;
  readonly startedAt: Millis;
  /** What was written on a panel for questions that are still to come, by their step. */
  readonly sent?: Readonly<Record<StepId, string>>;
  /** Of roots only. */
  readonly root: Root | null;
}

/** What only a root session carries. */
export interface Root {
  /** All luck of this session and the flows it runs derives from it. */
  readonly seed: string;
  readonly beginning: Beginning;
  /** At most 200; the oldest fall off, and `back` stops there. */
  readonly trail: readonly TrailEvent[];
  /** Keys of entries this session made, so that a vanished one is retracted. */
  readonly made: readonly string[];
  /** Opened by us, not by the member. */
  readonly unsolicited: boolean;
  /** Where `back` starts again after a barrier or a full trail; `null`: at the flow's beginning. */
  readonly base: readonly Session[] | null;
  /** Which revision each flow it ran was begun in: what it runs once more, also while a trail is lived again, is the same. */
  readonly ran?: Readonly<Record<FlowId, RevisionHash>>;
}

/** The question the member sees now. */
export interface Asked {
  readonly id: QuestionId;
  /** Kept only to be shown again; `null` for questions rebuilt from their step. */
  readonly offer: Offer | null;
  /** We came with it of our own accord, and it has not arrived yet: what is written meanwhile is no answer to it. */
  readonly unseen?: true;
  /** How it went out; the runtime keeps it, so that a tap on a button is known again. */
  readonly shown?: Shown;
}

/** The buttons of a question: what they are bound to, and which choice the n-th stands for. */
export interface Shown {
  /** The delivery that asked it first. */
  readonly seal: DeliveryId;
  readonly choices: readonly string[];
}

/** What the member told us about themselves, or chose. */
export interface Settings {
  readonly name: string | null;
  readonly locale: string;
  readonly zone: string;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string | null;
  readonly ageBand: 'under-13' | '13-17' | 'adult' | null;
  /** 0 everyday · 1 personal · 2 painful memories: the ceiling. */
  readonly intensity: 0 | 1 | 2;
  readonly rhythm: 'daily' | 'weekdays' | 'weekly' | 'none';
  readonly checkInTime: string | null;
  /** Wall times `HH:MM`; inside them only replies and safety. */
  readonly quietFrom: string;
  readonly quietTo: string;
}

/** A consent as it was given: which, when, and the words' hash. */
export interface Consent {
  readonly at: Millis;
  readonly given: boolean;
  readonly text: string;
  readonly locale: string;
}

/** `stopped`: no contact until the member returns. `paused`: a break until an instant (`null`: until they return). */
export type Contact =
  | { readonly type: 'open' }
  | { readonly type: 'paused'; readonly until: Millis | null }
  | { readonly type: 'stopped' };

interface Kept {
  readonly id: ConversationId;
  /** Counts turns; a commit on a stale one is refused. */
  readonly version: number;
  /** Where deliveries go; the platform's own, opaque. */
  readonly address: string | null;
  readonly reachable: boolean;
}

/** One person with us on one platform. */
export interface MemberConversation extends Kept {
  readonly kind: 'member';
  readonly settings: Settings;
  readonly consents: Readonly<Record<string, Consent>>;
  readonly communities: readonly ConversationId[];
  /** A stack: the last one talks. */
  readonly sessions: readonly Session[];
  readonly plans: readonly Plan[];
  /** When each recurring plan last rang, by its key, also of one that was given up since: agreed anew, it does not come twice a day. */
  readonly rang?: Readonly<Record<string, Rang>>;
  readonly memory: Memory;
  readonly asked: Asked | null;
  readonly contact: Contact;
  /** Misunderstandings in a row. */
  readonly lost: number;
  /** When the member last did anything. */
  readonly activeAt: Millis | null;
  /** When we last said what we are, or this stretch of chat began: said again after 3 h of chat or 30 days away. */
  readonly disclosedAt: Millis | null;
  /** When we came of our own accord, the last 7 days: by plans the member chose, and by everything else. */
  readonly contacted: { readonly chosen: readonly Millis[]; readonly other: readonly Millis[] };
  /** When a question was closed because nobody answered, and the member has not written since. */
  readonly lapsedAt: Millis | null;
  /** The last crisis reply: level, and when; kept 7 days without consent. */
  readonly crisis: { readonly level: string; readonly at: Millis } | null;
  /** Counts questions asked, so that each asking has its own id. */
  readonly questions: number;
  /** Something they were in the middle of was taken out: said when they write again. */
  readonly withdrawn?: true;
  /** What moderators answered to their reports after they said `stop`: said when they are back. */
  readonly answers: readonly ReportAnswer[];
}

/** One community's moderators' room. */
export interface CommunityConversation extends Kept {
  readonly kind: 'community';
  readonly locale: string;
  readonly country: string | null;
  readonly reports: readonly Report[];
  readonly reportCount: number;
}

/** Everything we hold about one conversation between turns. */
export type Conversation = MemberConversation | CommunityConversation;
