import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readText } from './read-text.ts';

/** Every file people wrote under `root`, by its path from there with `/`, in the order they are read: `flows/` and `content/`. Of pictures only that they are there. */
export function textsIn(root: string): Texts {
  const paths = [
    ...filesIn(root, 'flows'),
    ...filesIn(root, fragmentFolder),
    ...filesIn(root, 'content/locales'),
    ...filesIn(root, 'content/crisis/lines'),
  ];
  const spoken = signals.map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);
  const shown = picturesIn(root).map((path) => [path, ''] as const);
  return new Map([...textsAt(root, paths), ...spoken, ...shown]);
}

/** The fragments under `root`, and what translates them. */
export function fragmentFilesIn(root: string): Texts {
  return textsAt(root, filesIn(root, fragmentFolder));
}

/** Where fragments stand, from the root; the folder may be missing. */
export const fragmentFolder = 'flows/fragments';

/** Files by their path. */
export type Texts = ReadonlyMap<string, string>;

/** Explicit crisis language, a file a language; without one of them Mooring does not start. */
const signals = ['en', 'es'].map((language) => `content/crisis/${language}/signals.tsv`);

/** The files of one folder, as their names and texts. */
export function under(texts: Texts, folder: string): readonly (readonly [string, string])[] {
  return [...texts].flatMap(([path, text]) => {
    const name = path.slice(folder.length + 1);
    return path.startsWith(`${folder}/`) && !name.includes('/') ? [[name, text] as const] : [];
  });
}

/** Where pictures stand, from the root; the folder may be missing. */
export const mediaFolder = 'content/media';

function picturesIn(root: string): readonly string[] {
  const folder = join(root, mediaFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      (entry) =>
        `${mediaFolder}/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`,
    )
    .toSorted();
}

function textsAt(root: string, paths: readonly string[]): Texts {
  return new Map(paths.map((path) => [path, readText(join(root, path), root)]));
}

function filesIn(root: string, folder: string): readonly string[] {
  if (folder === fragmentFolder && !existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((file) => (folder.startsWith('flows') ? named : /\.yaml$/).test(file))
    .toSorted()
    .map((file) => `${folder}/${file}`);
}

/** What looks like a flow to its author; those with an odd name are told. */
const named = /\.ya?ml$/i;
