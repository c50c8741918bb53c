import type { Millis } from '#conversation/id.ts';

/** Time as the runtime is given it, so that a simulation can hold it still. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): Millis;
  /** Resolves after `ms`, or as soon as the signal aborts; never rejects. */
  sleep(ms: Millis, signal?: AbortSignal): Promise<void>;
}

/** The longest delay a timer of the host can hold; longer sleeps wake early, and whoever sleeps looks again. */
const longest = 2_147_483_647;

/** The clock on the wall. */
export const wallClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const wake = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, Math.min(Math.max(ms, 0), longest));
      signal?.addEventListener('abort', wake, { once: true });
    }),
};

/** Given as the reason, for without one every abort makes an exception with its stack. */
export const settled = 'settled';

/** What a promise gave, or `late` if it took longer than `ms`. The promise itself goes on; its rejection is passed on only while we wait. */
export async function within<T>(
  clock: Clock,
  ms: Millis,
  promise: Promise<T>,
): Promise<T | 'late'> {
  const over = new AbortController();
  const tooLate = clock.sleep(ms, over.signal).then((): 'late' => 'late');
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    over.abort(settled);
  }
}
