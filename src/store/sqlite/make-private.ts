import { closeSync, existsSync, openSync } from 'node:fs';
import { syncFolderOf } from '../sync-folder.ts';

/** Makes an empty file that only we may read. One that is there is not even opened: closing it would drop this process's locks on it (POSIX). */
export function makePrivate(file: string): void {
  if (existsSync(file)) return;
  closeSync(openSync(file, 'a', 0o600));
  syncFolderOf(file);
}
