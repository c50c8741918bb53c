import { readFileSync } from 'node:fs';
import type { FlowId } from '#conversation/id.ts';
import { house } from '#engine/house.ts';
import type { Library } from '#engine/library.ts';
import type { Failure } from './flow-tests.ts';
import { rehearse } from './rehearse.ts';
import { firstChange, transcriptDiff } from './transcript-diff.ts';
import { readTranscript } from './transcript.ts';
import { writeTranscript } from './write-transcript.ts';

/** A transcript that was played. */
export interface Replayed {
  /** As its file should read. */
  readonly text: string;
  /** How it differs from what was written; `null` where it does not. */
  readonly failure: Failure | null;
}

/** Plays a transcript's file and compares every word; `library` is asked anew for every turn, as after a restart. */
export function testTranscript(path: string, library: () => Library): Replayed {
  const written = readFileSync(path, 'utf8');
  const transcript = readTranscript(path, written);
  if (!('cues' in transcript)) {
    const [problem] = transcript;
    if (problem === undefined) throw new Error('a transcript was refused without a problem');
    const failure = { flow: house.start, test: path, at: problem.at, diff: [], problem };
    return { text: written, failure };
  }
  const { moments, problem } = rehearse(transcript, library);
  const text = writeTranscript(transcript, moments);
  if (text === written && problem === null) return { text, failure: null };
  const flow: FlowId = transcript.opening.flow ?? house.start;
  const diff = transcriptDiff(written, text);
  const at = problem?.at ?? { file: path, line: firstChange(written, text), column: 1 };
  return { text, failure: { flow, test: 'the transcript', at, diff, problem } };
}
