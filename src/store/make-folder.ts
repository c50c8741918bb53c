import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from './store.ts';

/**
 * Makes a folder for us alone, and those above it; refuses with `read-only` where it cannot.
 * Not Node's own `recursive`: where nothing can ever be made, as below `/proc`, that never ends.
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Somebody else made it just now.
    if (code === 'EEXIST') return;
    if (code === 'ENOSPC') throw error;
    throw new StoreError(
      'read-only',
      `The folder ${folder} cannot be made. Give the user Mooring runs as the right to write ${above}, or name another folder.`,
      { cause: error },
    );
  }
}
