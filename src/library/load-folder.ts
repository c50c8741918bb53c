import { bind, type FolderRead } from './bind.ts';
import { fingerprint } from './fingerprint.ts';
import { recall, remember, type Keep } from './kept-reading.ts';
import { textsIn } from './texts.ts';

/**
 * Reads everything people wrote under `root`, or takes the reading kept from an earlier start of the very same files.
 * It says the same either way: only a reading without errors is kept, and what parses and checks is then not even loaded.
 */
export async function loadFolder(root: string, keep: Keep): Promise<FolderRead> {
  const texts = textsIn(root);
  const print = fingerprint(texts);
  const kept = recall(keep, print);
  if (kept !== null) return bind(kept, texts);
  const { readTexts } = await import('./read-folder.ts');
  const written = readTexts(texts);
  const read = bind(written, texts);
  if (read.library !== null) remember(keep, print, written);
  return read;
}
