import type { Line } from './message-lines.ts';
import type { Moment } from './rehearse.ts';
import type { Transcript } from './transcript.ts';

/** A played transcript as its file should read: header, comments and cues as they were written, everything else anew; what was not played stays. */
export function writeTranscript(
  { head, cues, tail }: Transcript,
  moments: readonly Moment[],
): string {
  const blocks = cues.map((cue, index) => [
    ...cue.comments,
    cue.text,
    ...(moments[index]?.lines ?? cue.told).map(lineText),
  ]);
  const all = [head, ...blocks, tail].filter((block) => block.length > 0);
  return `${all.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** A line of Mooring's side as it is written. */
export function lineText({ mark, text }: Line): string {
  if (mark === ' ') return `  ${text}`;
  return text === '' ? mark : `${mark} ${text}`;
}
