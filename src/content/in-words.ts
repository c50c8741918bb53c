import { keptAs, readDuration } from '#conversation/duration.ts';

/** A value that readers of each language write in their own way. */
export interface Kinded {
  readonly kind: 'date' | 'duration' | 'country';
  /** A day as `2026-03-02`, a duration as `PT20M`, a country's two letters. */
  readonly value: string;
}

/** A value as readers of a locale write it; as it is where it is none of its kind. */
export function inWords({ kind, value }: Kinded, locale: string): string {
  try {
    switch (kind) {
      case 'date':
        return Temporal.PlainDate.from(value).toLocaleString(locale, { dateStyle: 'long' });
      case 'duration':
        return durationIn(value, locale);
      case 'country':
        return countryIn(value, locale);
    }
  } catch (fault) {
    if (fault instanceof RangeError) return value;
    throw fault;
  }
}

/** A country's name in a language; its code if it has none. */
export function countryIn(code: string, locale: string): string {
  return new Intl.DisplayNames([locale, 'en'], { type: 'region' }).of(code) ?? code;
}

/** As it is kept, or as an author wrote it. */
function durationIn(value: string, locale: string): string {
  const written = readDuration(value);
  const isShort = written === null || written < 60_000;
  const duration = Temporal.Duration.from(isShort ? value : keptAs(written));
  return duration.toLocaleString(locale, { style: 'long' });
}
