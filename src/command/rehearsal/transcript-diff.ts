import { diff } from 'node:util';

/** A line of a conversation: as written and as it came (` `), only as written (`-`), only as it came (`+`). */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines around a difference that are shown with it. */
const around = 3;

/** How a transcript that was written differs from how it was played, with the lines around each difference; empty where they agree. */
export function transcriptDiff(written: string, played: string): readonly DiffLine[] {
  const lines = diff(splitLines(written), splitLines(played)).map(([which, text]): DiffLine => ({
    sign: signs[which],
    text,
  }));
  const changed = lines.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const isNear = (index: number) => changed.some((one) => Math.abs(one - index) <= around);
  return lines.flatMap((line, index) => {
    if (isNear(index)) return [line];
    return isNear(index - 1) && changed.some((one) => one > index)
      ? [{ sign: ' ', text: '…' } as const]
      : [];
  });
}

/** The line of what was written that a difference begins at, counted from 1. */
export function firstChange(written: string, played: string): number {
  const [before, after] = [splitLines(written), splitLines(played)];
  const at = before.findIndex((line, index) => line !== after[index]);
  return (at < 0 ? before.length : at) + 1;
}

/** What `node:util` calls a line of both, of the first alone (`1`) and of the second alone (`-1`). */
const signs: Readonly<Record<-1 | 0 | 1, DiffLine['sign']>> = { 0: ' ', 1: '-', [-1]: '+' };

function splitLines(text: string): string[] {
  return text.replace(/\n$/, '').split(/\r?\n/);
}
