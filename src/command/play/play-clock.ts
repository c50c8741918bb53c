import type { Millis } from '#conversation/id.ts';
import type { MovedClock } from '#platform/terminal/terminal-options.ts';
import { wallClock, type Clock } from '#runtime/clock.ts';

/**
 * A clock for rehearsals. From an instant it stands still there; without one it goes as the wall's does. Either way it
 * can be moved on, and stops wherever something is due, so that it happens at its own instant. It never goes back.
 */
export function playClock(from: Millis | null, stage: Waiting): Clock & MovedClock {
  let ahead = 0;
  let still = from;
  const now = (): Millis => still ?? wallClock.now() + ahead;

  function jump(at: Millis): void {
    const missing = Math.max(0, at - now());
    if (still === null) ahead += missing;
    else still += missing;
  }

  async function moveTo(at: Millis): Promise<void> {
    let last = -Infinity;
    for (;;) {
      const due = await stage.next();
      if (due === null || due > at || due <= last) break;
      last = Math.max(due, now());
      jump(due);
      await stage.rest();
    }
    jump(at);
    await stage.rest();
  }

  return {
    now,
    // Sleepers look again when they wake, and are woken when the clock moves: the wall's time is as good as ours.
    sleep: (ms, signal) => wallClock.sleep(ms, signal),
    advance: (ms) => moveTo(now() + ms),
    set: async (at) => (at < now() ? stage.past(now()) : moveTo(at)),
  };
}

/** What waits for the clock. */
export interface Waiting {
  /** The next instant anything is due or may go out; `null` where nothing waits. */
  next(): Promise<Millis | null>;
  /** Resolves when all that may happen now has happened. */
  rest(): Promise<void>;
  /** Told where the clock stands when it was to go back, which it does not. */
  past(now: Millis): void;
}
