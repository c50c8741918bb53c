import { Writable } from 'node:stream';
import { cells } from '#platform/terminal/cells.ts';

/** A pane of glass that shows what a terminal would: enough of one to see whether a line editor left traces. */
export interface Glass extends Writable {
  columns: number;
  /** Makes the window narrower: what stands there flows on, as in most terminals of today. */
  narrow(columns: number): void;
  /** The lines as they stand, without spaces at their ends and empty lines at the end. */
  text(): string;
  /** Everything that was written, byte for byte. */
  raw(): string;
}

/** A move, an erasure or a colour, or any one character. */
const escape = String.fromCodePoint(0x1b);
const pieces = new RegExp(`${escape}\\[(\\d*)([A-Za-z])|([^])`, 'gu');

/** Understands line feeds, carriage returns, and the moves and erasures that Node’s line editor writes; everything else that is not a letter throws. */
export function glass(columns: number): Glass {
  const rows: string[][] = [[]];
  let row = 0;
  let column = 0;
  let raw = '';

  function put(sign: string): void {
    const width = cells(sign);
    if (column + width > made.columns) feed();
    const line = rows[row] as string[];
    while (line.length < column) line.push(' ');
    line.splice(column, width, sign, ...Array.from({ length: width - 1 }, () => ''));
    column += width;
  }

  function feed(): void {
    row += 1;
    column = 0;
    while (rows.length <= row) rows.push([]);
  }

  function move(count: number, by: string): void {
    if (by === 'A') row = Math.max(0, row - Math.max(1, count));
    else if (by === 'B') row += Math.max(1, count);
    else if (by === 'C') column += Math.max(1, count);
    else if (by === 'D') column = Math.max(0, column - Math.max(1, count));
    else if (by === 'G') column = Math.max(0, count - 1);
    else if (by === 'K') rows[row] = (rows[row] as string[]).slice(0, column);
    else if (by === 'J') rows.splice(row, rows.length, (rows[row] as string[]).slice(0, column));
    else if (by !== 'm') throw new Error(`the glass does not know ${by}`);
  }

  const made = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const text = String(chunk);
      raw += text;
      for (const [, count, by, sign] of text.matchAll(pieces)) {
        if (by !== undefined) move(Number(count), by);
        else if (sign === '\n') feed();
        else if (sign === '\r') column = 0;
        else if (/\p{Cc}/u.test(sign as string))
          throw new Error('the glass saw a control character');
        else put(sign as string);
      }
      done();
    },
  }) as Glass;
  return Object.assign(made, {
    columns,
    narrow(narrower: number) {
      made.columns = narrower;
      const before = rows.splice(0);
      for (const [at, line] of before.entries()) {
        if (at === row) {
          row = rows.length + Math.floor(column / narrower);
          column %= narrower;
        }
        do rows.push(line.splice(0, narrower));
        while (line.length > 0);
      }
      made.emit('resize');
    },
    text: () =>
      rows
        .map((line) => line.join('').trimEnd())
        .join('\n')
        .trimEnd(),
    raw: () => raw,
  });
}
