import type { Problem } from '#conversation/problem.ts';
import { cells } from '#platform/terminal/cells.ts';
import { clean } from '#platform/terminal/clean.ts';

/** What problems are told with: the files' texts, so that their lines can be shown, and whether colour is seen. */
export interface Telling {
  readonly texts: ReadonlyMap<string, string>;
  readonly colour: boolean;
}

/** Problems as an author reads them: place, what is wrong, the line with its neighbours and a caret, and the mend. */
export function tellProblems(
  problems: readonly Problem[],
  { texts, colour }: Telling = { texts: new Map(), colour: false },
): string {
  const paint: Paint = (text, style) =>
    colour ? `\u001B[${styles[style]}m${text}\u001B[0m` : text;
  const split = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const lines = split.get(file) ?? texts.get(file)?.split(/\r\n|[\r\n]/) ?? [];
    split.set(file, lines);
    return lines;
  };
  return problems
    .map((problem) => {
      const { at, severity, code, message, mend } = problem;
      const kind = severity === 'error' ? 'problem' : 'remark';
      return [
        `${paint(`${at.file}:${at.line}:${at.column}`, 'bold')} ${paint(severity, kind)} ${code}`,
        `  ${clean(message)}`,
        ...frame(linesOf(at.file), at, { paint, kind }),
        `  ${paint('→', 'mend')} ${clean(mend)}`,
      ].join('\n');
    })
    .join('\n\n');
}

/** True where what is written is seen by a person, in colour, and they did not ask for none. */
export function seesColour(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '';
}

const styles = { bold: 1, problem: 31, remark: 33, mend: 32, faint: 2 } as const;
type Paint = (text: string, style: keyof typeof styles) => string;

interface Ink {
  readonly paint: Paint;
  readonly kind: 'problem' | 'remark';
}

/** The line, one before and one after, with a caret under the column. */
function frame(
  lines: readonly string[],
  { line, column }: Problem['at'],
  { paint, kind }: Ink,
): readonly string[] {
  if (lines[line - 1] === undefined) return [];
  const from = Math.max(1, line - 1);
  const shown = lines.slice(from - 1, line + 1);
  if (shown.at(-1) === '') shown.pop();
  const margin = String(from + shown.length - 1).length;
  const own = lines[line - 1] as string;
  const skipped = beginning(own, column);
  return shown.flatMap((text, index) => {
    const number = from + index;
    const row = `${paint(`${String(number).padStart(margin)} |`, 'faint')} ${visible(text, skipped)}`;
    if (number !== line) return [`  ${row}`.trimEnd()];
    const before = cells(visible(own.slice(0, column - 1), skipped, Infinity));
    const caret = `${' '.repeat(margin)} ${paint('|', 'faint')} ${' '.repeat(before)}${paint('^', kind)}`;
    return [`  ${row}`, `  ${caret}`];
  });
}

/** Characters of a line shown at most; a longer one is shown around its place. */
const widest = 100;

/** How much of a long line is left out at its beginning, so that the place is seen. */
function beginning(text: string, column: number): number {
  return text.length <= widest ? 0 : Math.max(0, column - 1 - Math.floor(widest / 2));
}

/** A piece of a line that shows what it is: tabs as arrows, nothing that moves the cursor. */
function visible(text: string, skipped: number, most = widest): string {
  const piece = text.slice(skipped, skipped + most);
  const shown = piece.split('\t').map(clean).join('→   ');
  const head = skipped > 0 && text.length > 0 ? '…' : '';
  return `${head}${shown}${text.length > skipped + most ? '…' : ''}`;
}
