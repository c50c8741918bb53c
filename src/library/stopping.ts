import type { Problem } from '#conversation/problem.ts';

/** The flows without which nothing is played at all; `null`: every one. */
export type Needed = ReadonlySet<string> | null;

/**
 * Is nothing to be played before this is mended? A mistake in what all share stops everything. One in a flow that can
 * be done without leaves that flow out, or what translates it.
 */
export function isStopping({ severity, at }: Problem, needed: Needed): boolean {
  if (severity !== 'error') return false;
  const flow = /^flows\/([^/.]*)\.[^/]+$/.exec(at.file)?.[1];
  return needed === null || flow === undefined || needed.has(flow);
}
