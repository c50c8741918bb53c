import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kept } from './states.ts';

/** File name to the digest it was frozen with. */
export function frozenIn(folder: string): Readonly<Record<string, string>> {
  const file = join(folder, 'frozen.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

/** The first 16 hex digits of a SHA-256: enough against a slip. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** The snapshots in a folder, as texts by file name. */
export function snapshotsIn(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder).filter((name) => name !== 'frozen.json');
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** A snapshot's text, read. */
export function readKept(text: string): Kept {
  return JSON.parse(text) as Kept;
}
