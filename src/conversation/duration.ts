import type { Millis } from './id.ts';

const units: Readonly<Record<string, Millis>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds of an author's duration: `30m`, `2h`, `1d 12h`, `1w`; `null` if it is none, zero, or longer than a year. */
export function readDuration(text: string): Millis | null {
  const parts = text.trim().split(/\s+/);
  let total = 0;
  for (const part of parts) {
    const match = /^(\d{1,5})([smhdw])$/.exec(part);
    if (match === null) return null;
    total += Number(match[1]) * (units[match[2] as string] as Millis);
  }
  return total > 0 && total <= 366 * 86_400_000 ? total : null;
}
