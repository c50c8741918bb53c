import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConversationId, Millis } from '#conversation/id.ts';
import type { Keyring } from './keyring.ts';
import { syncFolderOf } from './sync-folder.ts';

/** Who was forgotten, so that no restored backup remembers them; salted, keyed hashes alone. */
export interface ErasedLog {
  /** Bytes so far: a store that took in another number has something to forget. */
  size(): number;
  /** Adds one, on the disk when it returns. The data key's id is part of it, so that a person who came back later is not forgotten again. */
  append(conversation: ConversationId, keyId: string, at: Millis): void;
  /** Reads the log and tells of any conversation whether it was forgotten while it was written with this data key. */
  forgotten(): (conversation: ConversationId, keyId: string) => boolean;
}

const heading = 'mooring erased 1';

/** The log `erased.log` in the folder of the database. */
export function erasedLog(database: string, keys: Keyring): ErasedLog {
  const path = join(dirname(database), 'erased.log');
  const read = (): readonly string[] =>
    existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
  const saltOf = (lines: readonly string[]): string | null => {
    const line = lines.find((each) => each.startsWith(`${heading} `));
    return line === undefined ? null : line.slice(heading.length + 1);
  };
  const hash = (salt: string, conversation: ConversationId, keyId: string): string =>
    Buffer.from(keys.digest('erased', `${salt}\n${conversation}\n${keyId}`)).toString('hex');

  return {
    size: () => (existsSync(path) ? statSync(path).size : 0),
    append(conversation, keyId, at) {
      const lines = read();
      const known = saltOf(lines);
      const salt = known ?? randomBytes(16).toString('hex');
      // A line torn by a power cut ends where the next one begins.
      const start = (lines.at(-1) ?? '') === '' ? '' : '\n';
      const head = known === null ? `${heading} ${salt}\n` : '';
      write(path, `${start}${head}${at} ${hash(salt, conversation, keyId)}\n`);
    },
    forgotten() {
      const lines = read();
      const salt = saltOf(lines);
      if (salt === null) return () => false;
      const hashes = new Set(lines.map((line) => line.split(' ')[1]));
      return (conversation, keyId) => hashes.has(hash(salt, conversation, keyId));
    },
  };
}

function write(path: string, text: string): void {
  const isNew = !existsSync(path);
  const opened = openSync(path, 'a', 0o600);
  try {
    writeSync(opened, text);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
  if (isNew) syncFolderOf(path);
}
