import type { Choice, Message } from '#conversation/message.ts';
import { cells, padded } from './cells.ts';
import { cleanLine } from './clean.ts';
import type { Look } from './look.ts';
import { wrap } from './wrap.ts';

/** The choices of a message, numbered from 1 as they may be typed; in two columns where they are short and the width allows. */
export function choiceLines(message: Message, look: Look): readonly string[] {
  const { choices, input } = message;
  const labels = choices.map((choice) => cleanLine(choice.label));
  // Where a number is the answer itself, a second one beside a label would mislead.
  const bare = input?.type === 'scale' || input?.type === 'number';
  const heads = labels.map((_, index) => (bare ? '·' : String(index + 1)).padStart(3));
  const widest = Math.max(0, ...labels.map((label) => indent + cells(label)));
  if (!look.plain && choices.length >= 4 && 2 * widest + gap <= look.width) {
    return inTwo(heads, labels, { look, column: widest + gap });
  }
  return labels.flatMap((label, index) =>
    wrap(label, look.width - indent).map((line, at) =>
      at === 0
        ? `${look.paint('number', heads[index] as string)}  ${line}`
        : ' '.repeat(indent) + line,
    ),
  );
}

/** The words that always work, whole, in the order they came. */
export function rowPieces(row: readonly Choice[]): readonly string[] {
  return row.map((choice) => cleanLine(choice.label));
}

/** Columns before a label: a number of up to three digits and two spaces. */
const indent = 5;
const gap = 3;

/** Read down the first column, then the second. */
function inTwo(
  heads: readonly string[],
  labels: readonly string[],
  { look, column }: { look: Look; column: number },
): readonly string[] {
  const rows = Math.ceil(labels.length / 2);
  return Array.from({ length: rows }, (_, row) => {
    const right = row + rows;
    const left = `${look.paint('number', heads[row] as string)}  `;
    const label = labels[row] as string;
    if (right >= labels.length) return left + label;
    const other = `${look.paint('number', heads[right] as string)}  ${labels[right] as string}`;
    return left + padded(label, column - indent) + other;
  });
}
