import { writeFileSync } from 'node:fs';
import type { FlowId, Millis } from '#conversation/id.ts';
import { house } from '#engine/house.ts';
import type { Library } from '#engine/library.ts';
import { clockLine } from '#platform/terminal/clock-line.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { readTranscript } from '../rehearsal/transcript.ts';
import { writeTranscript } from '../rehearsal/write-transcript.ts';

/** How a rehearsal began. */
export interface Began {
  /** `null`: the whole companion, with someone new. */
  readonly flow: FlowId | null;
  readonly at: Millis;
  readonly locale: string;
  readonly zone: string;
  readonly country: string | null;
  readonly name: string | null;
}

/** Writes down what a member does, so that it can be played again as a transcript. */
export interface Recorder {
  /** A line as it was typed, and when. */
  heard(line: string, at: Millis): void;
  /** The transcript so far: the lines that were typed, and all else played anew. Throws where the lines cannot be played. */
  transcript(library: () => Library): string;
}

const minute: Millis = 60_000;

/** A recorder of one rehearsal. */
export function recorder({ flow, at, locale, zone, country, name }: Began): Recorder {
  const isNew = flow === null || flow === house.welcome;
  const head = [
    ...(flow === null ? ['member: new'] : [`flow: ${flow}`]),
    ...(locale === 'en' ? [] : [`locale: ${locale}`]),
    ...(isNew || name === null ? [] : [`name: ${name}`]),
    ...(isNew || country === null ? [] : [`country: ${country}`]),
  ];
  const cues: string[] = [`@ ${iso(at)} ${zone}`, ...(flow === null ? ['> /start'] : [])];
  let last = at;

  return {
    heard(line, now) {
      const time = clockLine(line);
      if (time?.type === 'set' && time.at < now) return;
      if (time !== null) {
        cues.push(line.trim());
        last = time.type === 'advance' ? now + time.ms : time.at;
        return;
      }
      // What a reader would wait for is told; the seconds somebody types are not.
      if (now - last >= minute) {
        cues.push(`+ ${Math.floor((now - last) / minute)}m`);
        last += Math.floor((now - last) / minute) * minute;
      }
      const moderator = /^@mod\b\s*(.*)$/.exec(line.trim());
      cues.push(moderator === null ? `> ${line.trim()}` : `mod> ${moderator[1]}`);
    },
    transcript(library) {
      const read = readTranscript('the recording', [...head, '', ...cues, ''].join('\n'));
      if (!('cues' in read)) throw new Error(read.map(({ message }) => message).join('; '));
      return writeTranscript(read, rehearse(read, library).moments);
    },
  };
}

/** Writes a recording to a file that is not there yet. */
export function writeRecording(file: string, text: string): void {
  writeFileSync(file, text, { flag: 'wx' });
}

function iso(at: Millis): string {
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(at / 1000) * 1000).toString();
}
