import { readFileSync, realpathSync, statSync } from 'node:fs';
import { sep } from 'node:path';
import { textOfUnread, type Unread } from '#flow/unread.ts';

/**
 * What a file says, or a text that says why nothing can be read there: an author's file never stops the others from
 * being read, and one that is no file (a pipe, a device) is not waited for. It may not lie outside of `home`.
 */
export function readText(path: string, home: string | null = null): string {
  const found = look(path, home);
  return typeof found === 'string' ? textOfUnread(found) : found.toString('utf8');
}

/** Nobody writes so much by hand; the limit of a flow is told by whoever reads it. */
const mostBytes = 2 ** 20;

function look(path: string, home: string | null): Buffer | Unread {
  try {
    if (home !== null && !`${realpathSync(path)}${sep}`.startsWith(`${realpathSync(home)}${sep}`))
      return 'outside';
    const stat = statSync(path);
    if (stat.isDirectory()) return 'folder';
    if (!stat.isFile()) return 'device';
    return stat.size > mostBytes ? 'large' : readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return 'gone';
    return code === 'ELOOP' ? 'loop' : 'closed';
  }
}
