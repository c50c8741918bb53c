import type { Media } from '#conversation/message.ts';
import type { FlowId, Millis, StepId } from '#conversation/id.ts';
import type { AskStep } from './ask-step.ts';
import type { Pick, Target, Text } from './flow.ts';

interface StepBase {
  readonly id: StepId;
}

/** Says a text and goes on. */
export interface SayStep extends StepBase {
  readonly type: 'say';
  readonly text: Text;
  readonly pick: Pick;
  readonly media: readonly Media[];
  readonly next: Target;
}

/** Begins questions that can be answered together, on a panel, or one by one. */
export interface FormStep extends StepBase {
  readonly type: 'form';
  /** Its questions, in their order; each is an `ask` of its own. */
  readonly fields: readonly StepId[];
  /** The first of them. */
  readonly next: Target;
}

/** Takes the first case whose condition holds. */
export interface BranchStep extends StepBase {
  readonly type: 'branch';
  readonly cases: readonly { readonly when: string; readonly target: Target }[];
  readonly otherwise: Target;
}

/** Takes one of several ways: the least recently taken, or by weight. */
export interface ChooseStep extends StepBase {
  readonly type: 'choose';
  readonly pick: Pick;
  readonly ways: readonly {
    readonly weight: number;
    readonly when: string | null;
    readonly target: Target;
  }[];
  readonly next: Target;
}

/** Gives data new values, all reckoned before any is set. */
export interface SetStep extends StepBase {
  readonly type: 'set';
  readonly values: Readonly<Record<string, string>>;
  readonly changes: readonly Change[];
  readonly next: Target;
}

/** How a piece of data is changed. */
export interface Change {
  readonly name: string;
  readonly change: 'add' | 'append' | 'remove' | 'clear' | 'first' | 'last' | 'shuffle' | 'pick';
  /** The expression that gives what is added, removed or picked from. */
  readonly of: string | null;
  /** How many are left by `first` and `last`. */
  readonly count: number | null;
  /** `pick`: by chance, and not what was picked longest ago. */
  readonly byChance: boolean;
}

/** A step that calls another flow. */
interface CallStep extends StepBase {
  /** Fixed, or the expression that names it. */
  readonly flow: FlowId | null;
  readonly flowFrom: string | null;
  readonly among: readonly FlowId[];
  readonly with: Readonly<Record<string, string>>;
}

/** Runs another flow on top and hears how it ended. */
export interface RunStep extends CallStep {
  readonly type: 'run';
  readonly save: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<string, Target>>;
  readonly next: Target;
}

/** Waits for a while, until the wall shows a time in the member's zone, or until something happens. */
export interface WaitStep extends StepBase {
  readonly type: 'wait';
  /** With an event: so long at most. A text is the expression that gives it. */
  readonly for: Millis | string | null;
  /** `HH:MM`, or an expression giving such a text. */
  readonly until: string | null;
  readonly event: Awaited | null;
  /** Where it goes on when the event did not come; `null` without one. */
  readonly otherwise: Target | null;
  readonly next: Target;
}

/** What a flow can wait for: the member doing anything, or a flow of theirs being done. */
export type Awaited =
  | { readonly type: 'member-returns' }
  | { readonly type: 'done'; readonly flow: FlowId };

/** Begins the rounds of `repeat` or `each`: what counts them is set anew each time it is come to. */
export interface LoopStep extends StepBase {
  readonly type: 'repeat' | 'each';
  /** Rounds at most, 1–50. */
  readonly most: number;
  /** An expression giving the list of `each`; of `repeat`, `null`. */
  readonly list: string | null;
  /** Its round step. */
  readonly next: Target;
}

/** Where every round of a loop begins, and where the loop is left. No author writes it. */
export interface RoundStep extends StepBase {
  readonly type: 'round';
  readonly loop: StepId;
  /** The loop is over once this holds. */
  readonly until: string | null;
  /** The data that holds the one whose turn it is. */
  readonly as: string | null;
  readonly body: Target;
  readonly next: Target;
}

/** Leaves this flow for another, which takes its place. */
export interface BecomeStep extends CallStep {
  readonly type: 'become';
  readonly next: Target;
}

/** Agrees a later or recurring flow. */
export interface PlanStep extends StepBase {
  readonly type: 'plan';
  readonly flow: FlowId;
  readonly key: string;
  /** With a date, of what is reckoned only: so many whole days after it. A text is the expression that gives it. */
  readonly after: Millis | string | null;
  /** The expression that says how long before the date, if it is reckoned. */
  readonly before?: string;
  readonly every: 'daily' | 'weekdays' | 'weekly' | null;
  /** An expression giving a date, or such a text: once, on that day. */
  readonly date: string | null;
  /** Whole days after that date; before it where negative. */
  readonly days: number;
  /** An expression giving `HH:MM`, or such a text. */
  readonly at: string | null;
  /** 1 Monday … 7 Sunday; empty for the day it is agreed on. */
  readonly on: readonly number[];
  /** The expression that gives those days, by name; with none of them it is not agreed. */
  readonly onFrom?: string;
  readonly late: Millis | null;
  /** Comes before what the flow itself says. */
  readonly busy: 'queue' | 'skip' | 'interrupt' | null;
  /** How often at most. */
  readonly times: number | null;
  /** An expression giving the last date, or such a text. */
  readonly until: string | null;
  readonly with: Readonly<Record<string, string>>;
  readonly next: Target;
}

/** Gives a plan up. */
export interface UnplanStep extends StepBase {
  readonly type: 'unplan';
  readonly key: string;
  readonly next: Target;
}

/** Keeps a journal entry. */
export interface RecordStep extends StepBase {
  readonly type: 'record';
  readonly kind: string;
  readonly values: Readonly<Record<string, string>>;
  readonly keep: Millis | null;
  readonly next: Target;
}

/** What flows of kind `system` may do to the conversation itself. */
export const acts = [
  'setting',
  'consent',
  'pause',
  'resume',
  'stop',
  'export',
  'erase',
  'report',
  'lines',
] as const;

export type Act = (typeof acts)[number];

/** Does something to the conversation itself. */
export interface ActStep extends StepBase {
  readonly type: 'act';
  readonly act: Act;
  readonly with: Readonly<Record<string, string>>;
  readonly next: Target;
}

/** Comes to a fragment: hands it what it takes, and empties what else it keeps in mind. */
export interface UseStep extends StepBase {
  readonly type: 'use';
  readonly fragment: string;
  readonly with: Readonly<Record<string, string>>;
  readonly empty: readonly string[];
  /** The fragment's own steps as its file names them; here this step's id and a dash stand before. */
  readonly steps: readonly string[];
  /** The fragment's first step. */
  readonly next: Target;
}

/** A jump an author wrote. */
export interface GotoStep extends StepBase {
  readonly type: 'goto';
  readonly next: Target;
}

export type Step =
  | SayStep
  | AskStep
  | FormStep
  | BranchStep
  | ChooseStep
  | SetStep
  | RunStep
  | LoopStep
  | RoundStep
  | BecomeStep
  | WaitStep
  | PlanStep
  | UnplanStep
  | RecordStep
  | ActStep
  | UseStep
  | GotoStep;
