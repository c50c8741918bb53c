import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The folder the repository lies in. */
export const root = join(import.meta.dirname, '../..');

/** What is made, not written; `.git` is a file in a linked working tree. */
const made = new Set(['node_modules', '.git', 'data', 'coverage', '.proof']);

/** Every written file under `folder`, as paths from the repository's root with `/`, in order. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = relative(root, join(root, folder, entry.name)).replaceAll('\\', '/');
      if (made.has(entry.name)) return [];
      if (entry.isDirectory()) return filesUnder(path);
      return entry.isFile() ? [path] : [];
    })
    .toSorted();
}

/** The text of one file, named from the repository's root. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
