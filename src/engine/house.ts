import type { FlowId } from '#conversation/id.ts';

/** The flows the engine itself opens, by what they are for. A library without one still answers, with a system phrase. */
export const house = {
  /** No flow: the member came without saying what for. */
  start: 'start' as FlowId,
  welcome: 'welcome' as FlowId,
  menu: 'menu' as FlowId,
  helpNow: 'help-now' as FlowId,
  crisis: 'crisis-reply' as FlowId,
  ground: 'ground-54321' as FlowId,
  contact: 'pause-and-stop' as FlowId,
  whoAreYou: 'who-are-you' as FlowId,
  myData: 'my-data' as FlowId,
} as const;

/** Whoever is in the middle of one of these goes on in what it says now: lines and what to do in danger are never yesterday's. */
export function isNeverPinned(flow: FlowId): boolean {
  return flow === house.crisis || flow === house.helpNow;
}

/** Busy: a question was pending and the member was active in the last half hour. */
export const busyFor = 30 * 60_000;

/** How long something that waited beneath is still taken up again by itself. */
export const fresh = 24 * 3_600_000;

/** The trail of a root session; the oldest events fall off. */
export const longestTrail = 200;

/** Sessions on the stack (design.md 1). */
export const deepestStack = 12;

/** Misunderstandings in a row after which there are choices and a way out. */
export const waysOutAfter = 3;
