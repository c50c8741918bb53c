import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { readText } from '#library/read-text.ts';
import { fragmentFolder, textsIn, type Texts } from '#library/texts.ts';
import { folderAt } from './draft.ts';

/** Files to check together, and what of them was asked about. */
export interface NamedTexts {
  readonly texts: Texts;
  /** The name a file was asked for by, by its path among the texts; only these are told about. */
  readonly asked: ReadonlyMap<string, string>;
}

/** What people wrote under `root`, and the files and folders named by `paths` (from `here`), wherever they are; the path of one that is not there. */
export function namedTexts(
  root: string,
  paths: readonly string[],
  here: string,
): readonly NamedTexts[] | { readonly missing: string } {
  const home = textsIn(root);
  const groups = new Map<string, { texts: Map<string, string>; asked: Map<string, string> }>();
  for (const path of paths) {
    const files = filesAt(resolve(here, path));
    if (files === null) return { missing: path };
    for (const file of files) {
      const inside = relative(root, file).replaceAll('\\', '/');
      const isHome = home.has(inside);
      const inFragments = basename(dirname(file)) === 'fragments';
      const folder = isHome ? root : dirname(inFragments ? dirname(file) : file);
      // A flow outside is checked beside what is in its own folder: flows may use each other, and translations need them.
      const group = groups.get(folder) ?? {
        texts: new Map([...home, ...(isHome ? [] : folderAt(folder).texts)]),
        asked: new Map(),
      };
      groups.set(folder, group);
      const beside = `${inFragments ? fragmentFolder : 'flows'}/${basename(file)}`;
      const key = isHome ? inside : beside;
      if (!isHome) group.texts.set(key, readText(file));
      group.asked.set(key, relative(here, file));
    }
  }
  return [...groups.values()];
}

/** The YAML files a path names: itself, or those in a folder and the folders in it. */
function filesAt(path: string): readonly string[] | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file) && !file.includes('node_modules'))
    .toSorted()
    .map((file) => join(path, file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true);
}
