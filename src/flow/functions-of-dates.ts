import type { World } from './expression.ts';
import { weekdays } from './weekdays.ts';

type Reckon = (...given: never[]) => unknown;

/** Functions over dates as they rest, `2026-03-02`; what is no date gives nothing. */
export function dateFunctions(asked: () => World): readonly (readonly [string, Reckon])[] {
  const plusDays = (text: string, days: number | bigint): string | null => {
    const count = Math.trunc(Number(days));
    return Math.abs(count) > mostDays
      ? null
      : (dateOf(text)?.add({ days: count }).toString() ?? null);
  };
  return [
    ['daysBetween(string, string): double', daysBetween],
    ['plusDays(string, int): string', plusDays],
    ['plusDays(string, double): string', plusDays],
    ['weekdayOf(string): string', weekdayOf],
    ['yearsSince(string): double', (text: string) => yearsBetween(text, asked().today)],
  ];
}

/** A thousand years: further nobody reckons, and `Temporal` throws somewhere beyond. */
const mostDays = 365_243;

/** Days from one date to another; negative where it lies before. */
function daysBetween(from: string, to: string): number | null {
  const [one, other] = [dateOf(from), dateOf(to)];
  return one === null || other === null ? null : one.until(other, { largestUnit: 'days' }).days;
}

function weekdayOf(text: string): string | null {
  const date = dateOf(text);
  return date === null ? null : (weekdays[date.dayOfWeek - 1] ?? null);
}

/** Whole years from one date to another: an age, from a birthday. */
function yearsBetween(from: string, to: string): number | null {
  const [one, other] = [dateOf(from), dateOf(to)];
  return one === null || other === null ? null : one.until(other, { largestUnit: 'years' }).years;
}

function dateOf(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}
