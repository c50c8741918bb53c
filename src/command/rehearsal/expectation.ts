import type { Line } from './message-lines.ts';
import type { Told } from './transcript.ts';

/** The first line of those expected that what happened does not contain, in its order; `null` if it contains all. */
export function firstMissing(expected: readonly Told[], lines: readonly Line[]): Told | null {
  const read: Record<string, number> = {};
  for (const told of expected) {
    const { mark, text } = told;
    if (mark === ' ') {
      if (!offers(lines, text)) return told;
      continue;
    }
    const happened = lines.filter((line) => line.mark === mark).map((line) => line.text);
    const all = happened.join('\n');
    const at = all.indexOf(text, read[mark] ?? 0);
    if (at < 0) return told;
    read[mark] = at + text.length;
  }
  return null;
}

/** Every `[choice]` of the line is on offer, in whatever order. */
function offers(lines: readonly Line[], text: string): boolean {
  const offered = lines.flatMap((line) => (line.mark === ' ' ? pieces(line.text) : []));
  return pieces(text).every((piece) => offered.includes(piece));
}

function pieces(text: string): readonly string[] {
  return text.match(/\[[^[\]]+\]|\([^()]+\)|···|· [^·]+/g) ?? [text];
}
