import type { World } from './world.ts';

const anHour = 3_600_000;

/** Forgets what is over, at the start and every hour, until the signal aborts. A clock that leapt meanwhile (the machine slept, or somebody set it) is believed an hour later: what is forgotten does not come back. */
export async function sweep({ store, clock, log }: World, signal: AbortSignal): Promise<void> {
  let isBelieved = true;
  while (!signal.aborted) {
    const now = clock.now();
    try {
      const count = isBelieved ? await store.sweep(now) : 0;
      if (count > 0) log.event('swept', { count });
    } catch (fault) {
      log.event('store-failed', { fault });
    }
    await clock.sleep(anHour, signal);
    isBelieved = Math.abs(clock.now() - now - anHour) < anHour;
  }
}
