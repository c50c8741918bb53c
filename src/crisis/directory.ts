import type { CountryLines, Line, LineKind } from './lines.ts';

/** Builds the directory out of the countries' files; of two files for one country the later one counts. */
export function directoryOf(countries: readonly CountryLines[]): Directory {
  const shown = new Map<string, Shown>();
  for (const country of countries) {
    const emergency = country.emergency.hidden ? null : country.emergency.numbers;
    const lines = country.lines.filter((line) => !line.hidden);
    if (emergency !== null || lines.length > 0) shown.set(country.country, { emergency, lines });
    else shown.delete(country.country);
  }
  return {
    help(country, wish) {
      const iso = country?.trim().toUpperCase() ?? null;
      const found = iso === null ? undefined : shown.get(iso);
      if (found === undefined) return { country: null, emergency: null, lines: [], finder };
      return {
        country: iso,
        emergency: found.emergency,
        lines: ranked(found.lines, wish).slice(0, most),
        finder,
      };
    },
    known: () => [...shown.keys()],
  };
}

/** Whom to call, and where. Looked up live and never pinned. */
export interface Directory {
  /** Help for an ISO country code in either case. A country nobody knows, or `null`, gives the finder alone. */
  help(country: string | null, wish: Wish): Help;
  /** ISO codes, upper case, of the countries with something to show. */
  known(): readonly string[];
}

/** What help is looked for: it decides which kind of line comes first. */
export type Wish = 'crisis' | 'youth' | 'danger' | 'overdose';

/** What a member is shown: the emergency numbers, the first one first, at most three lines, and always the finder. */
export interface Help {
  /** The country this is for; `null` if it is not known. */
  readonly country: string | null;
  readonly emergency: readonly string[] | null;
  readonly lines: readonly Line[];
  /** The address of the worldwide directory, without `https://`. */
  readonly finder: string;
}

interface Shown {
  readonly emergency: readonly string[] | null;
  readonly lines: readonly Line[];
}

const finder = 'findahelpline.com';

/** A longer list is read less (safety: at most three lines for a country). */
const most = 3;

/** Kinds that serve a wish, best first; a line of another kind is left out. */
const kindsFor: Readonly<Record<Wish, readonly LineKind[]>> = {
  crisis: ['crisis', 'other', 'health', 'youth', 'lgbtq', 'veterans'],
  youth: ['youth', 'crisis', 'lgbtq', 'other', 'health'],
  danger: ['domestic-abuse', 'crisis', 'youth', 'other', 'health'],
  overdose: ['poison', 'emergency', 'crisis', 'health', 'other', 'youth'],
};

function ranked(lines: readonly Line[], wish: Wish): readonly Line[] {
  const kinds = kindsFor[wish];
  const rank = (line: Line): number => kinds.indexOf(line.kind);
  const sorted = lines
    .filter((line) => kinds.includes(line.kind))
    .toSorted((a, b) => rank(a) - rank(b));
  const together = Map.groupBy(sorted, (line) => (line.provider === null ? line : line.provider));
  return [...together.values()].flat();
}
