import type { Millis } from '#conversation/id.ts';
import { settled, type Clock } from './clock.ts';

/** How a loop sleeps: until it is rung, or for a while. A ring while nobody waits is not lost. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves when rung, or after `ms`. */
  wait(ms: Millis): Promise<void>;
  /** True while the loop waits and nobody has rung: it found nothing to do. */
  readonly atRest: boolean;
}

/** Hangs a bell; `rested` is told each time its loop begins to wait. */
export function hangBell(clock: Clock, rested: () => void): Bell {
  let rung = false;
  let sleeping: AbortController | null = null;
  return {
    ring() {
      rung = true;
      sleeping?.abort(settled);
    },
    async wait(ms) {
      if (!rung) {
        sleeping = new AbortController();
        const slept = clock.sleep(ms, sleeping.signal);
        rested();
        await slept;
        sleeping = null;
      }
      rung = false;
    },
    get atRest() {
      return sleeping !== null && !rung;
    },
  };
}
