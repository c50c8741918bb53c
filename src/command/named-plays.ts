import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Library } from '#engine/library.ts';
import { bind } from '#library/bind.ts';
import { keepBesideCode } from '#library/keep.ts';
import { readingOf } from '#library/reading-of.ts';
import { fragmentFolder, textsIn, type Texts } from '#library/texts.ts';
import {
  draftNamed,
  flowsAmong,
  folderAt,
  isFile,
  isPath,
  withFolder,
  type NoFlow,
} from './draft.ts';

/** Flows and transcripts that are played with the same library. */
export interface Plays {
  readonly texts: Texts;
  /** Where texts lie that are not in the house. */
  readonly paths: ReadonlyMap<string, string>;
  readonly flows: readonly FlowId[];
  readonly transcripts: readonly string[];
}

/** What names name: flows by id, drafts by path, transcripts by path, or folders of either. A transcript is played with the flows of its own folder too. */
export function namedPlays(root: string, names: readonly string[]): readonly Plays[] | NoFlow {
  const groups = new Map<string, { flows: Set<FlowId>; transcripts: Set<string> }>();
  const home = resolve(root, 'flows');
  const shipped = textsIn(root);
  const known = flowsAmong(shipped);
  const within = (folder: string) => {
    const found = groups.get(folder) ?? { flows: new Set(), transcripts: new Set() };
    groups.set(folder, found);
    return found;
  };
  for (const name of names) {
    if (known.some((flow) => flow === name)) {
      within(home).flows.add(name as FlowId);
      continue;
    }
    const files = filesAt(name);
    if (files === null) return unknown(name, known);
    for (const file of files) {
      if (file.endsWith('.txt')) {
        if (!existsSync(file)) return noFile(file);
        within(dirname(file)).transcripts.add(file);
        continue;
      }
      const id = draftNamed(file);
      if (typeof id !== 'string') return id;
      within(dirname(file)).flows.add(id);
    }
  }
  return [...groups].map(([folder, { flows, transcripts }]) => {
    const beside = folder === home ? null : folderAt(folder);
    return {
      texts: beside === null ? shipped : withFolder(shipped, beside),
      paths: beside?.paths ?? new Map<string, string>(),
      flows: [...flows],
      transcripts: [...transcripts],
    };
  });
}

/** Everything in the house: its flows, and the transcripts that came with it. */
export function allPlays(root: string): Plays {
  const texts = textsIn(root);
  const folder = join(root, 'test/transcripts');
  const transcripts = existsSync(folder) ? (filesAt(folder) ?? []) : [];
  return { texts, paths: new Map(), flows: flowsAmong(texts), transcripts };
}

/** What can be played, and what is wrong with the rest. */
export interface OpenPlays {
  /** `null` where something is wrong that nothing can be played with. */
  readonly library: Library | null;
  /** Of the flows that were asked for, those that can be played. */
  readonly flows: readonly FlowId[];
  /** Of the flows that were asked for, or where transcripts alone were, of those beside them. Mistakes elsewhere are not told. */
  readonly problems: readonly Problem[];
}

/** Opens the library that flows and transcripts are played with. A flow with a mistake stops nobody else's. */
export async function openPlays(root: string, { texts, paths, flows }: Plays): Promise<OpenPlays> {
  // What is in the house was read before; a draft changes from one look to the next.
  const written = await readingOf(texts, [paths.size === 0 ? keepBesideCode(root) : null]);
  const errors = written.problems.filter(({ severity }) => severity === 'error');
  const { library } = bind({ ...written, problems: [] }, texts);
  if (library === null) throw new Error('a library without problems was refused');
  const isOf = (flow: FlowId, file: string) => file.startsWith(`flows/${flow}.`);
  const playable = flows.filter(
    (flow) => library.flow(flow) !== null && !errors.some(({ at }) => isOf(flow, at.file)),
  );
  const isTold = (file: string) =>
    (flows.length === 0 && paths.has(file)) ||
    file.startsWith('content/') ||
    // A flow that is not to be played may be in order, and what it uses not.
    (playable.length < flows.length && file.startsWith(`${fragmentFolder}/`)) ||
    flows.some((flow) => isOf(flow, file));
  const problems = errors
    .filter(({ at }) => isTold(at.file))
    .map((one) => ({ ...one, at: { ...one.at, file: paths.get(one.at.file) ?? one.at.file } }));
  const isClosed = errors.some(({ at }) => at.file.startsWith('content/'));
  return { library: isClosed ? null : library, flows: playable, problems };
}

/** What was read, by the places it lies in. */
export function textsWhereTheyLie({ texts, paths }: Plays): Texts {
  return new Map([...texts].map(([path, text]) => [paths.get(path) ?? path, text]));
}

/** The file or the folder's files at a path; `null` where the name can only be meant as that of a flow. */
function filesAt(name: string): readonly string[] | null {
  const path = resolve(name);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    return isPath(name) || name.endsWith('.txt') ? [path] : null;
  return readdirSync(path)
    .filter((file) => file.endsWith('.txt') || /^[a-z0-9-]+\.yaml$/.test(file))
    .toSorted()
    .map((file) => join(path, file))
    .filter(isFile);
}

function unknown(name: string, known: readonly string[]): NoFlow {
  return {
    refused: 'unknown-flow',
    message: `No flow is called ${name}`,
    mend: didYouMean(name, known, 'name flows by id or file, as flows/menu.yaml'),
  };
}

function noFile(file: string): NoFlow {
  return {
    refused: 'unknown-flow',
    message: `There is no transcript ${file}`,
    mend: 'look at the path',
  };
}
