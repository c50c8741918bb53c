import { StoreError, type StoreReason } from '../store.ts';

/** What SQLite or the disk refused, as a `StoreError` with what to do next; any other error comes back as it is. */
export function refusal(error: unknown, file: string): unknown {
  if (error instanceof StoreError) return error;
  const reason = reasonOf(error);
  return reason === null ? error : refused(reason, file, error);
}

/** The same for a first look at a file: what our own SQL cannot even ask of it (no such table, an unknown format) is the file's fault then. */
export function refusalAtSight(error: unknown, file: string): unknown {
  const { errcode } = error as { errcode?: unknown };
  return errcode === 1 ? refused('damaged', file, error) : refusal(error, file);
}

/** A refusal in the words of its reason. */
export function refused(reason: keyof typeof words, file: string, cause?: unknown): StoreError {
  return new StoreError(reason, words[reason](file), { cause });
}

const words = {
  locked: (file) =>
    `Another process has been writing to ${file} for more than five seconds. Wait for it to end, then try again.`,
  damaged: (file) =>
    `The store ${file} cannot be read: it is damaged, or not a store of Mooring. Nothing was overwritten. Keep a copy of it, then put the last backup in place with \`mooring restore <backup> --replace\`.`,
  disk: (file) =>
    `The disk fails where ${file} is read or written. Nothing of this turn was kept and nothing before it was overwritten. Look at the system's log, copy the folder to another disk, and go on there.`,
  full: (file) =>
    `The disk of ${file} is full. Nothing of this turn was kept and nothing before it was lost. Make room, and it goes on by itself.`,
  'read-only': (file) =>
    `${file} cannot be written. See that its folder is there, and give the user Mooring runs as the right to write both.`,
} satisfies Partial<Record<StoreReason, (file: string) => string>>;

const unwritable: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOENT',
  'ENOTDIR',
  'EEXIST',
  'EISDIR',
]);

/** SQLite's primary result codes (sqlite.org/rescode.html), and the file system's. */
function reasonOf(error: unknown): keyof typeof words | null {
  if (!(error instanceof Error)) return null;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return 'full';
  if (code === 'EIO') return 'disk';
  if (unwritable.has(code)) return 'read-only';
  if (typeof errcode !== 'number') return null;
  switch (errcode & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return 'locked';
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return 'read-only';
    case 10: // SQLITE_IOERR
      // SQLITE_IOERR_SHMSIZE: a mapped file finds no room.
      return errcode === 4874 ? 'full' : 'disk';
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return 'damaged';
    case 13: // SQLITE_FULL
      return 'full';
    default:
      return null;
  }
}
