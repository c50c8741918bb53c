import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Ailment } from '#store/ailment.ts';
import { headOf } from '#store/sqlite/head-of.ts';
import type { AilmentCode } from './ailments.ts';

type Found = readonly Ailment<AilmentCode>[];

const leastFree = 64 * 2 ** 20;

/** Looks at the folder of a store: who may come in, and whether there is room. `isQuick`: leave out who may look. */
export function examineFolder(folder: string, file: string, isQuick: boolean): Found {
  if (!existsSync(folder)) return [];
  if (!may(folder, constants.R_OK | constants.X_OK))
    return [{ code: 'folder-closed', what: folder }];
  const found: Ailment<AilmentCode>[] = [];
  if (!may(folder, constants.W_OK)) found.push({ code: 'folder-unwritable', what: folder });
  if (!isQuick) {
    const mode = statSync(folder).mode & 0o777;
    if ((mode & 0o022) !== 0) found.push({ code: 'folder-open', what: folder });
    else if ((mode & 0o055) !== 0) found.push({ code: 'folder-readable', what: folder });
    const open = ['', '-wal', '-shm']
      .map((end) => `${file}${end}`)
      .concat(join(folder, 'erased.log'))
      .filter((one) => existsSync(one) && (statSync(one).mode & 0o077) !== 0);
    if (open.length > 0) found.push({ code: 'files-open', what: open.join(' ') });
  }
  const { bavail, bsize } = statfsSync(folder);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const free = bavail * bsize;
  if (free < Math.max(leastFree, size))
    found.push({ code: 'disk-low', count: Math.floor(free / 2 ** 20), what: folder });
  return found;
}

const thirtyDays = 30 * 86_400_000;

/** Looks at what lies beside the store and the key, and should not for long. */
export function examineKept(folder: string, keyFile: string): Found {
  const found: Ailment<AilmentCode>[] = [];
  const names = listed(folder);
  const old = names.filter((name) => isOldBackup(join(folder, name)));
  if (old.length > 0) found.push({ code: 'backups-old', count: old.length, what: old.join(' ') });
  const parts = names.filter((name) => name.endsWith('.part'));
  if (parts.length > 0) found.push({ code: 'left-over', what: parts.join(' ') });
  if (existsSync(keyFile) && existsSync(`${keyFile}.new`))
    found.push({ code: 'key-change-broken-off', what: keyFile });
  const before = listed(dirname(keyFile)).filter((name) =>
    name.startsWith(`${basename(keyFile)}.before-`),
  );
  if (before.length > 0)
    found.push({ code: 'old-key-kept', count: before.length, what: before.join(' ') });
  return found;
}

function listed(folder: string): readonly string[] {
  return may(folder, constants.R_OK) ? readdirSync(folder).toSorted() : [];
}

function may(path: string, what: number): boolean {
  try {
    accessSync(path, what);
    return true;
  } catch {
    return false;
  }
}

/** "MOOR" at byte 68 marks our stores (sqlite.org/fileformat.html); the store itself is never touched here, since closing it would drop our locks. */
function isOldBackup(file: string): boolean {
  if (['mooring.db', 'mooring.db.lock'].includes(basename(file)) || !may(file, constants.R_OK))
    return false;
  const { mtimeMs, size } = statSync(file);
  const now = Temporal.Now.instant().epochMilliseconds;
  if (!statSync(file).isFile() || size < 100 || mtimeMs > now - thirtyDays) return false;
  const header = headOf(file, 72);
  return (
    header.toString('latin1', 0, 15) === 'SQLite format 3' &&
    header.toString('latin1', 68) === 'MOOR'
  );
}
