import type { Problem } from '#conversation/problem.ts';
import type { CountryLines, PlaceOf } from './lines.ts';

/** Which entries were last verified too long before `today`; hidden ones too, since a person may be about to show them. */
export function expiry(
  country: CountryLines,
  today: Temporal.PlainDate,
  place: PlaceOf,
): readonly Problem[] {
  const entries = [
    { path: ['emergency', 'lastVerified'], day: country.emergency.lastVerified },
    ...country.lines.map((line, index) => ({
      path: ['lines', index, 'lastVerified'],
      day: line.lastVerified,
    })),
  ];
  return entries.flatMap(({ path, day }): readonly Problem[] => {
    const age = Temporal.PlainDate.from(day).until(today).days;
    if (age <= verification.warnAfter) return [];
    const severity = age > verification.failAfter ? 'error' : 'warning';
    const message = `last verified ${age} days ago`;
    const mend =
      'compare the entry with its source, correct it, and set `lastVerified` to that day';
    return [{ code: 'verification-old', at: place(path), message, mend, severity }];
  });
}

/** Days after which an entry's verification is told (`warnAfter`) and after which `check` fails (`failAfter`). */
const verification = { warnAfter: 150, failAfter: 365 } as const;
