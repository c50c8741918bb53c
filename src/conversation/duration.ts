import type { Millis } from './id.ts';

const units: Readonly<Record<string, Millis>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** A leap year: nothing is put off for longer. */
export const longestDuration: Millis = 366 * 86_400_000;

/** Milliseconds of an author's duration: `30m`, `2h`, `1d 12h`, `1w`; `null` if it is none, zero, or longer than a year. */
export function readDuration(text: string): Millis | null {
  const parts = text.trim().split(/\s+/);
  let total = 0;
  for (const part of parts) {
    const match = /^(\d{1,5})([smhdw])$/.exec(part);
    if (match === null) return null;
    total += Number(match[1]) * (units[match[2] as string] as Millis);
  }
  return total > 0 && total <= longestDuration ? total : null;
}

/** Milliseconds of a duration as it is kept, `PT2H30M`, or as an author writes it; `null` where it is neither. */
export function readKept(text: string): Millis | null {
  return readDuration(text) ?? readIso(text);
}

/** Milliseconds of an ISO 8601 duration without months and years, which have no fixed length. */
export function readIso(text: string): Millis | null {
  if (!/^p[\d.,wd]*(t[\d.,hms]+)?$/i.test(text)) return null;
  try {
    return Temporal.Duration.from(text.toUpperCase()).total({
      unit: 'milliseconds',
      relativeTo: '2001-01-01',
    });
  } catch {
    return null;
  }
}

/** So long as it is kept, in whole days, hours and minutes: `P1DT12H`. */
export function keptAs(duration: Millis): string {
  const whole = Math.round(duration / 60_000);
  const days = Math.floor(whole / 1_440);
  const hours = Math.floor((whole % 1_440) / 60);
  return Temporal.Duration.from({ days, hours, minutes: whole % 60 }).toString();
}
