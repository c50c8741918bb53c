import { clockTime } from '#conversation/clock-time.ts';

/** The words that work in every state, by what they do. */
export const alwaysOnWords = [
  'help-now',
  'ground-me',
  'pause',
  'stop',
  'menu',
  'back',
  'skip',
  'who-are-you',
  'delete-my-data',
] as const;
export type AlwaysOnWord = (typeof alwaysOnWords)[number];

/** What a member may say about the question itself instead of answering it. */
export const repairs = [
  'cancel',
  'repeat',
  'meaning',
  'moment',
  'refuse',
  'why',
  'unsure',
  'weary',
  'thanks',
  'apology',
] as const;
export type Repair = (typeof repairs)[number];

/** A language's words as members write them: how answers and always-on words are heard. Case, accents and punctuation do not matter in any of them. */
export interface Words {
  /** The first is the label shown; all of them work. */
  readonly alwaysOn: Readonly<Record<AlwaysOnWord, readonly string[]>>;
  /** "Change an answer": like `back`, by choosing which. */
  readonly change: readonly string[];
  /** Whole messages about the question that is open: leave this, say it again, what do you mean, wait, I would rather not, why, I do not know, I cannot anymore, thank you, sorry. The first of each is shown. */
  readonly repairs: Readonly<Record<Repair, readonly string[]>>;
  /** Words before, between and after such phrases that change nothing: “ok”, “please”. */
  readonly softeners: readonly string[];
  /** How a correction begins, "sorry, 3": `meant` says it is one, `sorry` nearly does, `oh` may stand before either. */
  readonly corrections: Readonly<Record<'meant' | 'sorry' | 'oh', readonly string[]>>;
  /** Whole messages that are a hello and nothing else. */
  readonly greetings: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Answers to "which of these?" */
  readonly none: readonly string[];
  readonly all: readonly string[];
  /** Between several answers: "1 and 3". */
  readonly and: readonly string[];
  /** Not the second one: "both". */
  readonly both: readonly string[];
  /** Between answers of which one is meant: "3 or 4". */
  readonly or: readonly string[];
  /** Before a remark that takes something back: "yes, but …". */
  readonly but: readonly string[];
  /** Words that add nothing to an answer: "the", "option", "about", "please". Never a negation. */
  readonly fillers: readonly string[];
  /** Words before a name that say nothing of it: “a girl” is “girl”. */
  readonly articles: readonly string[];
  /** Whole messages that go on where there is one way on: under a single button “Next”. */
  readonly onward: readonly string[];
  /** Number words up to 20, the tens and 100; "twenty five" is put together from them. */
  readonly numbers: Readonly<Record<string, number>>;
  /** "first" is 1; "last" is -1. */
  readonly ordinals: Readonly<Record<string, number>>;
  readonly half: readonly string[];
  /** "7 out of 10". */
  readonly outOf: readonly string[];
  /** January to December. */
  readonly months: readonly (readonly string[])[];
  /** Monday to Sunday. */
  readonly weekdays: readonly (readonly string[])[];
  /** "tomorrow" is 1, "yesterday" is -1. */
  readonly days: Readonly<Record<string, number>>;
  /** "next Friday", "last Friday". */
  readonly next: readonly string[];
  readonly last: readonly string[];
  /** "in 3 days", "3 days ago". */
  readonly within: readonly string[];
  readonly ago: readonly string[];
  readonly units: Readonly<Record<'minute' | 'hour' | 'day' | 'week', readonly string[]>>;
  /** Lengths with a name of their own, in minutes: "half an hour". */
  readonly lengths: Readonly<Record<string, number>>;
  /** Times with a name of their own, `HH:MM`: "noon". */
  readonly times: Readonly<Record<string, string>>;
  /** Ways to tell a time around an hour `{h}`, in minutes: `half past {h}` is 30. */
  readonly clock: Readonly<Record<string, number>>;
  readonly am: readonly string[];
  readonly pm: readonly string[];
  /** "at night": before 6 the small hours, from 6 the evening, 12 midnight. */
  readonly night: readonly string[];
  /** Places and abbreviations that name one time zone. */
  readonly zones: Readonly<Record<string, string>>;
  /** Those that probably name it: the member is asked. */
  readonly zoneGuesses: Readonly<Record<string, string>>;
  /** Short and other names of countries, to ISO 3166-1 alpha-2. */
  readonly countries: Readonly<Record<string, string>>;
}

/** How each part of a language's words is written in its file. */
export const wordShapes: Readonly<Record<keyof Words, WordShape>> = {
  alwaysOn: { type: 'lists', keys: alwaysOnWords },
  change: { type: 'list' },
  repairs: { type: 'lists', keys: repairs },
  softeners: { type: 'list' },
  corrections: { type: 'lists', keys: ['meant', 'sorry', 'oh'] },
  greetings: { type: 'list' },
  yes: { type: 'list' },
  no: { type: 'list' },
  none: { type: 'list' },
  all: { type: 'list' },
  and: { type: 'list' },
  both: { type: 'list' },
  or: { type: 'list' },
  but: { type: 'list' },
  fillers: { type: 'list' },
  articles: { type: 'list' },
  onward: { type: 'list' },
  numbers: { type: 'numbers' },
  ordinals: { type: 'numbers' },
  half: { type: 'list' },
  outOf: { type: 'list' },
  months: { type: 'rows', length: 12 },
  weekdays: { type: 'rows', length: 7 },
  days: { type: 'numbers' },
  next: { type: 'list' },
  last: { type: 'list' },
  within: { type: 'list' },
  ago: { type: 'list' },
  units: { type: 'lists', keys: ['minute', 'hour', 'day', 'week'] },
  lengths: { type: 'numbers' },
  times: { type: 'texts', pattern: clockTime, example: '12:00' },
  clock: { type: 'numbers' },
  am: { type: 'list' },
  pm: { type: 'list' },
  night: { type: 'list' },
  zones: { type: 'texts', pattern: /^[A-Z][\w+-]*(\/[\w+-]+)*$/, example: 'Europe/Madrid' },
  zoneGuesses: { type: 'texts', pattern: /^[A-Z][\w+-]*(\/[\w+-]+)*$/, example: 'Europe/Madrid' },
  countries: { type: 'texts', pattern: /^[A-Z]{2}$/, example: 'GB' },
};

/** `list`: words. `rows`: that many lists of words. `lists`: words under each of these keys. `numbers`, `texts`: each word to what it means. */
export type WordShape =
  | { readonly type: 'list' }
  | { readonly type: 'rows'; readonly length: number }
  | { readonly type: 'lists'; readonly keys: readonly string[] }
  | { readonly type: 'numbers' }
  | { readonly type: 'texts'; readonly pattern: RegExp; readonly example: string };
