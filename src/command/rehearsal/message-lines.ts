import type { Delivery } from '#conversation/delivery.ts';
import type { Input, Media, Message } from '#conversation/message.ts';
import { plainText } from '#content/format.ts';
import type { Mark } from './transcript.ts';

/** A line of Mooring's side, without its place. */
export interface Line {
  readonly mark: Mark;
  readonly text: string;
}

/** A message that arrived, as lines: what is special about it, paragraphs, media, choices, and the words that always work. */
export function messageLines(delivery: Delivery): readonly Line[] {
  if (delivery.payload.type !== 'message') return [];
  const { message } = delivery.payload;
  const said = delivery.class === 'alert' ? '!' : '<';
  const special = [
    ...(delivery.class === 'unsolicited' || delivery.class === 'safety' ? [delivery.class] : []),
    ...(message.sensitivity === 'private' ? ['private'] : []),
  ];
  return [
    ...(special.length === 0 ? [] : [changed(`message ${special.join(' ')}`)]),
    ...message.paragraphs.map(
      (paragraph) => ({ mark: said, text: plainText([paragraph]) }) as const,
    ),
    ...message.media.flatMap(mediaLines),
    ...answersOf(message),
  ];
}

/** A `.` line. */
export function changed(text: string): Line {
  return { mark: '.', text };
}

/** The row every question carries, in its constant order; it is written as `···`. */
const usual = 'help-now ground-me pause stop';

/** `[Low] [High]`, or what kind of answer is open; and the words that always work. */
function answersOf({ choices, input, question, alwaysOn }: Message): readonly Line[] {
  const row = alwaysOn.map(({ id }) => id).join(' ');
  const parts = [
    ...choices.map(({ label }) => `[${label}]`),
    ...(question === null || input === null ? [] : openInput(input)),
    ...(row === usual ? ['···'] : alwaysOn.map(({ label }) => `· ${label}`)),
  ];
  return parts.length === 0 ? [] : [{ mark: ' ', text: parts.join(' ') }];
}

function openInput(input: Input): readonly string[] {
  switch (input.type) {
    case 'choice':
    case 'confirm':
      return [];
    case 'many':
      return [input.most === null ? '(several)' : `(several, ${input.most} at most)`];
    case 'scale':
      return [`(${input.from} to ${input.to})`];
    default:
      return [`(${input.type})`];
  }
}

/** So many lines of a file are shown. */
const mostLines = 60;

function mediaLines(media: Media): readonly Line[] {
  if (media.type === 'picture') return [changed(`picture ${media.file}: ${media.alt}`)];
  const lines = linesOf(media);
  const rest = lines.length - mostLines;
  return [
    changed(`file ${media.name} (${media.mime})`),
    ...lines.slice(0, mostLines).map((line) => changed(`| ${line}`)),
    ...(rest > 0 ? [changed(`| … and ${rest} lines more`)] : []),
  ];
}

function linesOf({ mime, text }: Extract<Media, { type: 'file' }>): readonly string[] {
  if (mime === 'application/json') return jsonLines(text);
  return mime === 'text/html' ? readIn(text) : text.split('\n');
}

/** What a person reads of a page, a line a piece. */
function readIn(page: string): readonly string[] {
  return page
    .replace(/<(style|head)\b[\s\S]*?<\/\1>/g, '')
    .split(/<[^>]*>|\n/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

/** One line a key; what nobody would read in one is left out. */
function jsonLines(text: string): readonly string[] {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) return [text];
  return Object.entries(parsed).map(([key, value]) => {
    const written = JSON.stringify(value);
    return `${key}: ${written.length > longestValue ? '…' : written}`;
  });
}

const longestValue = 600;
