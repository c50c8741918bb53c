import type { Message, Paragraph, Span } from '#conversation/message.ts';
import { choiceLines, rowPieces } from './choice-lines.ts';
import { clean, cleanLine } from './clean.ts';
import type { Look } from './look.ts';
import { fill, wrap } from './wrap.ts';

/** A message as lines to read: paragraphs, media, choices, and last the words that always work. Nothing in it can steer the terminal. `paths`: where each of its media was saved. */
export function fromMessage(
  message: Message,
  look: Look,
  paths: readonly (string | null)[] = [],
): string {
  const { paragraphs, alwaysOn, hints = 0 } = message;
  const blocks = paragraphs.map((paragraph, index) => {
    const lines = wrap(worded(paragraph, look), look.width).filter((line) => line !== '');
    return index < paragraphs.length - hints ? lines : painted(lines, look, 'hint');
  });
  const media = message.media.flatMap((one, index) => {
    const { picture, file } = look.words;
    const text =
      one.type === 'picture' ? `${picture}: ${one.alt}` : `${file}: ${paths[index] ?? one.name}`;
    return painted(wrap(`[${cleanLine(text)}]`, look.width), look, 'media');
  });
  const row = fill(rowPieces(alwaysOn), ' · ', look.width);
  blocks.push(media, choiceLines(message, look), painted(row, look, 'row'));
  return blocks
    .filter((lines) => lines.length > 0 && lines[0] !== '')
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** A message to the community's moderators, with a margin of its own so that it is not taken for the member's. */
export function fromCommunity(
  message: Message,
  look: Look,
  paths: readonly (string | null)[] = [],
): string {
  const margin = look.plain ? 'mod| ' : '┃ ';
  const inner = { ...look, width: look.width - margin.length };
  const text = fromMessage(message, inner, paths);
  if (text === '') return '';
  return text
    .split('\n')
    .map((line) => look.paint('margin', line === '' ? margin.trimEnd() : margin) + line)
    .join('\n');
}

function painted(
  lines: readonly string[],
  look: Look,
  style: 'hint' | 'media' | 'row',
): readonly string[] {
  return lines.map((line) => (line === '' ? line : look.paint(style, line)));
}

/** Our own text as it is; a member's words on one line, in quotes unless they are a single word, as a name is. */
function worded(paragraph: Paragraph, look: Look): string {
  return paragraph.map((span, index) => spoken(span, { index, paragraph, look })).join('');
}

function spoken(
  span: Span,
  { index, paragraph, look }: { index: number; paragraph: Paragraph; look: Look },
): string {
  if (typeof span === 'string') return clean(span);
  const words = cleanLine(span.said).replace(/[“”„‟«»]/g, '"');
  if (words === '' || singleWord.test(words) || isQuoted(paragraph, index)) return words;
  const [opening, closing] = look.quotes;
  return opening + words + closing;
}

/** Nobody takes one word of letters for something we say. */
const singleWord = /^\p{L}[\p{L}\p{M}'’-]{0,23}$/u;

/** The author put the marks there already. */
function isQuoted(paragraph: Paragraph, index: number): boolean {
  const before = paragraph[index - 1];
  const after = paragraph[index + 1];
  return (
    typeof before === 'string' &&
    typeof after === 'string' &&
    /[“„«]$/.test(before) &&
    /^[”“»]/.test(after)
  );
}
