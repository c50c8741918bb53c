import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The first bytes of a file, zeros where it is shorter (sqlite.org/fileformat.html tells what stands where).
 * Never of one that this process has open as a store or a lock: closing it drops what the system locked for us (POSIX).
 */
export function headOf(file: string, length: number): Buffer {
  const head = Buffer.alloc(length);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, head, 0, length, 0);
  } finally {
    closeSync(opened);
  }
  return head;
}
