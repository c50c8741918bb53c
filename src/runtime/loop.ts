import type { Millis } from '#conversation/id.ts';
import type { Log } from '#log.ts';
import type { Bell } from './bell.ts';

/** A loop of the runtime, from outside. */
export interface Loop {
  /** Runs until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
  /** Look again: something may be due. */
  nudge(): void;
  /** True while it waits, found nothing to do, and has nothing in hand. */
  readonly atRest: boolean;
  /** Resolves once nothing is in hand. */
  finished(): Promise<void>;
}

/** What a loop does, and what it still has in hand. */
export interface Rounds {
  readonly bell: Bell;
  readonly log: Log;
  /** Looks once; resolves with how long to wait for the bell. Rejects where the store refuses. */
  readonly round: () => Promise<Millis>;
  readonly inHand: ReadonlyMap<unknown, Promise<void>>;
}

/** After a refusal of the store. */
const afterRefusal: Millis = 1_000;

/** Makes a loop of rounds; a refused one is tried again after a second. */
export function loopOf({ bell, log, round, inHand }: Rounds): Loop {
  return {
    async run(signal) {
      signal.addEventListener('abort', bell.ring, { once: true });
      while (!signal.aborted) {
        let pause = afterRefusal;
        try {
          pause = await round();
        } catch (fault) {
          log.event('store-failed', { fault });
        }
        if (!signal.aborted) await bell.wait(pause);
      }
    },
    nudge: bell.ring,
    get atRest() {
      return bell.atRest && inHand.size === 0;
    },
    async finished() {
      while (inHand.size > 0) await Promise.all(inHand.values());
    },
  };
}
