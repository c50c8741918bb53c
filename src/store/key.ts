import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { StoreError } from './store.ts';
import { syncFolderOf } from './sync-folder.ts';

/** Where the operator's key may be. */
export interface KeyPlace {
  /** The key itself (`MOORING_KEY`), if the operator gave it; it wins over the file. */
  readonly text: string | null;
  /** The key file, made with mode 600 where there is none and no store yet. */
  readonly file: string;
  /** The database the key belongs to: where it exists, no new key is made. */
  readonly store: string;
}

/** Finds the operator's 32 bytes, or makes them at the very first start (`made`: say so). Refuses a key others can read. */
export function findKey(place: KeyPlace): { readonly key: Uint8Array; readonly made: boolean } {
  if (place.text !== null) return { key: readKey(place.text, 'MOORING_KEY'), made: false };
  if (existsSync(place.file)) return { key: readKeyFile(place.file), made: false };
  if (existsSync(place.store) && existsSync(`${place.file}.new`)) {
    throw new StoreError(
      'wrong-key',
      `A change of the key was broken off: ${place.file} is not there, and ${place.file}.new is. Run \`mooring change-key\` again. Nothing was changed.`,
    );
  }
  if (existsSync(place.store)) {
    throw new StoreError(
      'wrong-key',
      `The store ${place.store} is there, but its key file ${place.file} is not. Put the key file back, or give the key as MOORING_KEY. Nothing was changed.`,
    );
  }
  return { key: makeKeyFile(place.file), made: true };
}

/** Reads 32 bytes written as base64, base64url or 64 hexadecimal digits; `name` says in the refusal what was wrong. */
export function readKey(text: string, name: string): Uint8Array {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  const key = /^[\w+/-]{43}=?$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : null;
  if (key?.length === 32) return key;
  throw new StoreError(
    'wrong-key',
    `${name} is not a key: it needs 32 bytes as base64 or as 64 hexadecimal digits, such as \`openssl rand -base64 32\` prints. Where a store is there, put its own key back from a copy.`,
  );
}

/** Reads a key file; refuses one that others can read, and what is no file. */
export function readKeyFile(file: string): Uint8Array {
  const found = statSync(file);
  // `chmod 600` would shut everybody out of a folder.
  if (!found.isFile()) {
    throw new StoreError(
      'wrong-key',
      `${file} is no file, so it cannot be the key file. Name the file itself in MOORING_KEY_FILE.`,
    );
  }
  if ((found.mode & 0o077) !== 0) {
    throw new StoreError(
      'wrong-key',
      `Others on this machine may read the key file ${file}. Close it with \`chmod 600 ${file}\` and start again.`,
    );
  }
  return readKey(textOf(file), `The key file ${file}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StoreError(
      'read-only',
      `The key file ${file} cannot be read. Give it to the user Mooring runs as.`,
      { cause: error },
    );
  }
}

/** Makes a key in a file of mode 600 that is not there yet. */
export function makeKeyFile(file: string): Uint8Array {
  const key = randomBytes(32);
  const opened = openNew(file);
  try {
    fchmodSync(opened, 0o600);
    writeSync(opened, `${key.toString('base64')}\n`);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  // A store whose key is gone is gone.
  syncFolderOf(file);
  return key;
}

function openNew(file: string): number {
  try {
    makeFolder(dirname(file));
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    throw new StoreError(
      'read-only',
      `No key file can be made at ${file}. See that ${dirname(file)} is a folder, and give the user Mooring runs as the right to write it.`,
      { cause: error },
    );
  }
}
