import type { Millis } from '#conversation/id.ts';

/** Epoch milliseconds of an instant written with its offset: `2027-03-28T03:00+02:00`. */
export function ms(iso: string): Millis {
  return Temporal.Instant.from(iso).epochMilliseconds;
}

/** The wall as a person reads it: `2027-03-28T03:00+02:00`. */
export function wall(at: Millis, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
}

/** The date a person reads, `YYYY-MM-DD`. */
export function day(at: Millis, zone: string): string {
  return wall(at, zone).slice(0, 10);
}

/** The time a person reads, `HH:MM`. */
export function time(at: Millis, zone: string): string {
  return wall(at, zone).slice(11, 16);
}

export const minute: Millis = 60_000;
export const hour: Millis = 60 * minute;

/** Zones whose clocks do something unusual, and every other zone the database names. */
export const oddZones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'America/Nuuk',
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Havana',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Chatham',
  'Antarctica/Troll',
  'UTC',
] as const;
export const allZones: readonly string[] = Intl.supportedValuesOf('timeZone');
