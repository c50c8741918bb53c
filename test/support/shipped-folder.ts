import type { FolderRead } from '#library/bind.ts';
import { keepBesideCode } from '#library/keep.ts';
import { loadFolder } from '#library/load-folder.ts';
import { root } from './repository.ts';

/** Everything that is shipped, as a start takes it: as another file of tests has read it, unless a text or the code was changed since. That this says the same as reading it anew is proved in `test/library/load-folder.test.ts`. */
export function shippedFolder(): Promise<FolderRead> {
  return loadFolder(root, [keepBesideCode(root)]);
}
