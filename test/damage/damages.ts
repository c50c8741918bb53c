import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ConversationId } from '#conversation/id.ts';
import { erasedLog } from '#store/erased-log.ts';
import { keyring } from '#store/keyring.ts';
import { houseKey } from './lived-in.ts';

/** Something done to a data folder on purpose. */
export interface Damage {
  readonly name: string;
  /** Whether the folder is one that a killed process left. */
  readonly crashed?: true;
  readonly harm: (folder: string) => void;
  /** What `doctor` finds. */
  readonly finds: readonly string[];
  /** Whether the commands that need the store are refused (else they work). */
  readonly refused: boolean;
}

const db = (folder: string): string => join(folder, 'mooring.db');
const key = (folder: string): string => join(folder, 'key');
const log = (folder: string): string => `${db(folder)}-wal`;

function sql(folder: string, text: string): void {
  using opened = new DatabaseSync(db(folder));
  opened.exec(text);
}

/** Turns one bit of a file over. */
export function flip(file: string, at: number, bit = 1): void {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ bit, at);
  const { mode } = statSync(file);
  writeFileSync(file, bytes, { mode });
}

function cut(to: (size: number) => number): (folder: string) => void {
  return (folder) => truncateSync(db(folder), to(statSync(db(folder)).size));
}

const page = 4_096;
const cuts: readonly (readonly [string, (size: number) => number])[] = [
  ['1 byte', () => 1],
  ['100 bytes', () => 100],
  ['half a page', () => page / 2],
  ['one page', () => page],
  ['a page and a half', () => page * 1.5],
  ['half', (size) => Math.floor(size / 2)],
  ['all but the last page', (size) => size - page],
  ['all but half of the last page', (size) => size - page / 2],
];

const another = Buffer.alloc(32, 99).toString('base64');

/** What is done, what is found of it, and whether anything opens afterwards. */
export const damages: readonly Damage[] = [
  { name: 'nothing', harm: () => {}, finds: [], refused: false },
  { name: 'nothing, after a crash', crashed: true, harm: () => {}, finds: [], refused: false },
  ...cuts.map(([name, to]): Damage => ({
    name: `the store cut down to ${name}`,
    harm: cut(to),
    finds: ['store-damaged'],
    refused: true,
  })),
  {
    name: 'the store cut down to nothing',
    harm: cut(() => 0),
    finds: ['store-empty'],
    refused: true,
  },
  {
    name: 'a text in place of the store',
    harm: (folder) => writeFileSync(db(folder), 'dear diary, '.repeat(2_000), { mode: 0o600 }),
    finds: ['store-damaged'],
    refused: true,
  },
  {
    name: 'the database of another program in its place',
    harm(folder) {
      rmSync(db(folder));
      sql(folder, 'create table shop (id integer)');
      chmodSync(db(folder), 0o600);
    },
    finds: ['store-damaged'],
    refused: true,
  },
  {
    name: 'a folder in its place',
    harm(folder) {
      rmSync(db(folder));
      mkdirSync(db(folder), { mode: 0o700 });
    },
    finds: ['store-unreadable'],
    refused: true,
  },
  {
    name: 'a later schema',
    harm: (folder) => sql(folder, 'pragma user_version = 2'),
    finds: ['store-newer'],
    refused: true,
  },
  {
    name: 'a schema nobody wrote',
    harm: (folder) => sql(folder, 'pragma user_version = 0'),
    finds: ['store-damaged'],
    refused: true,
  },
  {
    name: 'pages of noise',
    harm: (folder) => writeFileSync(db(folder), readFileSync(db(folder)).fill(0xa5, 3 * page)),
    finds: ['store-damaged'],
    refused: true,
  },
  {
    name: 'a bit in the middle of the write-ahead log',
    crashed: true,
    harm: (folder) => flip(log(folder), Math.floor(statSync(log(folder)).size / 2)),
    finds: ['log-damaged'],
    refused: true,
  },
  {
    name: 'a bit in the head of the write-ahead log',
    crashed: true,
    harm: (folder) => flip(log(folder), 20),
    finds: ['log-damaged'],
    refused: true,
  },
  {
    name: 'the last turn in the write-ahead log torn',
    crashed: true,
    harm: (folder) => truncateSync(log(folder), statSync(log(folder)).size - 100),
    finds: [],
    refused: false,
  },
  {
    name: 'the index of the write-ahead log full of noise',
    crashed: true,
    harm: (folder) =>
      writeFileSync(`${db(folder)}-shm`, Buffer.alloc(32_768, 0xa5), { mode: 0o600 }),
    finds: [],
    refused: false,
  },
  {
    name: 'the lock full of noise',
    harm: (folder) => writeFileSync(`${db(folder)}.lock`, 'x'.repeat(5_000)),
    finds: [],
    refused: false,
  },
  { name: 'no key', harm: (folder) => rmSync(key(folder)), finds: ['key-missing'], refused: true },
  {
    name: 'another key',
    harm: (folder) => writeFileSync(key(folder), another),
    finds: ['key-wrong'],
    refused: true,
  },
  {
    name: 'a key others may read',
    harm: (folder) => chmodSync(key(folder), 0o644),
    finds: ['key-open'],
    refused: true,
  },
  ...[
    ['an empty key file', ''],
    ['a key file of two lines', `${another}\n${another}\n`],
    ['a key file of noise', Buffer.alloc(64, 0xfe)],
    ['half a key', another.slice(0, 20)],
  ].map(([name, text]): Damage => ({
    name: String(name),
    harm: (folder) => writeFileSync(key(folder), text as string),
    finds: ['key-unusable'],
    refused: true,
  })),
  {
    name: 'a folder in place of the key',
    harm(folder) {
      rmSync(key(folder));
      mkdirSync(key(folder));
    },
    finds: ['key-unusable'],
    refused: true,
  },
  {
    name: 'a data folder anybody may write',
    harm: (folder) => chmodSync(folder, 0o777),
    finds: ['folder-open'],
    refused: false,
  },
  {
    name: 'a data folder anybody may look into',
    harm: (folder) => chmodSync(folder, 0o755),
    finds: ['folder-readable'],
    refused: false,
  },
  {
    name: 'a store anybody may read',
    harm: (folder) => chmodSync(db(folder), 0o644),
    finds: ['files-open'],
    refused: false,
  },
  {
    name: 'no erased.log',
    harm: (folder) => rmSync(join(folder, 'erased.log')),
    finds: ['erased-log-incomplete'],
    refused: false,
  },
  {
    name: 'half an erased.log',
    harm: (folder) => truncateSync(join(folder, 'erased.log'), 70),
    finds: ['erased-log-incomplete'],
    refused: false,
  },
  {
    name: 'a bit in erased.log',
    harm: (folder) => flip(join(folder, 'erased.log'), 90),
    finds: ['erased-log-damaged'],
    refused: false,
  },
  {
    name: 'a folder in place of erased.log',
    harm(folder) {
      rmSync(join(folder, 'erased.log'));
      mkdirSync(join(folder, 'erased.log'), { mode: 0o700 });
    },
    finds: ['erased-log-unreadable'],
    refused: true,
  },
  {
    name: 'somebody in it whom erased.log names, as in a backup that was copied back',
    harm(folder) {
      using opened = new DatabaseSync(db(folder));
      const held = opened.prepare('select conversation, id from member_key where rowid = 20').get();
      const { conversation, id } = held as { conversation: ConversationId; id: string };
      erasedLog(db(folder), keyring(houseKey)).append(conversation, id, 1);
    },
    finds: ['erased-waiting'],
    refused: false,
  },
  {
    name: 'turns of next month, as a clock that was wrong leaves them',
    harm: (folder) => sql(folder, 'update cause set at = at + 30 * 86400000'),
    finds: ['clock-behind'],
    refused: false,
  },
  {
    name: 'events that were given up',
    harm: (folder) =>
      sql(
        folder,
        `insert into failure (cause, conversation, count, at) values (x'01', null, 3, unixepoch() * 1000)`,
      ),
    finds: ['quarantined'],
    refused: false,
  },
  {
    name: 'messages nobody took',
    harm: (folder) => sql(folder, `update delivery set state = 'dead' where state = 'pending'`),
    finds: ['undelivered'],
    refused: false,
  },
  {
    name: 'a last backup of ten days ago',
    harm(folder) {
      using opened = new DatabaseSync(db(folder));
      const past = opened
        .prepare(`select sql from sqlite_schema where name = 'audit_keeps_its_past'`)
        .get()?.['sql'];
      opened.exec(`drop trigger audit_keeps_its_past; update audit set at = at - 10 * 86400000`);
      opened.exec(String(past));
    },
    finds: ['backup-late'],
    refused: false,
  },
  {
    name: 'a backup kept too long',
    harm(folder) {
      const kept = join(folder, 'old.db');
      writeFileSync(kept, readFileSync(db(folder)), { mode: 0o600 });
      utimesSync(kept, 1_000, 1_000);
    },
    finds: ['backups-old'],
    refused: false,
  },
  {
    name: 'a change of the key that was broken off',
    harm: (folder) => writeFileSync(`${key(folder)}.new`, another, { mode: 0o600 }),
    finds: ['key-change-broken-off'],
    refused: false,
  },
  {
    name: 'a change of the key that was broken off between two names',
    harm: (folder) => renameSync(key(folder), `${key(folder)}.new`),
    finds: ['key-change-broken-off'],
    refused: true,
  },
  {
    name: 'a key from before',
    harm: (folder) => writeFileSync(`${key(folder)}.before-2026-01-01`, another, { mode: 0o600 }),
    finds: ['old-key-kept'],
    refused: false,
  },
  {
    name: 'a restore that was broken off',
    harm: (folder) => writeFileSync(`${db(folder)}.part`, 'half', { mode: 0o600 }),
    finds: ['left-over'],
    refused: false,
  },
  {
    name: 'a bit in what somebody said',
    harm: (folder) => sql(folder, turnOver('entry', 'body', 'rowid = 40')),
    finds: ['rows-damaged'],
    refused: false,
  },
  {
    name: 'a bit in somebody’s key',
    harm: (folder) => sql(folder, turnOver('member_key', 'wrapped', 'rowid = 10')),
    finds: ['rows-damaged'],
    refused: false,
  },
  {
    name: 'somebody at another version',
    harm: (folder) => sql(folder, 'update conversation set version = 77 where rowid = 10'),
    finds: ['rows-damaged'],
    refused: false,
  },
];

function turnOver(table: string, column: string, where: string): string {
  const bit = `case when substr(${column}, 30, 1) = x'00' then x'01' else x'00' end`;
  return `update ${table} set ${column} = cast(substr(${column}, 1, 29) || ${bit} || substr(${column}, 31) as blob) where ${where}`;
}
