import type { Millis } from '#conversation/id.ts';
import type { Clock } from '#runtime/clock.ts';

/** A clock that stands still until it is moved. */
export interface StillClock extends Clock {
  /** Moves on, stopping at every sleeper on the way and letting the world act there. */
  advance(ms: Millis): Promise<void>;
  /** Is set to another time, as by hand or by a machine that slept: sleepers sleep on for as long as they had left. */
  leap(ms: Millis): void;
}

interface Sleeper {
  at: Millis;
  readonly wake: () => void;
}

/** A clock standing at `start`. */
export function stillClock(start: Millis): StillClock {
  let now = start;
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve();
          return;
        }
        const sleeper: Sleeper = { at: now + Math.max(ms, 0), wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });

        function wake(): void {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
      }),
    leap(ms) {
      now += ms;
      for (const sleeper of sleepers) sleeper.at += ms;
    },
    async advance(ms) {
      const until = now + ms;
      await settled();
      for (;;) {
        const [next] = [...sleepers].toSorted((a, b) => a.at - b.at);
        if (next === undefined || next.at > until) break;
        now = Math.max(now, next.at);
        next.wake();
        await settled();
      }
      now = until;
      await settled();
    },
  };
}

/** Lets every promise that can go on do so. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
