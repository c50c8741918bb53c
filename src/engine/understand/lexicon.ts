import type { Words } from '#content/words.ts';
import { plain } from '#content/fold.ts';

/** A language's words, folded once so that looking one up is cheap. */
export interface Lexicon {
  readonly words: Words;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
  readonly none: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
  readonly and: ReadonlySet<string>;
  readonly both: ReadonlySet<string>;
  readonly or: ReadonlySet<string>;
  readonly but: ReadonlySet<string>;
  readonly fillers: ReadonlySet<string>;
  readonly articles: ReadonlySet<string>;
  readonly onward: ReadonlySet<string>;
  readonly half: ReadonlySet<string>;
  readonly outOf: ReadonlySet<string>;
  readonly next: ReadonlySet<string>;
  readonly last: ReadonlySet<string>;
  readonly within: ReadonlySet<string>;
  readonly ago: ReadonlySet<string>;
  readonly am: ReadonlySet<string>;
  readonly pm: ReadonlySet<string>;
  readonly night: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly ordinals: ReadonlyMap<string, number>;
  readonly days: ReadonlyMap<string, number>;
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlyMap<string, number>;
  /** Unit word to its length in minutes. */
  readonly units: ReadonlyMap<string, number>;
  readonly lengths: ReadonlyMap<string, number>;
  readonly times: ReadonlyMap<string, string>;
  /** What stands before and after the hour, and the minutes it adds. */
  readonly clock: readonly {
    readonly before: string;
    readonly after: string;
    readonly minutes: number;
  }[];
  readonly zones: ReadonlyMap<string, string>;
  readonly zoneGuesses: ReadonlyMap<string, string>;
  readonly countries: ReadonlyMap<string, string>;
}

const known = new WeakMap<Words, Lexicon>();

/** The lexicon of these words; made once for each word list. */
export function lexiconOf(words: Words): Lexicon {
  const found = known.get(words);
  if (found !== undefined) return found;
  const made = make(words);
  known.set(words, made);
  return made;
}

/** Minutes in a unit. */
const minutes = { minute: 1, hour: 60, day: 1_440, week: 10_080 } as const;

function make(words: Words): Lexicon {
  const { units } = words;
  return {
    words,
    yes: setOf(words.yes),
    no: setOf(words.no),
    none: setOf(words.none),
    all: setOf(words.all),
    and: setOf(words.and),
    both: setOf(words.both),
    or: setOf(words.or),
    but: setOf(words.but),
    fillers: setOf(words.fillers),
    articles: setOf(words.articles),
    onward: setOf(words.onward),
    half: setOf(words.half),
    outOf: setOf(words.outOf),
    next: setOf(words.next),
    last: setOf(words.last),
    within: setOf(words.within),
    ago: setOf(words.ago),
    am: setOf(words.am),
    pm: setOf(words.pm),
    night: setOf(words.night),
    numbers: mapOf(words.numbers),
    ordinals: mapOf(words.ordinals),
    days: mapOf(words.days),
    months: rowsOf(words.months),
    weekdays: rowsOf(words.weekdays),
    units: new Map(
      (['minute', 'hour', 'day', 'week'] as const).flatMap((unit) =>
        units[unit].map((word) => [plain(word), minutes[unit]] as const),
      ),
    ),
    lengths: mapOf(words.lengths),
    times: mapOf(words.times),
    clock: Object.entries(words.clock).map(([pattern, added]) => {
      const [before = '', after = ''] = pattern.split('{h}');
      return { before: plain(before), after: plain(after), minutes: added };
    }),
    zones: mapOf(words.zones),
    zoneGuesses: mapOf(words.zoneGuesses),
    countries: mapOf(words.countries),
  };
}

function setOf(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map(plain));
}

function mapOf<Meaning>(words: Readonly<Record<string, Meaning>>): ReadonlyMap<string, Meaning> {
  return new Map(Object.entries(words).map(([word, meaning]) => [plain(word), meaning]));
}

/** Each row's words to the row's number from 1. */
function rowsOf(rows: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap((row, index) => row.map((word) => [plain(word), index + 1] as const)),
  );
}
