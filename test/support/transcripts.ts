import { basename } from 'node:path';
import type { Library } from '#engine/library.ts';
import type { FlowId } from '#conversation/id.ts';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { readFolder } from '#library/read-folder.ts';
import { tellProblems } from '#command/tell-problems.ts';
import { rehearse } from '#command/rehearsal/rehearse.ts';
import { readTranscript } from '#command/rehearsal/transcript.ts';
import { writeTranscript } from '#command/rehearsal/write-transcript.ts';
import { coverage, everythingIn, stepsIn, type Coverage } from './coverage.ts';
import { filesUnder, read, root } from './repository.ts';

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
export function readTwice(): readonly [Library, Library] {
  return [readOnce(), readOnce()];
}

function readOnce(): Library {
  const { library, problems } = readFolder(root);
  if (library === null) throw new Error(tellProblems(problems));
  return library;
}

/** A transcript written anew, and why it could not be played to its end. */
export interface Replayed {
  readonly text: string;
  readonly refused: string;
}

/** Plays a transcript through a restart before every turn, and writes it anew. */
export function replay(path: string, libraries: readonly Library[], watched?: Coverage): Replayed {
  const transcript = readTranscript(path, read(path));
  if (!('cues' in transcript)) return { text: read(path), refused: tellProblems(transcript) };
  const all = libraries.map((library) => watched?.watched(library) ?? library);
  let turn = 0;
  const { moments, problem } = rehearse(transcript, () => {
    turn += 1;
    return all[turn % all.length] as Library;
  });
  const refused = problem === null ? '' : tellProblems([problem]);
  return { text: writeTranscript(transcript, moments), refused };
}

/** What the transcripts of a language did not visit, by flow: everything in English, every step elsewhere. */
export function unvisited(locale: string, library: Library): ReadonlyMap<FlowId, Unvisited> {
  const files = transcriptFiles().filter((path) => subjectOf(path).locale === locale);
  const watched = coverage();
  for (const path of files) replay(path, [library], watched);
  const named = new Set(files.map((path) => subjectOf(path).flow));
  return new Map(
    shippedFlows(library).map((flow) => {
      const wanted = locale === 'en' ? everythingIn(flow) : stepsIn(flow);
      const missing = wanted.filter((one) => !watched.seen(flow.id).has(one));
      const places = placesIn(flow.id);
      return [
        flow.id,
        {
          of: wanted.length,
          missing: missing.map((one) => placed(one, places)),
          named: named.has(flow.id),
        },
      ];
    }),
  );
}

/** How far a flow's transcripts came. */
export interface Unvisited {
  readonly of: number;
  readonly missing: readonly string[];
  /** There is a transcript of this flow's own name. */
  readonly named: boolean;
}

/** `case ~branch-2 0 (line 31)`. */
function placed(missing: string, places: ReadonlyMap<string, number>): string {
  const line = places.get(missing.split(' ')[1] ?? '');
  return line === undefined ? missing : `${missing} (line ${line})`;
}

/** On which line of its file each step stands. */
function placesIn(flow: FlowId): ReadonlyMap<string, number> {
  const path = `flows/${flow}.yaml`;
  const file = readFlow(path, flow, { text: read(path), fragments: fragmentsIn(root) });
  if (!('flow' in file)) return new Map();
  return new Map(
    Object.values(file.flow.steps).map(({ id }) => [id, file.placeOf(id).line] as const),
  );
}

function shippedFlows(library: Library): readonly Flow[] {
  return filesUnder('flows')
    .filter((path) => /^flows\/[a-z0-9-]+\.yaml$/.test(path))
    .map((path) => library.flow(basename(path, '.yaml') as FlowId)?.flow)
    .filter((flow) => flow !== undefined);
}
