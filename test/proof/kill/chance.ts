/** Lehmer's generator with the multiplier of Park and Miller (1993): numbers in (0, 1), the same for the same seed. */
export function lehmer(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** Resolves with true as soon as it holds, else with false after `ms`. */
export async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await pause(10)) if (holds()) return true;
  return holds();
}

/** Lets `ms` pass. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
