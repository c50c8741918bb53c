import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder where readings are kept, and what they are sealed with. */
export interface Keep {
  /** Absolute; made where it is not there. */
  readonly folder: string;
  /** 32 bytes; asked for only where there is something to open or to seal. */
  readonly key: () => Uint8Array;
}

/**
 * The place beside our own code, or `null` where it is not ours alone to write: who can write there can as well write
 * the code and the flows, so nothing there is sealed with a secret.
 */
export function keepBesideCode(root: string): Keep | null {
  const folder = join(root, 'node_modules', '.cache', 'mooring');
  try {
    lstatSync(join(root, 'node_modules'));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid, mode } = lstatSync(folder);
    return uid === process.getuid?.() && (mode & 0o022) === 0
      ? { folder, key: () => new Uint8Array(32) }
      : null;
  } catch {
    return null;
  }
}
