import { isClockTime } from '#conversation/clock-time.ts';
import { longestDuration, readKept } from '#conversation/duration.ts';
import type { Millis } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import { isTime } from './expressions-of.ts';
import type { WaitStep } from './step.ts';

/** The data that tells how long a wait lasts whose length is reckoned, beside the author's own: no name of theirs begins like this. */
const left = '~wait';

/** The expression that says how long or until when a wait lasts; `null` where that is written out. */
export function reckonedBy({ for: time, until }: WaitStep): string | null {
  if (typeof time === 'string') return time;
  return until === null || isTime(until) ? null : until;
}

/** A wait begun: so long, or until that time of day, as what its expression gave says. */
export function awaiting(step: WaitStep, value: Value, data: Values): Values {
  const given = typeof value === 'string' ? value : '';
  const until = step.until !== null;
  return { ...data, [left]: until ? timeOf(given) : lastingOf(given) };
}

/** How long, or until when, a wait that has begun lasts; `null` for not at all. */
export function patienceOf(step: WaitStep, data: Values): Millis | string | null {
  if (reckonedBy(step) === null) return step.for ?? step.until;
  const found = data[left] ?? null;
  return typeof found === 'number' || typeof found === 'string' ? found : null;
}

/** Was a wait come to that lasts no time at all? Not so one that was led to from another edition, which knows its own time. */
export function waitsNot(data: Values): boolean {
  return data[left] === null;
}

/** A wait that is over leaves nothing but the author's own data. */
export function waited(data: Values): Values {
  const { [left]: _left, ...kept } = data;
  return kept;
}

/** A duration that was reckoned, a year at most; `null` where it is none. */
export function lastingOf(text: string): Millis | null {
  const duration = readKept(text) ?? 0;
  return duration > 0 ? Math.min(duration, longestDuration) : null;
}

function timeOf(text: string): string | null {
  return isClockTime(text) ? text : null;
}
