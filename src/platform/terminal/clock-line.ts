import type { Millis } from '#conversation/id.ts';

/** Time that passes in a transcript, or an instant it jumps to. */
export type ClockLine =
  | { readonly type: 'advance'; readonly ms: Millis }
  | { readonly type: 'set'; readonly at: Millis };

/** Reads `+ 26h`, `+ 1d 30m`, `+ PT4H` and `@ 2026-03-02T09:00:00Z`; `null` for everything else. A day is 24 hours. */
export function clockLine(line: string): ClockLine | null {
  const text = line.trim();
  if (text.startsWith('+')) {
    const ms = durationIn(text.slice(1).trim());
    return ms === null ? null : { type: 'advance', ms };
  }
  if (!text.startsWith('@ ')) return null;
  try {
    return { type: 'set', at: Temporal.Instant.from(text.slice(1).trim()).epochMilliseconds };
  } catch {
    return null;
  }
}

const units: Readonly<Record<string, Millis>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

function durationIn(text: string): Millis | null {
  if (/^(?:\d{1,6}\s*[smhdw](?:\s+|(?=\d)|$))+$/.test(text)) {
    const parts = text.matchAll(/(\d+)\s*([smhdw])/g);
    return parts.reduce(
      (sum, [, count, unit]) => sum + Number(count) * (units[unit as string] as number),
      0,
    );
  }
  if (!/^P[\dTDHMSW.]+$/i.test(text)) return null;
  try {
    return Temporal.Duration.from(text).total({ unit: 'milliseconds', relativeTo: someDay });
  } catch {
    return null;
  }
}

/** Months and years depend on a calendar and are not read; in UTC every day has 24 hours. */
const someDay = Temporal.ZonedDateTime.from('2026-01-01T00:00[UTC]');
