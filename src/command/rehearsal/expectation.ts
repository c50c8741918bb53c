import type { Line } from './message-lines.ts';
import type { Told } from './transcript.ts';

/** What came of what was expected: what is missing, and which of the lines that came nobody had asked for. */
export interface Met {
  readonly missing: readonly Told[];
  readonly unmentioned: ReadonlySet<Line>;
}

/** Looks for the lines that are expected among those that came, in their order; each is met by any part of a line. */
export function meets(expected: readonly Told[], lines: readonly Line[]): Met {
  const missing: Told[] = [];
  const mentioned = new Set<Line>();
  const read: Record<string, Place> = {};
  for (const told of expected) {
    if (told.mark === ' ') {
      if (offers(lines, told.text)) mentionChoices(lines, mentioned);
      else missing.push(told);
      continue;
    }
    const found = after(lines, told, read[told.mark] ?? { line: 0, letter: 0 });
    if (found === null) missing.push(told);
    else {
      read[told.mark] = { line: found.line, letter: found.letter + told.text.length };
      mentioned.add(lines[found.line] as Line);
    }
  }
  return { missing, unmentioned: new Set(lines.filter((line) => !mentioned.has(line))) };
}

/** How far the lines of one mark are read. */
interface Place {
  readonly line: number;
  readonly letter: number;
}

function after(lines: readonly Line[], { mark, text }: Told, from: Place): Place | null {
  for (let index = from.line; index < lines.length; index += 1) {
    const line = lines[index] as Line;
    if (line.mark !== mark) continue;
    const letter = line.text.indexOf(text, index === from.line ? from.letter : 0);
    if (letter >= 0) return { line: index, letter };
  }
  return null;
}

function mentionChoices(lines: readonly Line[], mentioned: Set<Line>): void {
  for (const line of lines) if (line.mark === ' ') mentioned.add(line);
}

/** Every `[choice]` of the line is on offer, in whatever order. */
function offers(lines: readonly Line[], text: string): boolean {
  const offered = lines.flatMap((line) => (line.mark === ' ' ? pieces(line.text) : []));
  return pieces(text).every((piece) => offered.includes(piece));
}

function pieces(text: string): readonly string[] {
  return text.match(/\[[^[\]]+\]|\([^()]+\)|···|· [^·]+/g) ?? [text];
}
