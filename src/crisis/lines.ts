import type { ProblemCode } from '#conversation/problem-codes.ts';
import { z } from 'zod';
import type { Place, Problem } from '#conversation/problem.ts';
import { complaintOf } from './lines-problem.ts';

/** Checks one parsed country file; `place` knows where each path stands in it. All problems at once, or the country. */
export function checkLines(
  data: unknown,
  file: string,
  place: PlaceOf,
): CountryLines | readonly Problem[] {
  const checked = countrySchema.safeParse(data, { reportInput: true });
  if (!checked.success) return checked.error.issues.flatMap((issue) => complaintOf(issue, place));
  const country = checked.data;
  const problems = [
    ...misfiled(country, file, place),
    ...repeated(country, place),
    ...unshowable(country, place),
  ];
  return problems.length > 0 ? problems : country;
}

/** Finds the place of a path in the file it was parsed from: of the nearest parent where the path itself is not there. */
export type PlaceOf = (path: readonly (string | number)[]) => Place;

/** What a line is for; the directory ranks by it. `other` is emotional support in general. */
export const lineKinds = [
  'crisis',
  'youth',
  'domestic-abuse',
  'poison',
  'veterans',
  'lgbtq',
  'health',
  'emergency',
  'third-party',
  'other',
] as const;

/** One of `lineKinds`. */
export type LineKind = (typeof lineKinds)[number];

const number = z.string().max(60).regex(/\d/, 'a number to call holds digits');
const link = z.string().regex(/^https?:\/\/[^\s"'<>]+$/, 'a link begins with https:// or http://');
const day = z.iso.date('a day is written YYYY-MM-DD');
const localized = z.strictObject({
  en: z.string().min(1).max(200),
  es: z.string().min(1).max(200),
});
const confidence = z.enum(['A', 'B', 'C']);

const lineSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'an id is small letters, digits and dashes'),
  name: z.string().min(1).max(100),
  provider: z.string().min(1).nullable().default(null),
  phone: number.nullable().default(null),
  text: number.nullable().default(null),
  keyword: z.string().min(1).max(30).nullable().default(null),
  whatsapp: number.nullable().default(null),
  url: link.nullable().default(null),
  chat: link.nullable().default(null),
  hours: z.string().min(1).max(60).nullable().default(null),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'a language is its ISO code, as in `es`')),
  kind: z.enum(lineKinds),
  note: localized.nullable().default(null),
  confidence,
  hidden: z.boolean().default(false),
  lastVerified: day,
  source: link.nullable().default(null),
});

const countrySchema = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/, 'a country is its two-letter ISO code, as in `ES`'),
  name: localized,
  emergency: z.strictObject({
    numbers: z.array(number).min(1),
    confidence,
    hidden: z.boolean().default(false),
    lastVerified: day,
  }),
  lines: z.array(lineSchema),
});

/** The numbers an ambulance comes for, the usual one first. */
export interface Emergency {
  readonly numbers: readonly string[];
  readonly confidence: 'A' | 'B' | 'C';
  /** Kept for moderators and never shown to a member. Confidence C always is. */
  readonly hidden: boolean;
  readonly lastVerified: string;
}

/** One way to reach people who help. At least one of `phone`, `text`, `whatsapp`, `url`, `chat` is there. */
export interface Line {
  /** Unique within its country. */
  readonly id: string;
  readonly name: string;
  /** Lines of one provider are shown together; `null` stands alone. */
  readonly provider: string | null;
  /** As people write it; several are separated by ` / `. */
  readonly phone: string | null;
  /** Where to send a text message, and `keyword` is the word to send, if it takes one. */
  readonly text: string | null;
  readonly keyword: string | null;
  readonly whatsapp: string | null;
  readonly url: string | null;
  readonly chat: string | null;
  /** `24/7`, or as the line gives them; `null` if not known. */
  readonly hours: string | null;
  readonly languages: readonly string[];
  readonly kind: LineKind;
  /** What a caller has to know, such as which option to choose; always shown with the number. */
  readonly note: { readonly en: string; readonly es: string } | null;
  readonly confidence: 'A' | 'B' | 'C';
  readonly hidden: boolean;
  /** The day (YYYY-MM-DD) it was last compared with its source. */
  readonly lastVerified: string;
  readonly source: string | null;
}

/** What is known about help in one country, hidden entries included. */
export interface CountryLines {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  readonly name: { readonly en: string; readonly es: string };
  readonly emergency: Emergency;
  /** Best first. */
  readonly lines: readonly Line[];
}

function misfiled(country: CountryLines, file: string, place: PlaceOf): readonly Problem[] {
  const name = `${country.country.toLowerCase()}.yaml`;
  if (file.split(/[/\\]/).at(-1) === name) return [];
  const message = `this file is about \`${country.country}\` and is named otherwise`;
  return [
    {
      code: 'lines-file',
      at: place(['country']),
      message,
      mend: `name the file \`${name}\``,
      severity: 'error',
    },
  ];
}

function repeated(country: CountryLines, place: PlaceOf): readonly Problem[] {
  return country.lines.flatMap(({ id }, index): readonly Problem[] => {
    if (country.lines.findIndex((line) => line.id === id) === index) return [];
    const at = place(['lines', index, 'id']);
    const mend = 'give each line its own id';
    return [
      {
        code: 'same-id',
        at,
        message: `the id \`${id}\` stands here twice`,
        mend,
        severity: 'error',
      },
    ];
  });
}

function unshowable(country: CountryLines, place: PlaceOf): readonly Problem[] {
  const problems: Problem[] = [];
  const say = (
    code: ProblemCode,
    path: readonly (string | number)[],
    message: string,
    mend: string,
  ): void => {
    problems.push({ code, at: place(path), message, mend, severity: 'error' });
  };
  const unverified = 'an entry of confidence C is shown to members';
  const verify = 'add `hidden: true`, or verify it and raise its confidence';
  if (country.emergency.confidence === 'C' && !country.emergency.hidden)
    say('unverified', ['emergency'], unverified, verify);
  for (const [index, line] of country.lines.entries()) {
    const at = ['lines', index];
    if (line.confidence === 'C' && !line.hidden) say('unverified', at, unverified, verify);
    if (line.keyword !== null && line.text === null) {
      say(
        'lines-keyword',
        [...at, 'keyword'],
        '`keyword` stands without `text`',
        'add `text:` with the number to send it to, or remove it',
      );
    }
    if ([line.phone, line.text, line.whatsapp, line.url, line.chat].every((way) => way === null)) {
      say(
        'unreachable-line',
        at,
        'nobody can reach this line',
        'add `phone`, `text`, `whatsapp`, `url` or `chat`',
      );
    }
  }
  return problems;
}
