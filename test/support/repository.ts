import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The folder the repository lies in. */
export const root = join(import.meta.dirname, '../..');

/** Folders that are made, not written. */
const made = new Set(['node_modules', '.git', 'data', 'coverage', '.proof']);

/** Every written file under `folder`, as paths from the repository's root with `/`, in order. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name)).replaceAll('\\', '/');
      if (entry.isDirectory()) return made.has(entry.name) ? [] : filesUnder(path);
      return entry.isFile() ? [path] : [];
    })
    .toSorted();
}

/** The text of one file, named from the repository's root. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
