import type { QuestionId } from './id.ts';

/** A piece of a paragraph. A plain string is our own reviewed text; `said` is a member's words, which no platform may interpret. */
export type Span = string | { readonly said: string };

/** One idea: spans read one after the other. */
export type Paragraph = readonly Span[];

/** Something to tap, or to type by its number or its words. */
export interface Choice {
  /** Stable inside its question, independent of language: `heavy`. */
  readonly id: string;
  readonly label: string;
}

/** What kind of answer a message waits for; a platform may show a fitting control. */
export type Input =
  | { readonly type: 'choice' }
  | { readonly type: 'many'; readonly most: number | null }
  | { readonly type: 'scale'; readonly from: number; readonly to: number }
  | {
      readonly type:
        | 'number'
        | 'text'
        | 'date'
        | 'time'
        | 'duration'
        | 'zone'
        | 'country'
        | 'confirm';
    };

/** A question on a panel. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly input: Input;
  readonly choices: readonly Choice[];
  /** False: it may be left empty. */
  readonly required: boolean;
  /** Characters a text may have. */
  readonly longest: number;
}

/** A picture with the words that stand in for it, or a file we made for the member. */
export type Media =
  | { readonly type: 'picture'; readonly file: string; readonly alt: string }
  | { readonly type: 'file'; readonly name: string; readonly mime: string; readonly text: string };

/** What we say, before any platform has dressed it. At most 60 words a paragraph in shipped flows. */
export interface Message {
  readonly paragraphs: readonly Paragraph[];
  /** How many of the last paragraphs only say how to answer; a platform may show them quieter. None if absent. */
  readonly hints?: number;
  /** The question this message asks, if it asks one; clicks and numbers answer it. */
  readonly question: QuestionId | null;
  readonly choices: readonly Choice[];
  readonly input: Input | null;
  /** The question and those that can be answered together with it, on a panel, where the platform has one. */
  readonly form?: readonly Field[];
  readonly media: readonly Media[];
  /** `private` holds or asks for something personal: no preview. `crisis` is sent whatever else is broken. */
  readonly sensitivity: 'ordinary' | 'private' | 'crisis';
  /** Words that always work, in constant order: `help now · ground me · pause · stop`. Empty in crisis and closing messages. */
  readonly alwaysOn: readonly Choice[];
}
