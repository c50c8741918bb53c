import { statSync } from 'node:fs';
import { StoreError } from '../store.ts';

/**
 * Remembers which files these are, and refuses with `moved` once one of them was replaced, moved or removed: whatever
 * is written then goes into a file without a name, and is lost when we let go of it. Nothing else would tell.
 */
export function sameFiles(files: readonly string[]): () => void {
  const known = files.map((file) => ({ file, print: printOf(file) }));
  return () => {
    for (const { file, print } of known) {
      if (printOf(file) === print) continue;
      throw new StoreError(
        'moved',
        `${file} was replaced, moved or removed while it was in use. Nothing more is written to it. Stop Mooring, put the right files in place (a backup with \`mooring restore <backup> --replace\`), and start it again.`,
      );
    }
  };
}

function printOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev} ${found.ino}`;
}
