import { cells, signs } from './cells.ts';

/** Lines of at most `width` columns (from 2), broken at spaces, where a text has none anywhere. Line feeds stay; a number in groups keeps together. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => fill(wordsOf(line, width), ' ', width));
}

/** Puts whole pieces on as few lines of at most `width` columns as there is need for, `between` them. */
export function fill(pieces: readonly string[], between: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : line + between + piece;
    if (cells(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = broken(piece, width);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line];
}

/** A piece too long for any line, in pieces that fill one; a letter is never parted from its marks. */
function broken(piece: string, width: number): readonly string[] {
  if (cells(piece) <= width) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const sign of signs(piece).flatMap((one) => (cells(one) > width ? [...one] : [one]))) {
    if (part !== '' && cells(part + sign) > width) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part];
}

/** Longest number, in columns, that is kept on one line. */
const longestNumber = 20;

function wordsOf(line: string, width: number): readonly string[] {
  const words: string[] = [];
  for (const word of line.split(/ +/)) {
    const last = words.at(-1);
    const grouped =
      last !== undefined &&
      /[\d)]$/.test(last) &&
      /^[\d(]/.test(word) &&
      last.length + word.length < Math.min(longestNumber, width);
    if (grouped) words[words.length - 1] = `${last} ${word}`;
    else if (word !== '') words.push(word);
  }
  return words;
}
