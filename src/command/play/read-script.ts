import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Library } from '#engine/library.ts';
import { bind, type FolderRead } from '#library/bind.ts';
import { keepBesideCode } from '#library/keep.ts';
import { readingOf } from '#library/reading-of.ts';
import { textsIn, under, type Texts } from '#library/texts.ts';

/**
 * Reads what is to be rehearsed: a flow of `flows/` by its name, an author's draft by its path, or with `null` everything.
 * A draft and its translations stand in for a flow of the same name. Mistakes in other flows do not stop a rehearsal.
 */
export async function readScript(
  root: string,
  asked: string | null,
): Promise<Rehearsable | Unplayable> {
  const shipped = textsIn(root);
  const draft = asked !== null && /[/\\]|\.yaml$/.test(asked) ? draftAt(asked) : null;
  if (draft !== null && 'refused' in draft) return draft;
  const texts = draft === null ? shipped : new Map([...without(shipped, draft), ...draft.texts]);
  const id = draft?.id ?? asked;
  if (id !== null && !texts.has(`flows/${id}.yaml`)) return unknown(id, texts);
  const keep = keepBesideCode(root);
  const written = await readingOf(texts, keep === null ? [] : [keep]);
  const problems = written.problems
    .filter(({ severity }) => severity === 'error')
    .map((one) => ({
      ...one,
      at: { ...one.at, file: draft?.paths.get(one.at.file) ?? one.at.file },
    }));
  const isIts = ({ at }: Problem): boolean =>
    at.file.startsWith('content/') || whose(at.file) === id || isOf(draft, at.file);
  const stopping = id === null ? problems : problems.filter(isIts);
  if (stopping.length > 0) return { refused: 'content', problems: stopping };
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
  | { readonly refused: 'unknown-flow'; readonly message: string; readonly mend: string };

interface Draft {
  readonly id: string;
  readonly texts: Texts;
  /** Where each text really lies. */
  readonly paths: ReadonlyMap<string, string>;
}

function draftAt(path: string): Draft | Unplayable {
  const name = basename(path);
  const id = /^([a-z0-9-]+)\.yaml$/.exec(name)?.[1];
  if (id === undefined) {
    return {
      refused: 'unknown-flow',
      message: `\`${name}\` is not the name of a flow's own file`,
      mend: 'a flow is called as `slow-breath.yaml`, its translation `slow-breath.es.yaml`',
    };
  }
  if (!existsSync(path)) {
    return {
      refused: 'unknown-flow',
      message: `there is no file ${path}`,
      mend: 'look at the path',
    };
  }
  const folder = dirname(path);
  const files = readdirSync(folder).filter((file) => file === name || isTranslation(file, id));
  return {
    id,
    texts: new Map(
      files.map((file) => [`flows/${file}`, readFileSync(join(folder, file), 'utf8')]),
    ),
    paths: new Map(files.map((file) => [`flows/${file}`, join(folder, file)])),
  };
}

function isTranslation(file: string, id: string): boolean {
  return file.startsWith(`${id}.`) && /^\.[A-Za-z0-9-]+\.yaml$/.test(file.slice(id.length));
}

/** Without the flow a draft stands in for. */
function without(texts: Texts, { id }: Draft): readonly (readonly [string, string])[] {
  return [...texts].filter(([path]) => whose(path) !== id);
}

/** The flow a file under `flows/` belongs to. */
function whose(path: string): string | null {
  return /^flows\/([a-z0-9-]+)\.[^/]*yaml$/.exec(path)?.[1] ?? null;
}

function isOf(draft: Draft | null, file: string): boolean {
  return draft !== null && [...draft.paths.values()].includes(file);
}

function unknown(id: string, texts: Texts): Unplayable {
  const known = under(texts, 'flows').flatMap(
    ([file]) => /^([a-z0-9-]+)\.yaml$/.exec(file)?.[1] ?? [],
  );
  return {
    refused: 'unknown-flow',
    message: `there is no flow \`${id}\``,
    mend: didYouMean(id, known, `there are ${known.join(', ')}`),
  };
}
