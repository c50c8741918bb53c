import { basename } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import { tellProblems } from '#command/tell-problems.ts';
import { rehearse } from '#command/rehearsal/rehearse.ts';
import { readTranscript } from '#command/rehearsal/transcript.ts';
import { writeTranscript } from '#command/rehearsal/write-transcript.ts';
import { filesUnder, read } from './repository.ts';
import { shippedFolder } from './shipped-folder.ts';

/** Every transcript there is, in order. */
export function transcriptFiles(): readonly string[] {
  return filesUnder('test/transcripts').filter((path) => path.endsWith('.txt'));
}

/** `slow-breath.hands.es.txt`: which flow it is about, and in which language. */
export function subjectOf(path: string): { flow: FlowId; locale: string } {
  const [flow, , locale] = basename(path, '.txt').split('.');
  return { flow: flow as FlowId, locale: locale ?? 'en' };
}

/** Two readings of what is shipped: between turns one takes the place of the other, as after a restart. */
export async function readTwice(): Promise<readonly [Library, Library]> {
  return [await readOnce(), await readOnce()];
}

async function readOnce(): Promise<Library> {
  const { library, problems } = await shippedFolder();
  if (library === null) throw new Error(tellProblems(problems));
  return library;
}

/** A transcript written anew, and why it could not be played to its end. */
export interface Replayed {
  readonly text: string;
  readonly refused: string;
}

/** Plays a transcript through a restart before every turn, and writes it anew. */
export function replay(path: string, libraries: readonly Library[]): Replayed {
  const transcript = readTranscript(path, read(path));
  if (!('cues' in transcript)) return { text: read(path), refused: tellProblems(transcript) };
  let turn = 0;
  const { moments, problem } = rehearse(transcript, () => {
    turn += 1;
    return libraries[turn % libraries.length] as Library;
  });
  const refused = problem === null ? '' : tellProblems([problem]);
  return { text: writeTranscript(transcript, moments), refused };
}
