import type { Millis } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { clockLine } from '#platform/terminal/clock-line.ts';
import { isZone } from '#schedule/zone.ts';
import { headerComplaint, openingOf, type Opening } from './opening.ts';

/** A conversation as people write and read it (`docs/flows/transcripts.md`). */
export interface Transcript {
  readonly file: string;
  readonly opening: Opening;
  /** Header and comments before the clock is set, as they stand. */
  readonly head: readonly string[];
  readonly cues: readonly Cue[];
  /** Comments after the last cue. */
  readonly tail: readonly string[];
}

/** A line that makes something happen, and what was written beneath it. */
export interface Cue {
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
  readonly does: Doing;
  /** Comments that stand right above it. */
  readonly comments: readonly string[];
  readonly told: readonly Told[];
}

export type Doing =
  | { readonly type: 'set'; readonly at: Millis }
  | { readonly type: 'advance'; readonly ms: Millis }
  | { readonly type: 'member'; readonly words: string }
  | { readonly type: 'moderator'; readonly words: string };

/** The first character of a line that is played, not fed: said to the member, changed or pending, told to the community, choices. */
export type Mark = (typeof marks)[number];

/** A line Mooring's side of a transcript holds. */
export interface Told {
  readonly mark: Mark;
  readonly text: string;
  readonly line: number;
}

const marks = ['<', '.', '!', ' '] as const;

/** Where a transcript stands inside another file, and what its header need not say. */
export interface Within {
  readonly opening: Partial<Opening>;
  readonly linesAbove: number;
}

/** Reads a transcript; on any mistake gives all of them instead. */
export function readTranscript(
  file: string,
  source: string,
  within: Within = { opening: {}, linesAbove: 0 },
): Transcript | readonly Problem[] {
  const problems: Problem[] = [];
  const head: string[] = [];
  const header: [key: string, value: string][] = [];
  const cues: Writing[] = [];
  let comments: string[] = [];
  let zone: string | null = null;

  const complain = (line: number, message: string, mend: string): void => {
    const at = { file, line, column: 1 };
    problems.push({ code: 'transcript', at, message, mend, severity: 'error' });
  };

  for (const [index, raw] of source.split(/\r?\n/).entries()) {
    const text = raw.trimEnd();
    const line = within.linesAbove + index + 1;
    if (text === '' || text.startsWith('#')) {
      if (cues.length === 0) head.push(text);
      else if (text !== '') comments.push(text);
      continue;
    }
    const told = toldIn(text, line);
    const last = cues.at(-1);
    if (told !== null && last !== undefined) {
      last.told.push(told);
      continue;
    }
    const key = /^([a-z]+):\s*(.*)$/.exec(text);
    if (key !== null && last === undefined) {
      head.push(text);
      const [name, value] = [key[1] as string, key[2] as string];
      const complaint = headerComplaint(name, value);
      if (complaint === null) header.push([name, value]);
      else complain(line, complaint.message, complaint.mend);
      continue;
    }
    const first = last === undefined ? firstClock(text) : null;
    if (first !== null) zone = first.zone;
    const does = first?.does ?? doingOf(text);
    if (does === null) {
      complain(
        line,
        `this is no line of a transcript: ${text.slice(0, 60)}`,
        'begin it with `@`, `>`, `mod>`, `+`, `<`, `.`, `!`, `#`, or two spaces before choices',
      );
    } else if (last === undefined && does.type !== 'set') {
      complain(line, 'the clock is not set yet', 'begin with `@ 2026-03-02T09:00:00Z`');
    } else {
      cues.push({ text, line, does, comments, told: [] });
      comments = [];
    }
  }
  if (cues.length === 0 && problems.length === 0)
    complain(within.linesAbove + 1, 'nothing happens here', 'begin with `@ 2026-03-02T09:00:00Z`');
  if (problems.length > 0) return problems;
  const opening = openingOf(header, {
    ...within.opening,
    ...(zone === null ? {} : { zone }),
  });
  return { file, opening, head: trimmed(head), cues, tail: comments };
}

interface Writing extends Omit<Cue, 'told'> {
  readonly told: Told[];
}

function toldIn(text: string, line: number): Told | null {
  const mark = marks.find((one) => text.startsWith(one));
  return mark === undefined ? null : { mark, text: text.slice(1).trim(), line };
}

/** `@ 2026-03-02T09:00:00Z Europe/Madrid`: only the first one may name a zone. */
function firstClock(text: string): { does: Doing; zone: string } | null {
  const parts = /^(@ \S+)\s+(\S+)$/.exec(text);
  if (parts === null) return null;
  const [clock, zone] = [clockLine(parts[1] as string), parts[2] as string];
  return clock?.type === 'set' && isZone(zone) ? { does: clock, zone } : null;
}

function doingOf(text: string): Doing | null {
  const said = /^(mod)?>(?: (.*))?$/.exec(text);
  if (said !== null)
    return { type: said[1] === undefined ? 'member' : 'moderator', words: said[2] ?? '' };
  return clockLine(text);
}

function trimmed(lines: readonly string[]): readonly string[] {
  return lines.filter(
    (line, index) =>
      line !== '' || (index > 0 && index < lines.length - 1 && lines[index - 1] !== ''),
  );
}
