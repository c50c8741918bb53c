import type { YamlMistake } from './explain-yaml.ts';
import { above, linesAround } from './lines-around.ts';
import { indentSlip } from './yaml-indents.ts';

/** The slip of the hand that most likely made a line unreadable, by the looks of it and of the line above; `null` where it looks like none that is known. */
export function slipAt(text: string, offset: number): YamlMistake | null {
  const lines = linesAround(text, offset);
  const { rows, at } = lines;
  const before = above(lines);
  const tried = [
    [at, slipIn((rows[at] as string).slice(0, longest))],
    [before, before < 0 ? null : slipAbove(rows[before] as string)],
  ] as const;
  for (const [row, found] of tried)
    if (found !== null) return { ...found, offset: lines.startOf(row) + found.column };
  return indentSlip(lines);
}

/** So much of a line is looked at: whoever writes by hand slips early, and a line may be a whole file. */
const longest = 400;

interface Slip {
  readonly column: number;
  readonly message: string;
  readonly mend: string;
}

/** What an author's line looks like: its indentation, its list marks, a key, and what stands behind it. */
const keyed = /^(\s*(?:- )*)([\w-]+)(\s*:\s+)(\S.*)$/;

/** In the line above only what cannot be the words of a text. */
function slipAbove(row: string): Slip | null {
  const isGlued = /^\s*(?:- )*(?:[\w-]+:[\u00A0\u2000-\u200F\u202F\u3000]|-[a-z][\w-]*: )/.test(
    row,
  );
  return isGlued ? oddMarks(row.slice(0, longest)) : brackets(row);
}

function slipIn(row: string): Slip | null {
  return oddMarks(row) ?? keyWithoutColon(row) ?? oddValue(row);
}

function oddMarks(row: string): Slip | null {
  const blank = row.search(/[\u00A0\u2000-\u200F\u202F\u205F\u2060\u3000\uFEFF]/);
  const structure = row.search(/[^\s\u200B-\u200F\u2060-]\S*(:|$)/);
  if (blank >= 0 && blank <= Math.max(structure, row.indexOf(':') + 1))
    return {
      column: blank,
      message: 'an odd blank stands here, as web pages and chats have them',
      mend: 'take it out and type a plain one',
    };
  const [, indent = '', mark, after] = /^(\s*)([–—−•·*▪►‣])\s+(.*)$/.exec(row) ?? [];
  if (mark !== undefined)
    return {
      column: indent.length,
      message: `\`${mark}\` begins no item of a list`,
      mend: `write a hyphen: \`- ${bare(after as string)}\``,
    };
  const close = /^(\s*)-(\w[\w-]*\s*:.*)$/.exec(row);
  if (close !== null)
    return {
      column: (close[1] as string).length,
      message: 'a blank is missing after the hyphen',
      mend: `write \`- ${bare(close[2] as string)}\``,
    };
  if (/^\s*(```|~~~)/.test(row))
    return {
      column: 0,
      message: 'this line belongs to a Markdown page, not to the file',
      mend: 'take it out',
    };
  return null;
}

function keyWithoutColon(row: string): Slip | null {
  const arrow = /^(\s*(?:- )*)([\w-]+)\s*(?:[=~-]+>|→|:?=)\s*(.*)$/.exec(row);
  if (arrow !== null) {
    const [, head = '', key = '', value = ''] = arrow;
    return {
      column: head.length + key.length,
      message: 'a key is followed by a colon',
      mend: `write \`${key}: ${bare(value)}\``.replace(': `', ':`'),
    };
  }
  const joined = /^(\s*(?:- )*)([a-z][\w-]*):([^\s:/].*)$/i.exec(row);
  if (joined !== null) {
    const [, head = '', key = '', value = ''] = joined;
    return {
      column: head.length + key.length + 1,
      message: 'a blank is missing after the colon',
      mend: `write \`${key}: ${bare(value)}\``,
    };
  }
  return null;
}

const openers: Readonly<Record<string, RegExp>> = {
  '*': /^\*/,
  '&': /^&/,
  '!': /^!/,
  '%': /^%/,
  '@': /^@/,
  '`': /^`/,
  '{': /^\{[^:]*\}\s*\S/,
  '[': /^\[[^\]]*\]\s*\S/,
  '-': /^-\s/,
  '?': /^\?\s/,
  '|': /^\|[^\S\n]*[^\s\d+-]/,
  '>': /^>[^\S\n]*[^\s+-]/,
};

function oddValue(row: string): Slip | null {
  const [, head = '', key = '', colon = '', behind = ''] = keyed.exec(row) ?? [];
  if (key === '') return inner(row);
  const value = bare(behind);
  const column = head.length + key.length + colon.length;
  const write = (message: string, written: string): Slip => ({
    column,
    message,
    mend: `write \`${key}: ${written}\``,
  });
  const apostrophe = /^'(.*\p{L})'(\p{L}.*)$/u.exec(value);
  if (apostrophe !== null)
    return {
      ...write(
        'the quote ends at the apostrophe',
        double(`${apostrophe[1]}’${(apostrophe[2] as string).replace(/'$/, '')}`),
      ),
      column: column + (apostrophe[1] as string).length + 1,
    };
  const quote = /^"([^"]*)"\s*([^\s,}\]#].*)$/.exec(value);
  if (quote !== null)
    return {
      ...write('the quote ends before the text does', double(value.replace(/^"(.*)"$/, '$1'))),
      column: column + (quote[1] as string).length + 1,
    };
  const opener = Object.entries(openers).find(([, opens]) => opens.test(value))?.[0];
  if (opener !== undefined)
    return write(
      `a text that begins with ${opener === '`' ? 'a backtick' : `\`${opener}\``} needs quotes`,
      double(value),
    );
  if (/^[^"'[{|>].*:(\s|$)/.test(value))
    return write(
      value.endsWith(':')
        ? 'a text that ends with `:` needs quotes'
        : 'a text with `: ` in it needs quotes',
      double(value),
    );
  return inner(row);
}

/** What goes wrong between the braces of one line. */
function inner(row: string): Slip | null {
  const apostrophe = /[:,{[] '[^']*\p{L}'\p{L}/u.exec(row);
  if (apostrophe !== null)
    return {
      column: apostrophe.index + apostrophe[0].length - 2,
      message: 'the quote ends at the apostrophe',
      mend: 'write the apostrophe as ’, or put the text in double quotes',
    };
  const colon = /[{,] ?[\w-]+: [^\s"'{[][^,:{}"']*: /.exec(row);
  if (colon !== null && !row.trimStart().startsWith('#'))
    return {
      column: colon.index + colon[0].indexOf(': ') + 2,
      message: 'a text with `: ` in it needs quotes',
      mend: 'put the whole text in quotes',
    };
  return brackets(row);
}

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/** A bracket that is closed by another, or in no line. */
function brackets(row: string): Slip | null {
  const open: { readonly sign: string; readonly column: number }[] = [];
  for (const { 0: sign, index } of row.matchAll(/"(?:[^"\\]|\\.)*"|'[^']*'|[{}[\]]/g)) {
    if (sign in closers) open.push({ sign, column: index });
    else if (sign === '}' || sign === ']') {
      const last = open.pop();
      if (last === undefined || closers[last.sign] === sign) continue;
      return {
        column: last.column,
        message: `\`${last.sign}\` is opened here and closed with \`${sign}\``,
        mend: `close it with \`${closers[last.sign] as string}\``,
      };
    }
  }
  const [first] = open;
  // A list that goes on below is closed there.
  return first === undefined || row.length > longest || /[[{,]\s*(#.*)?$/.test(row)
    ? null
    : {
        column: first.column,
        message: 'a bracket is opened here and not closed',
        mend: `close it with \`${closers[first.sign] as string}\``,
      };
}

/** What was written, without a comment behind it. */
function bare(value: string): string {
  const comment = value.search(/\s#/);
  return (comment < 0 ? value : value.slice(0, comment)).trimEnd();
}

/** A text in double quotes, its own as they are printed. */
function double(value: string): string {
  const inside = value.replace(/^“(.*)”$/, '$1');
  let quotes = 0;
  return `"${inside.replaceAll('\\', '\\\\').replaceAll('"', () => ((quotes += 1) % 2 === 1 ? '“' : '”'))}"`;
}
