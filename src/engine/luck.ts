import { markOf } from '#flow/mark-of.ts';

/** Luck in [0, 1) of one point of one session: the same whenever it is asked again. FNV-1a with an avalanche at the end. */
export function luckOf(seed: string, step: string, visit: number): number {
  let hash = markOf(`${seed}|${step}|${visit}`);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}
