import type { World } from './world.ts';

const anHour = 3_600_000;

/** Forgets what is over, at the start and every hour, until the signal aborts. */
export async function sweep({ store, clock, log }: World, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const count = await store.sweep(clock.now());
      if (count > 0) log.event('swept', { count });
    } catch (fault) {
      log.event('store-failed', { fault });
    }
    await clock.sleep(anHour, signal);
  }
}
