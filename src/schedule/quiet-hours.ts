import type { Millis } from '#conversation/id.ts';
import { minuteOfDay, wallMinutes, zoned } from './wall-time.ts';

const dayMinutes = 1440;

/** When a member wants to hear nothing we begin, by the wall of their zone (`HH:MM`). */
export interface QuietRules {
  readonly zone: string;
  readonly quietFrom: string;
  readonly quietTo: string;
  /** Check-in times the member chose; each one that lies inside the quiet hours trims them. */
  readonly chosenTimes: readonly string[];
}

/**
 * True while nothing unsolicited may be sent: the wall shows `quietFrom` or later, and not yet
 * `quietTo`. The window may cross midnight; equal ends mean no quiet hours. The wall alone decides,
 * so an hour that comes twice is judged alike both times.
 *
 * Trimming: a chosen time in the first half of the window (`quietFrom` itself included) moves its
 * beginning to one hour after that time; a chosen time in the second half (the exact middle
 * included) moves its end to that time. Halves are those of the window as the member set it, so the
 * order of the chosen times does not matter. What is trimmed away is open to everything, not to the
 * check-in alone, and a window trimmed until nothing is left is none.
 * With 21:00–09:00, a choice of 22:00 leaves 23:00–09:00, one of 07:30 leaves 21:00–07:30, and both
 * leave 23:00–07:30.
 */
export function inQuietHours(at: Millis, rules: QuietRules): boolean {
  return minutesLeft(quietWindow(rules), minuteOfDay(zoned(at, rules.zone))) > 0;
}

/** The first instant from `at` on outside the quiet hours: `at` itself where it already is. */
export function quietEnds(at: Millis, rules: QuietRules): Millis {
  const window = quietWindow(rules);
  let local = zoned(at, rules.zone);
  for (;;) {
    const left = minutesLeft(window, minuteOfDay(local));
    if (left === 0) return local.epochMilliseconds;
    const end = local.epochMilliseconds - local.second * 1000 - local.millisecond + left * 60_000;
    const moved = local.getTimeZoneTransition('next');
    if (moved === null || moved.epochMilliseconds > end) return end;
    local = moved; // Clocks are moved before that: the wall is read anew from there.
  }
}

/** Quiet hours after trimming: a wall minute and how many minutes follow; length 0 is none. */
interface QuietWindow {
  readonly from: number;
  readonly length: number;
}

/** Minutes from a check-in chosen late in the evening until it is quiet. */
const roomAfterChosen = 60;

function quietWindow(rules: QuietRules): QuietWindow {
  const from = wallMinutes(rules.quietFrom);
  const length = forward(from, wallMinutes(rules.quietTo));
  let begins = 0;
  let ends = length;
  for (const time of rules.chosenTimes) {
    const chosen = forward(from, wallMinutes(time));
    if (chosen * 2 < length) begins = Math.max(begins, chosen + roomAfterChosen);
    else ends = Math.min(ends, chosen); // A time outside is no earlier than the end.
  }
  return { from: (from + begins) % dayMinutes, length: Math.max(0, ends - begins) };
}

/** Minutes until the window ends, as long as no clock is moved; 0 outside it. */
function minutesLeft(window: QuietWindow, minute: number): number {
  return Math.max(0, window.length - forward(window.from, minute));
}

/** Minutes the wall clock runs from one wall time to the next showing of another, 0–1439. */
function forward(from: number, to: number): number {
  return (to - from + dayMinutes) % dayMinutes;
}
