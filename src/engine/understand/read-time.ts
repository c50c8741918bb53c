import { fold, plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { bare } from './phrase.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';

/** A time of day as `HH:MM`: "9", "9am", "21:30", "half past 9", "noon". A bare 1 to 5 is more often meant after noon: asked about. */
export function readTime(question: Question, text: string, lexicon: Lexicon): Understood {
  const named =
    lexicon.times.get(plain(text)) ?? lexicon.times.get(bare(tokensOf(text), lexicon).join(' '));
  if (named !== undefined) return answer(named);
  const { words, part } = partOfDay(spaced(text), lexicon);
  const clock =
    clockIn(bare(words.split(' '), lexicon).join(' '), lexicon) ?? clockIn(words, lexicon);
  if (clock === null) return unclear();
  const hour = part === null ? clock.hour : hourIn(part, clock.hour);
  if (hour === null) return unclear();
  const minutes = (((hour * 60 + clock.minutes) % 1_440) + 1_440) % 1_440;
  if (part !== null || !clock.vague || hour < 1 || hour > 5) return answer(wall(minutes));
  const later = wall(minutes + 720);
  return near(
    later,
    Temporal.PlainTime.from(later).toLocaleString(question.locale, { timeStyle: 'short' }),
  );
}

/** `9.30 p.m.` and `9h30` as `9:30 pm` and `9:30`, without other punctuation. */
function spaced(text: string): string {
  return fold(text)
    .replaceAll("'", '')
    .replace(/(\d{1,2})\s*[:.h]\s*(\d{2})(?!\d)/g, '$1:$2')
    .replace(/(\d)\s*h(?![\p{L}\d])/gu, '$1')
    .replace(/(\d)(?=\p{L})/gu, '$1 ')
    .replace(/([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/[^\p{L}\p{N}:]+/gu, ' ')
    .trim();
}

type Part = 'am' | 'pm' | 'night';

function partOfDay(
  words: string,
  lexicon: Lexicon,
): { readonly words: string; readonly part: Part | null } {
  let found: { words: string; part: Part; phrase: string } | null = null;
  for (const part of ['am', 'pm', 'night'] as const) {
    for (const phrase of lexicon[part]) {
      if (found !== null && found.phrase.length >= phrase.length) continue;
      if (words.endsWith(` ${phrase}`))
        found = { words: words.slice(0, -phrase.length - 1), part, phrase };
      else if (words.startsWith(`${phrase} `))
        found = { words: words.slice(phrase.length + 1), part, phrase };
    }
  }
  return found ?? { words, part: null };
}

interface Clock {
  readonly hour: number;
  readonly minutes: number;
  /** Could be before or after noon. */
  readonly vague: boolean;
}

function clockIn(words: string, lexicon: Lexicon): Clock | null {
  const digits = inDigits(words) ?? inWords(words, lexicon);
  if (digits !== null) return digits;
  for (const { before, after, minutes } of lexicon.clock) {
    if (before !== '' && !words.startsWith(`${before} `)) continue;
    if (after !== '' && !words.endsWith(` ${after}`)) continue;
    const middle = words.slice(
      before === '' ? 0 : before.length + 1,
      after === '' ? undefined : -after.length - 1,
    );
    const hour = inDigits(middle) ?? inWords(middle, lexicon);
    if (hour !== null && hour.minutes === 0) return { hour: hour.hour, minutes, vague: hour.vague };
  }
  return null;
}

function inDigits(words: string): Clock | null {
  const [, hours, minutes = '0'] =
    /^(\d{1,2})(?::(\d{2}))?$/.exec(words) ??
    /^(\d{1,2})(\d{2})$/.exec(words) ??
    /^(\d{1,2}) (\d{2})$/.exec(words) ??
    [];
  if (hours === undefined || Number(hours) > 24 || Number(minutes) > 59) return null;
  if (Number(hours) === 24 && Number(minutes) > 0) return null;
  return { hour: Number(hours) % 24, minutes: Number(minutes), vague: !hours.startsWith('0') };
}

function inWords(words: string, lexicon: Lexicon): Clock | null {
  const hour = lexicon.numbers.get(words);
  return hour === undefined || hour < 1 || hour > 12 ? null : { hour, minutes: 0, vague: true };
}

/** `null`: there is no 15 in the morning. At night 6 to 11 is the evening, 12 and earlier the small hours. */
function hourIn(part: Part, hour: number): number | null {
  if (hour > 12) return part === 'am' ? null : hour;
  if (part === 'am') return hour % 12;
  if (part === 'pm') return hour === 0 ? null : (hour % 12) + 12;
  return hour >= 6 && hour < 12 ? hour + 12 : hour % 12;
}

function wall(minutes: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
