import { fold, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { minutesIn } from './minutes-in.ts';
import { bare, longest } from './phrase.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';

/** A day as `YYYY-MM-DD`: ISO, "tomorrow", "Friday" (the coming one), "3 March", "in 3 days". "3/4" could be two days: the member is told. */
export function readDate(question: Question, text: string, lexicon: Lexicon): Understood {
  const today = Temporal.PlainDate.from(question.today);
  const written = inDigits(fold(text), today);
  if (written === 'two') return unclear('two-dates');
  if (written !== null) return given(written);
  const tokens = bare(tokensOf(text), lexicon);
  const words = tokens.join(' ');
  const away = lexicon.days.get(tokensOf(text).join(' ')) ?? lexicon.days.get(words);
  if (away !== undefined) return given(today.add({ days: away }));
  const counted = inDays(tokensOf(text), today, lexicon);
  if (counted !== null) return given(counted);
  const spelled = spelledOut(tokensOf(text), today, lexicon);
  if (spelled !== null) return given(spelled);
  return weekday(tokens, { today, lexicon, locale: question.locale });
}

function given(date: Temporal.PlainDate): Understood {
  return answer(date.toString());
}

/** `2026-03-04`, `25/12`, `25.12.2026`. `two`: day and month could be either. */
function inDigits(text: string, today: Temporal.PlainDate): Temporal.PlainDate | 'two' | null {
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? [];
  if (isoYear !== undefined) return dateOf(Number(isoYear), Number(isoMonth), Number(isoDay));
  const [, one, two, year] =
    /^(\d{1,2})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{4}|\d{2}))?$/.exec(text) ?? [];
  if (one === undefined) return null;
  const [first, second] = [Number(one), Number(two)];
  if (first <= 12 && second <= 12 && first !== second) return 'two';
  const [day, month] = first > 12 ? [first, second] : [second, first];
  if (year === undefined) return nearest(day, month, today);
  return dateOf(year.length === 2 ? centuryOf(Number(year), today) : Number(year), month, day);
}

/** Two digits mean the year within fifty years of now. */
function centuryOf(year: number, today: Temporal.PlainDate): number {
  const full = today.year - (today.year % 100) + year;
  if (full > today.year + 50) return full - 100;
  return full <= today.year - 50 ? full + 100 : full;
}

function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
}

/** Without a year: the day of that name nearest to today. */
function nearest(day: number, month: number, today: Temporal.PlainDate): Temporal.PlainDate | null {
  let best: Temporal.PlainDate | null = null;
  for (const year of [today.year, today.year + 1, today.year - 1]) {
    const date = dateOf(year, month, day);
    if (date !== null && (best === null || daysApart(date, today) < daysApart(best, today)))
      best = date;
  }
  return best;
}

function daysApart(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return Math.abs(a.until(b, { largestUnit: 'days' }).days);
}

/** "In 3 days", "a week ago": whole days only. */
function inDays(
  tokens: readonly string[],
  today: Temporal.PlainDate,
  lexicon: Lexicon,
): Temporal.PlainDate | null {
  const ahead = longest(tokens, 0, (phrase) => lexicon.within.has(phrase));
  const before = longest(tokens, 0, (phrase) => lexicon.ago.has(phrase));
  const trailing = tokens.length > 1 && lexicon.ago.has(tokens.at(-1) as string);
  if (ahead === 0 && before === 0 && !trailing) return null;
  const minutes = minutesIn(
    tokens.slice(Math.max(ahead, before), trailing ? -1 : undefined).join(' '),
    lexicon,
  );
  if (minutes === null || minutes === 'unit' || minutes % 1_440 !== 0) return null;
  return today.add({ days: (ahead > 0 ? 1 : -1) * (minutes / 1_440) });
}

/** "3 March", "March 3rd 2026", "lunes 3 de marzo": a day and a month, perhaps a year, and nothing strange. */
function spelledOut(
  tokens: readonly string[],
  today: Temporal.PlainDate,
  lexicon: Lexicon,
): Temporal.PlainDate | null {
  let day: number | null = null;
  let month: number | null = null;
  let year: number | null = null;
  for (const token of tokens.flatMap((written) =>
    written.split(/(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u),
  )) {
    const named = lexicon.months.get(token);
    const count = /^\d+$/.test(token)
      ? Number(token)
      : (lexicon.ordinals.get(token) ?? lexicon.numbers.get(token));
    if (named !== undefined && month === null) month = named;
    else if (count !== undefined && token.length === 4 && count > 1_000 && year === null)
      year = count;
    else if (count !== undefined && count >= 1 && count <= 31 && day === null) day = count;
    else if (!idle(token, lexicon)) return null;
  }
  if (day === null || month === null) return null;
  return year === null ? nearest(day, month, today) : dateOf(year, month, day);
}

function idle(token: string, lexicon: Lexicon): boolean {
  return (
    lexicon.fillers.has(token) ||
    lexicon.outOf.has(token) ||
    lexicon.weekdays.has(token) ||
    /^(st|nd|rd|th|o|a|er)$/.test(token)
  );
}

interface Calendar {
  readonly today: Temporal.PlainDate;
  readonly lexicon: Lexicon;
  readonly locale: string;
}

/** The coming one, or with "last" the one before; said on that very weekday it is asked about. */
function weekday(tokens: readonly string[], calendar: Calendar): Understood {
  const { today, lexicon, locale } = calendar;
  const at = tokens.findIndex((token) => lexicon.weekdays.has(token));
  if (at < 0) return unclear();
  const rest = [tokens.slice(0, at), tokens.slice(at + 1)]
    .map((words) => words.join(' '))
    .filter((words) => words !== '');
  const past = rest.length === 1 && lexicon.last.has(rest[0] as string);
  const coming = rest.length === 1 && lexicon.next.has(rest[0] as string);
  if (rest.length > 0 && !past && !coming) return unclear();
  const ahead = ((lexicon.weekdays.get(tokens[at] as string) as number) - today.dayOfWeek + 7) % 7;
  if (past) return given(today.add({ days: ahead === 0 ? -7 : ahead - 7 }));
  if (ahead > 0 && !coming) return given(today.add({ days: ahead }));
  const date = today.add({ days: coming && ahead === 0 ? 7 : ahead });
  return near(date.toString(), date.toLocaleString(locale, { dateStyle: 'full' }));
}
