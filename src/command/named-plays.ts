import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Library } from '#engine/library.ts';
import { bind } from '#library/bind.ts';
import { readTexts } from '#library/read-folder.ts';
import type { Texts } from '#library/texts.ts';
import { draftAt, flowsAmong, folderAt, isPath, withFolder, type NoFlow } from './draft.ts';

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
  const known = flowsAmong(withFolder(root, null));
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
      const draft = draftAt(file);
      if ('refused' in draft) return draft;
      within(dirname(file)).flows.add(draft.id);
    }
  }
  return [...groups].map(([folder, { flows, transcripts }]) => {
    const beside = folder === home ? null : folderAt(folder);
    return {
      texts: withFolder(root, beside),
      paths: beside?.paths ?? new Map<string, string>(),
      flows: [...flows],
      transcripts: [...transcripts],
    };
  });
}

/** Everything in the house: its flows, and the transcripts that came with it. */
export function allPlays(root: string): Plays {
  const texts = withFolder(root, null);
  const folder = join(root, 'test/transcripts');
  const transcripts = existsSync(folder) ? (filesAt(folder) ?? []) : [];
  return { texts, paths: new Map(), flows: flowsAmong(texts), transcripts };
}

/** The library that flows and transcripts are played with; or what is wrong with the flows that were asked for, or where transcripts alone were, with those beside them. Mistakes elsewhere stop nothing. */
export function openPlays({ texts, paths, flows }: Plays): Library | readonly Problem[] {
  const written = readTexts(texts);
  const isAsked = (file: string) =>
    (flows.length === 0 && paths.has(file)) ||
    file.startsWith('content/') ||
    flows.some((flow) => file.startsWith(`flows/${flow}.`));
  const problems = written.problems
    .filter(({ severity, at }) => severity === 'error' && isAsked(at.file))
    .map((one) => ({ ...one, at: { ...one.at, file: paths.get(one.at.file) ?? one.at.file } }));
  if (problems.length > 0) return problems;
  const { library } = bind({ ...written, problems: [] }, texts);
  if (library === null) throw new Error('a library without problems was refused');
  return library;
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
    .map((file) => join(path, file));
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
