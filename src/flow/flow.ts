import type { FlowId, Millis, StepId } from '#conversation/id.ts';
import type { Silence } from './ask-step.ts';
import type { StepMap } from '#conversation/step-map.ts';
import type { Step } from './step.ts';

/** A flow as its author meant it: read, every step in one flat record, not yet a machine. Survives JSON exactly; its hash is its revision. */
export interface Flow {
  readonly id: FlowId;
  readonly title: string;
  readonly about: string;
  readonly kind: FlowKind;
  readonly locale: string;
  readonly topics: readonly string[];
  readonly intensity: 0 | 1 | 2;
  /** An unanswered flow ends after this long; `null`: it waits. */
  readonly expires: Millis | null;
  readonly busy: 'queue' | 'skip' | 'interrupt';
  readonly sources: readonly Source[];
  readonly data: Readonly<Record<string, DataType>>;
  /** Data of scope `member`: all flows that declare it know it, and it is kept so long after it was last changed. */
  readonly kept: Readonly<Record<string, Millis>>;
  /** Names of answers that several questions share; those questions hold them. */
  readonly choices?: readonly string[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly start: Target;
  /** In the order they stand in the file. */
  readonly steps: Readonly<Record<StepId, Step>>;
  readonly on: Handlers;
  /** How whoever is in an older edition goes on; no part of the revision. */
  readonly replaces: StepMap | null;
}

export type FlowKind = 'check-in' | 'lesson' | 'exercise' | 'quiz' | 'system';

/** What a piece of data holds. Dates, times, durations, zones and countries rest as texts. */
export type DataType = (typeof dataTypes)[number];

/** All data types, in the words an author writes. */
export const dataTypes = [
  'number',
  'text',
  'list',
  'yes-no',
  'date',
  'time',
  'duration',
  'zone',
  'country',
] as const;

/** What a lesson's claim rests on. */
export interface Source {
  readonly claim: string;
  readonly source: string;
  readonly strength: 'established' | 'mixed' | 'contested';
}

/** Where a way leads: to a step, or out of the flow with an outcome; `~back` and `~next` lead to the question it was left at, and behind it. */
export type Target = { readonly to: StepId } | { readonly end: string };

/** One wording; `when` says when it fits. */
export interface Variant {
  readonly text: string;
  readonly when: string | null;
}

/** A text with its wordings, at least one. */
export type Text = readonly Variant[];

/** How one of several is taken. */
export type Pick = 'least-recent' | 'cycle' | 'once' | 'shuffle' | 'weighted';

/** Flow-level handlers. */
export interface Handlers {
  readonly words: readonly { readonly say: readonly string[]; readonly target: Target | null }[];
  readonly expiry: Target | null;
  readonly undeliverable: Target | null;
  /** For questions that say nothing of their own about misunderstandings. */
  readonly invalid: {
    readonly reprompts: Text;
    readonly attempts: number | null;
    readonly target: Target | null;
  } | null;
  /** For questions that have no silence of their own. */
  readonly silence: Silence | null;
  /** A flow it runs or becomes cannot be played. */
  readonly error: Target | null;
  /** The member goes back where there is nothing to go back to. */
  readonly back: Target | null;
}
