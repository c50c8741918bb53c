import { fingerprint } from './fingerprint.ts';
import type { Keep } from './keep.ts';
import { recall, remember } from './kept-reading.ts';
import type { Texts } from './texts.ts';
import type { Written } from './written.ts';

/**
 * What files say: read and checked, or taken as it was kept when the very same files were read before. It is the same
 * either way; only a reading without errors is kept, and what parses and checks is then not even loaded.
 */
export async function readingOf(texts: Texts, places: readonly (Keep | null)[]): Promise<Written> {
  const keeps = places.filter((place) => place !== null);
  const print = fingerprint(texts);
  for (const keep of keeps) {
    const kept = recall(keep, print);
    if (kept !== null) return kept;
  }
  const { readTexts } = await import('./read-folder.ts');
  const written = readTexts(texts);
  if (!written.problems.some(({ severity }) => severity === 'error'))
    keeps.some((keep) => remember(keep, print, written));
  return written;
}
