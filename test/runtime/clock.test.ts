import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backOff } from '#runtime/back-off.ts';
import { wallClock, within } from '#runtime/clock.ts';

describe('the clock on the wall', () => {
  test('sleeps for as long as it is told', async () => {
    const from = performance.now();
    await wallClock.sleep(30);
    expect(performance.now() - from).toBeGreaterThan(25);
  });

  test('wakes at once when its signal aborts, before or while it sleeps', async () => {
    const over = new AbortController();
    const sleeping = wallClock.sleep(60_000, over.signal);
    over.abort();
    await sleeping;
    await wallClock.sleep(60_000, over.signal);
    expect(over.signal.aborted).toBe(true);
  });

  test('does not wake at once from a sleep longer than a timer can hold', async () => {
    const over = new AbortController();
    expect(await within(wallClock, 20, wallClock.sleep(3_000_000_000, over.signal))).toBe('late');
    over.abort();
  });

  test('tells what came in time from what did not', async () => {
    expect(await within(wallClock, 1_000, Promise.resolve('here'))).toBe('here');
    expect(await within(wallClock, 5, new Promise(() => {}))).toBe('late');
    await expect(within(wallClock, 1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});

test('the wait between tries grows from a second to five minutes and never beyond', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (tries, luck) => {
        const wait = backOff(tries, luck);
        expect(wait).toBeGreaterThanOrEqual(500);
        expect(wait).toBeLessThanOrEqual(300_000);
        expect(backOff(tries + 1, luck)).toBeGreaterThanOrEqual(wait);
      },
    ),
  );
});
