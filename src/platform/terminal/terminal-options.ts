import type { Millis } from '#conversation/id.ts';
import type { MediaWords } from './look.ts';
import type { ScreenParts } from './screen.ts';

/** What a terminal is told by whoever opens it. */
export interface TerminalOptions extends Pick<ScreenParts, 'input' | 'output'> {
  /** A person sits at both ends; else lines are read one by one and a transcript is written. */
  readonly interactive: boolean;
  /** Only ever adds lines, in no colour: for screen readers. */
  readonly plain: boolean;
  /** May be seen only where a person sits and nobody asked for `plain`. */
  readonly colour: boolean;
  /** Columns a line may take, 20 to 72; `null`: as the window is wide, at most 72. */
  readonly width: number | null;
  /** Whose marks stand around a member's words. */
  readonly locale: string;
  readonly words: TerminalWords;
  /** Epoch milliseconds at which a line is heard. */
  readonly now: () => Millis;
  /** Part of every cause id; must be new at every start. By default a random one. */
  readonly run?: string;
  /** A line taken as typed before the first one, without showing it: `/start`. */
  readonly opening?: string;
  /** Where files made for the member are saved; must exist. `null`: they are named, and nothing is saved. */
  readonly folder: string | null;
  /** Told of each line that was typed, before it is heard. */
  readonly typed?: ((line: string) => void) | undefined;
  /** Resolves when nothing is left to be shown now: only then the next line is read. */
  readonly quiet?: () => Promise<void>;
  /** The member left, or the input ended, and every line before was answered: time to stop. Not told after `stop`. */
  readonly onLeave?: () => void;
  /** Moves a clock that stands still, on lines like `+ 26h` and `@ 2026-03-02T09:00:00Z`. */
  readonly clock?: MovedClock;
}

/** The words a terminal says itself, in the language of its locale. */
export interface TerminalWords extends MediaWords {
  /** Stands before what is typed: `> `. */
  readonly prompt: string;
  /** Said to a person who leaves. */
  readonly goodbye: string;
  /** What members read as the name of whoever speaks as `@mod`. */
  readonly moderator: string;
}

/** A clock that moves only when it is told to. */
export interface MovedClock {
  advance(ms: Millis): Promise<void> | void;
  set(at: Millis): Promise<void> | void;
}
