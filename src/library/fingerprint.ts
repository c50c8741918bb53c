import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Texts } from './texts.ts';

/** All that a reading depends on, as one SHA-256 in hex: every text, and our own code with the versions of the packages it reads with. */
export function fingerprint(texts: Texts): string {
  const hash = createHash('sha256');
  for (const [path, text] of texts) add(hash, path, text);
  for (const [path, text] of readers()) add(hash, path, text);
  return hash.digest('hex');
}

/** Each part with its length before it, so that no two lists of files run together alike. */
function add(hash: Hash, path: string, text: string): void {
  hash.update(`${path.length}:${path}${text.length}:`).update(text);
}

const root = join(import.meta.dirname, '../..');
const readingFolders = ['conversation', 'content', 'crisis', 'flow', 'check', 'library'];

function readers(): readonly (readonly [string, string])[] {
  const code = readingFolders.flatMap((folder) =>
    readdirSync(join(root, 'src', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .toSorted()
      .map((file) => join('src', folder, file)),
  );
  return ['package.json', ...code].map((path) => [path, readFileSync(join(root, path), 'utf8')]);
}
