import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Media } from '#conversation/message.ts';
import { PlatformError } from '#platform/platform.ts';

/** Names tried before we give up; nothing of the member's is overwritten. */
const most = 100;

/** Saves a file for the member's eyes alone (mode 600) and gives its path; a name that is taken gets a number. Rejects with `PlatformError`. */
export async function saveFile(folder: string, file: Media & { type: 'file' }): Promise<string> {
  const name = safeName(file.name);
  const ending = extname(name);
  for (let count = 1; count <= most; count += 1) {
    const numbered = count === 1 ? name : `${basename(name, ending)}-${count}${ending}`;
    const path = join(folder, numbered);
    try {
      await writeFile(path, file.text, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (fault) {
      const code = fault instanceof Error && 'code' in fault ? fault.code : null;
      if (code === 'EEXIST') continue;
      const ever = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO' || code === 'EMFILE';
      const reason = ever ? 'unreachable' : 'refused';
      throw new PlatformError(reason, 'the file could not be saved', null, { cause: fault });
    }
  }
  throw new PlatformError('refused', 'too many files of one name');
}

/** A name that stays in its folder on every system. */
function safeName(name: string): string {
  const safe = name
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
    .slice(-80);
  return safe === '' ? 'file' : safe;
}
