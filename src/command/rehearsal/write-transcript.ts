import type { Line } from './message-lines.ts';
import type { Moment } from './rehearse.ts';
import type { Transcript } from './transcript.ts';

/** A played transcript as its file should read: header, comments and cues as they were written, everything else anew. */
export function writeTranscript({ head, tail }: Transcript, moments: readonly Moment[]): string {
  const blocks = moments.map(({ cue, lines }) => [
    ...cue.comments,
    cue.text,
    ...lines.map(lineText),
  ]);
  const all = [head, ...blocks, tail].filter((block) => block.length > 0);
  return `${all.map((block) => block.join('\n')).join('\n\n')}\n`;
}

/** A line of Mooring's side as it is written. */
export function lineText({ mark, text }: Line): string {
  if (mark === ' ') return `  ${text}`;
  return text === '' ? mark : `${mark} ${text}`;
}
