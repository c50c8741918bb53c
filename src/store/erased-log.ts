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
import { StoreError } from './store.ts';
import { syncFolderOf } from './sync-folder.ts';

/** Who was forgotten, so that no restored backup remembers them; salted, keyed hashes alone, each line with a check of its own. */
export interface ErasedLog {
  readonly file: string;
  /** Bytes so far: a store that took in another number has something to forget. */
  size(): number;
  /** What is wrong with it. */
  flaws(): ErasedLogFlaws;
  /** Adds one, on the disk when it returns. The data key's id is part of it, so that a person who came back later is not forgotten again. */
  append(conversation: ConversationId, keyId: string, at: Millis): void;
  /** Reads the log and tells of any conversation whether it was forgotten while it was written with this data key. */
  forgotten(): (conversation: ConversationId, keyId: string) => boolean;
}

/** Whom the log may name, and nobody can tell. */
export interface ErasedLogFlaws {
  /** Lines that were changed, or that another store wrote. What a power cut tore does not count: its forgetting was never kept. */
  readonly damaged: number;
  /** The last line has no end: a power cut, or a file that was cut off. */
  readonly isCutOff: boolean;
}

/** The log `erased.log` in the folder of the database. */
export function erasedLog(database: string, keys: Keyring): ErasedLog {
  const file = join(dirname(database), 'erased.log');
  const digest = (text: string): string => Buffer.from(keys.digest('erased', text)).toString('hex');
  const hash = (salt: string, conversation: ConversationId, keyId: string): string =>
    digest(`${salt}\n${conversation}\n${keyId}`);
  const checked = (salt: string, text: string): string =>
    `${text} ${digest(`check\n${salt}\n${text}`).slice(0, 8)}`;

  /** Each line under the last heading above it. */
  function read(): Read {
    const lines = textOf(file).split('\n');
    const known = { salts: new Set<string>(), hashes: new Set<string>(), damaged: 0 };
    let heading: { readonly salt: string; readonly isOld: boolean } | null = null;
    for (const line of lines) {
      if (line === '') continue;
      const [, format, salt = ''] = headingLine.exec(line) ?? [];
      if (format === '1' || line === checked(salt, `mooring erased 2 ${salt}`)) {
        heading = { salt, isOld: format === '1' };
        known.salts.add(salt);
        continue;
      }
      const [, text = '', at = '', erased = '', check] = entryLine.exec(line) ?? [];
      const isWhole =
        check === undefined ? heading?.isOld : line === checked(heading?.salt ?? '', text);
      if (heading !== null && at !== '' && isWhole === true) known.hashes.add(erased);
      else if (!isTorn(line)) known.damaged += 1;
    }
    return { ...known, salt: heading?.salt ?? null, isCutOff: lines.at(-1) !== '' };
  }

  return {
    file,
    size: () => statSync(file, { throwIfNoEntry: false })?.size ?? 0,
    flaws() {
      const { damaged, isCutOff } = read();
      return { damaged, isCutOff };
    },
    append(conversation, keyId, at) {
      const known = read();
      const salt = known.salt ?? randomBytes(16).toString('hex');
      // A line torn by a power cut ends where the next one begins.
      const start = known.isCutOff ? '\n' : '';
      const head = known.salt === null ? `${checked(salt, `mooring erased 2 ${salt}`)}\n` : '';
      write(file, `${start}${head}${checked(salt, `${at} ${hash(salt, conversation, keyId)}`)}\n`);
    },
    forgotten() {
      const { salts, hashes } = read();
      return (conversation, keyId) =>
        [...salts].some((salt) => hashes.has(hash(salt, conversation, keyId)));
    },
  };
}

interface Read extends ErasedLogFlaws {
  readonly salts: ReadonlySet<string>;
  readonly hashes: ReadonlySet<string>;
  /** Of the last heading. */
  readonly salt: string | null;
}

/** Logs of format 1 had no checks. */
const headingLine = /^mooring erased ([12]) ([0-9a-f]{32})(?: [0-9a-f]{8})?$/;
const entryLine = /^((\d+) ([0-9a-f]{32}))(?: ([0-9a-f]{8}))?$/;

/** The beginning of a line, and not all of it. */
function isTorn(line: string): boolean {
  return (
    'mooring erased 2 '.startsWith(line) ||
    /^mooring erased 2 [0-9a-f]{0,32}(?: [0-9a-f]{0,7})?$/.test(line) ||
    /^\d+(?: [0-9a-f]{0,32}(?: [0-9a-f]{0,7})?)?$/.test(line)
  );
}

function textOf(file: string): string {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  } catch (error) {
    throw unusable(file, 'read', error);
  }
}

function write(file: string, text: string): void {
  const isNew = !existsSync(file);
  try {
    const opened = openSync(file, 'a', 0o600);
    try {
      writeSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw unusable(file, 'written', error);
  }
  if (isNew) syncFolderOf(file);
}

function unusable(file: string, what: 'read' | 'written', error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EIO') return error;
  return new StoreError(
    'read-only',
    `${file} cannot be ${what}, and without it nobody can stay forgotten. Give it to the user Mooring runs as, as a file that they alone may read and write (mode 600).`,
    { cause: error },
  );
}
