import type { Millis, StepId } from '#conversation/id.ts';
import type { Value } from '#conversation/value.ts';
import type { Pick, Target, Text } from './flow.ts';

/** Asks a question and waits for its answer. */
export interface AskStep {
  readonly id: StepId;
  readonly type: 'ask';
  readonly text: Text;
  readonly pick: Pick;
  readonly input: AskInput;
  readonly save: string | null;
  /** Options that are written out. */
  readonly options: readonly Option[];
  /** What these are called, where several questions of the file share them. */
  readonly choices?: string;
  /** Where more of them come from, before those; `null`: from nowhere. */
  readonly list: OptionList | null;
  /** Bounds of `scale` (required) and `number` (optional). */
  readonly from: number | null;
  readonly to: number | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly whole: boolean;
  readonly most: number | null;
  /** Characters a text answer may have. */
  readonly longest: number;
  readonly reprompts: Text;
  /** The answer to “why do you ask?”; `null`: the general one. */
  readonly why: string | null;
  /** Misunderstandings after which the default is taken; `null`: never by itself. */
  readonly attempts: number | null;
  readonly default: Value;
  /** Where it goes on after the attempts; `null`: as after an answer. */
  readonly lost: Target | null;
  /** What of this the whole flow says, not this question. */
  readonly ofFlow: {
    readonly reprompts: boolean;
    readonly attempts: boolean;
    readonly silence: boolean;
  };
  readonly skip: boolean;
  readonly askIf: string | null;
  readonly private: boolean;
  readonly checks: readonly AnswerCheck[];
  readonly silence: Silence | null;
  readonly otherwise: Otherwise | null;
  readonly next: Target;
}

/** The kinds of answer a question can wait for. */
export const askInputs = [
  'choice',
  'many',
  'scale',
  'number',
  'text',
  'date',
  'time',
  'duration',
  'zone',
  'country',
  'confirm',
] as const;

export type AskInput = (typeof askInputs)[number];

/** One answer a question offers; `value` is the same in every language. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly match: readonly string[];
  readonly score: number | null;
  readonly showIf: string | null;
  readonly once: Once;
  readonly target: Target | null;
}

/** How long an option that was taken is not offered again: in this session, for ever, or it always is. */
export type Once = 'session' | 'ever' | null;

/** Options that are the items of a list. */
export interface OptionList {
  /** The expression that gives it. */
  readonly from: string;
  readonly once: Once;
}

/** A condition an answer must meet, and what is said when it does not. */
export interface AnswerCheck {
  readonly that: string;
  readonly message: string;
}

/** What becomes of words that are none of the answers. */
export interface Otherwise {
  /** The data that keeps the words. */
  readonly save: string | null;
  /** What the answer is then. */
  readonly value: Value;
  readonly target: Target | null;
}

/** A kind word while nobody answers, so long after the question arrived. */
export interface Nudge {
  readonly after: Millis;
  readonly say: Text;
}

/** What happens when nobody answers. */
export interface Silence {
  /** The rungs of a ladder, in their order; each is said once. */
  readonly nudges: readonly Nudge[];
  readonly expire: { readonly after: Millis; readonly target: Target } | null;
}
