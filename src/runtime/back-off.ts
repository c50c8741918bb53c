import type { Millis } from '#conversation/id.ts';

const first: Millis = 1_000;
const longest: Millis = 300_000;

/** How long to wait after the `tries`-th failure (from 1): doubling from 1 s to 5 min, each between half and all of it, by `luck` in [0, 1). */
export function backOff(tries: number, luck: number): Millis {
  const full = Math.min(longest, first * 2 ** Math.max(0, Math.min(tries, 30) - 1));
  return Math.round(full * (0.5 + luck / 2));
}
