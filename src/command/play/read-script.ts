import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Library } from '#engine/library.ts';
import { bind, type FolderRead } from '#library/bind.ts';
import { keepBesideCode } from '#library/keep.ts';
import { readingOf } from '#library/reading-of.ts';
import { textsIn } from '#library/texts.ts';
import { draftAt, flowsAmong, isPath, withFolder, type NoFlow } from '../draft.ts';

/**
 * Reads what is to be rehearsed: a flow of `flows/` by its name, an author's draft by its path, or with `null` everything.
 * A draft stands in for a flow of the same name, with what lies in its folder. Mistakes in other flows do not stop a rehearsal.
 */
export async function readScript(
  root: string,
  asked: string | null,
): Promise<Rehearsable | Unplayable> {
  const draft = asked !== null && isPath(asked) ? draftAt(asked) : null;
  if (draft !== null && 'refused' in draft) return draft;
  const home = textsIn(root);
  const texts = draft === null ? home : withFolder(home, draft);
  const id = draft?.id ?? asked;
  if (id !== null && !texts.has(`flows/${id}.yaml`)) return unknown(id, flowsAmong(texts));
  const written = await readingOf(texts, [keepBesideCode(root)]);
  const problems = written.problems.filter(({ severity }) => severity === 'error');
  const isIts = ({ at }: Problem): boolean =>
    at.file.startsWith('content/') || whose(at.file) === id;
  const stopping = id === null ? problems : problems.filter(isIts);
  if (stopping.length > 0) {
    const file = (path: string) => draft?.paths.get(path) ?? path;
    const told = stopping.map((one) => ({ ...one, at: { ...one.at, file: file(one.at.file) } }));
    return { refused: 'content', problems: told };
  }
  const folder = bind({ ...written, problems: [] }, texts);
  return {
    flow: id as FlowId | null,
    folder,
    library: folder.library as Library,
    elsewhere: problems.length,
  };
}

/** Something that can be rehearsed. */
export interface Rehearsable {
  readonly flow: FlowId | null;
  readonly folder: FolderRead;
  readonly library: Library;
  /** How many mistakes there are in other flows. */
  readonly elsewhere: number;
}

/** Why nothing can be rehearsed: mistakes, or nothing of that name. */
export type Unplayable =
  | { readonly refused: 'content'; readonly problems: readonly Problem[] }
  | NoFlow;

/** The flow a file under `flows/` belongs to. */
function whose(path: string): string | null {
  return /^flows\/([a-z0-9-]+)\.[^/]*yaml$/.exec(path)?.[1] ?? null;
}

function unknown(id: string, known: readonly string[]): NoFlow {
  return {
    refused: 'unknown-flow',
    message: `there is no flow \`${id}\``,
    mend: didYouMean(id, known, `there are ${known.join(', ')}`),
  };
}
