import { resortOf } from '#command/resort-of.ts';
import type { Library } from '#engine/library.ts';
import type { FolderRead } from '#library/bind.ts';
import { readFolder } from '#library/read-folder.ts';
import type { Resort } from '#runtime/last-resort.ts';

/** What this checkout ships, read once a process. */
export interface Shipped extends Pick<FolderRead, 'sources' | 'pin'> {
  readonly library: Library;
  readonly resort: Resort;
}

let read: Shipped | null = null;

/** The flows and content of this checkout. */
export function shipped(): Shipped {
  if (read !== null) return read;
  const folder = readFolder(new URL('../..', import.meta.url).pathname);
  const { library } = folder;
  if (library === null) throw new Error('the shipped flows have problems');
  read = {
    library,
    sources: folder.sources,
    pin: (hash, flow, source) => folder.pin(hash, flow, source),
    resort: resortOf(library),
  };
  return read;
}
