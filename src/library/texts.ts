import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file people wrote under `root`, by its path from there with `/`, in the order they are read: `flows/` and `content/`. */
export function textsIn(root: string): Texts {
  const paths = [
    ...filesIn(root, 'flows'),
    ...filesIn(root, 'content/locales'),
    ...filesIn(root, 'content/crisis/lines'),
    ...signals,
  ];
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

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

function filesIn(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .map((file) => `${folder}/${file}`);
}
