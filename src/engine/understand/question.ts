import type { Value } from '#conversation/value.ts';
import type { AskInput } from '#flow/ask-step.ts';

/** What is asked, as far as an answer's meaning depends on it. */
export interface Question {
  readonly input: AskInput;
  /** Those offered now, in the order shown: their numbers count from 1. */
  readonly options: readonly QuestionOption[];
  /** Bounds of a scale. */
  readonly from: number | null;
  readonly to: number | null;
  /** Bounds of a number. */
  readonly min: number | null;
  readonly max: number | null;
  readonly whole: boolean;
  /** Characters a text may have. */
  readonly longest: number;
  /** How many of `many`; `null`: all of them. */
  readonly most: number | null;
  /** The member's IANA zone. */
  readonly zone: string;
  /** The local date in that zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly locale: string;
  /** The question as it is asked: “two meals” is 2 under “How many meals?”. */
  readonly asked: string;
}

/** One answer that is offered: its value, what it is called (in any language shown), and other words for it. */
export interface QuestionOption {
  readonly value: string;
  readonly labels: readonly string[];
  readonly match: readonly string[];
}

/** Why an answer was not understood, where the member can be told. */
export type Unclarity = 'other' | 'too-long' | 'too-many' | 'out-of-bounds' | 'two-dates' | 'unit';

/** One of several answers a text may mean, and what it is called. */
export interface Candidate {
  readonly value: Value;
  readonly option: string | null;
  readonly label: string;
}

/** What a text means as an answer. `near`: probably this; ask before taking it. `several`: one of these; ask which. `option`: the value of the one option it is. */
export type Understood =
  | { readonly type: 'answer'; readonly value: Value; readonly option: string | null }
  | {
      readonly type: 'near';
      readonly value: Value;
      readonly option: string | null;
      readonly label: string;
    }
  | { readonly type: 'several'; readonly among: readonly Candidate[] }
  | { readonly type: 'unclear'; readonly why: Unclarity };

export function answer(value: Value, option: string | null = null): Understood {
  return { type: 'answer', value, option };
}

export function near(value: Value, label: string, option: string | null = null): Understood {
  return { type: 'near', value, option, label };
}

/** At most as many as can be asked about; more, or none, is no answer. */
export function several(among: readonly Candidate[]): Understood {
  return among.length > 1 && among.length <= 4 ? { type: 'several', among } : unclear();
}

export function unclear(why: Unclarity = 'other'): Understood {
  return { type: 'unclear', why };
}
