import { constants } from 'node:os';
import type { Log } from '#log.ts';
import { wallClock, within } from '#runtime/clock.ts';

/** What ends a running service. */
export interface Ends {
  /** Finishes what is under way, then ends; bounded by itself. */
  readonly leave: () => void;
  /** Ends all waiting: what was under way is found after the next start. */
  readonly abandon: () => void;
  readonly log: Log;
}

/** The ways out of a process, once they are watched. */
export interface WaysOut {
  /** Somebody asked without a signal: the next signal is the second. */
  asked(): void;
  /** 0 after an orderly end, 1 after a fault of ours, 128 and the signal's number where someone insisted. */
  readonly code: number;
}

/** Stopping takes at most 20 s; whatever still hangs then is left behind. */
const longest = 20_000;
/** So long a crash waits for the log to be written. */
const lastWords = 300;

/**
 * Watches how the process is asked to end. A first signal (also the terminal's, when its window closes) leaves in order; a second one, and a fault nobody caught, take the crash path:
 * nothing is rebuilt after a restart, so going on with a broken state would be the greater risk.
 */
export function waysOut({ leave, abandon, log }: Ends): WaysOut {
  let isAsked = false;
  let code = 0;
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isAsked) return crash(128 + constants.signals[signal]);
      asked();
      leave();
    });
  }
  // Node would print the message, and that may quote what it choked on.
  for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(fault, (thrown: unknown) => {
      log.event('crashed', { fault: thrown });
      crash(1);
    });
  }
  // Nobody reads it any more; that stops nothing.
  process.stderr.on('error', () => {});
  return {
    asked,
    get code() {
      return code;
    },
  };

  function asked(): void {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => process.exit(1), longest).unref();
  }

  function crash(exitCode: number): void {
    if (code !== 0) return;
    code = exitCode;
    abandon();
    void within(wallClock, lastWords, log.close()).finally(() => process.exit(code));
  }
}
