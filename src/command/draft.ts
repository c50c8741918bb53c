import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FlowId } from '#conversation/id.ts';
import { readText } from '#library/read-text.ts';
import { fragmentFolder, under, type Texts } from '#library/texts.ts';

/** An author's flow outside `flows/`, with what stands beside it in its folder: translations, other flows, fragments. */
export interface Draft extends Folder {
  readonly id: FlowId;
}

/** The flows, translations and fragments of one folder. */
export interface Folder {
  /** By the paths they would have in the house. */
  readonly texts: Texts;
  /** Where each text really lies. */
  readonly paths: ReadonlyMap<string, string>;
}

/** Why there is no such flow, and what to do about it. */
export interface NoFlow {
  readonly refused: 'unknown-flow';
  readonly message: string;
  readonly mend: string;
}

/** True of what can only be the path of a draft, not the name of a flow. */
export function isPath(name: string): boolean {
  return /[/\\]|\.yaml$/.test(name);
}

/** The draft whose own file lies at `path`, and its folder. */
export function draftAt(path: string): Draft | NoFlow {
  const id = draftNamed(path);
  return typeof id === 'string' ? { id, ...folderAt(dirname(path)) } : id;
}

/** The flow whose own file lies at `path`. */
export function draftNamed(path: string): FlowId | NoFlow {
  const name = basename(path);
  const id = ownFile.exec(name)?.[1];
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
  return id as FlowId;
}

/** What authors wrote in a folder. */
export function folderAt(folder: string): Folder {
  const files = [...yamlIn(folder, 'flows'), ...yamlIn(join(folder, 'fragments'), fragmentFolder)];
  return {
    texts: new Map(files.map(({ key, file }) => [key, readText(file)])),
    paths: new Map(files.map(({ key, file }) => [key, file])),
  };
}

/** What is in the house, with what a folder holds in the place of flows and fragments of the same names. */
export function withFolder(shipped: Texts, folder: Folder): Texts {
  const own = new Set([...folder.texts.keys()].filter(isOwn).map(nameOf));
  return new Map([...[...shipped].filter(([path]) => !own.has(nameOf(path))), ...folder.texts]);
}

/** The ids of the flows among texts. */
export function flowsAmong(texts: Texts): readonly FlowId[] {
  return under(texts, 'flows').flatMap(([file]) => (ownFile.exec(file)?.[1] ?? []) as FlowId[]);
}

const ownFile = /^([a-z0-9-]+)\.yaml$/;

/** Not a translation. */
function isOwn(path: string): boolean {
  return /\/[a-z0-9-]+\.yaml$/.test(path);
}

/** A path without the language and the ending: what a flow and its translations share. */
function nameOf(path: string): string {
  return path.replace(/\.[^/]*$/, '');
}

function yamlIn(folder: string, as: string): readonly { key: string; file: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && isFile(join(folder, name)))
    .toSorted()
    .map((name) => ({ key: `${as}/${name}`, file: join(folder, name) }));
}

/** True of a file; false too of a link that leads nowhere. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
