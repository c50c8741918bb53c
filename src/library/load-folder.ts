import { bind, type FolderRead } from './bind.ts';
import type { Keep } from './keep.ts';
import { readingOf } from './reading-of.ts';
import type { Needed } from './stopping.ts';
import { textsIn } from './texts.ts';

/** Reads everything people wrote under `root`, or takes it as it was kept when the very same files were read before. */
export async function loadFolder(
  root: string,
  keeps: readonly (Keep | null)[],
  needed: Needed = null,
): Promise<FolderRead> {
  const texts = textsIn(root);
  return bind(await readingOf(texts, keeps), texts, needed);
}
