import type { StoreAilment } from '#store/ailment.ts';

/** Everything `doctor` may find. Codes are stable; docs/operating.md explains each. */
export type AilmentCode =
  | StoreAilment
  | 'folder-closed'
  | 'folder-unwritable'
  | 'folder-open'
  | 'folder-readable'
  | 'files-open'
  | 'disk-low'
  | 'key-missing'
  | 'key-open'
  | 'key-unusable'
  | 'key-change-broken-off'
  | 'old-key-kept'
  | 'backups-old'
  | 'left-over';

/** One of them in words. */
export interface AilmentWords {
  /** Wrong, so that `doctor` exits 1; else a note. */
  readonly grave: boolean;
  readonly says: (count: number, what: string) => string;
  /** What to do, with the command to type. */
  readonly next: string;
}

const putBack = '`npx mooring restore <backup> --replace`';
const keepCopy = `Stop the companion, keep a copy of the data folder, then ${putBack} with the last backup`;

/** The words of each, and whether it is wrong. */
export const ailments: Readonly<Record<AilmentCode, AilmentWords>> = {
  'folder-closed': {
    grave: true,
    says: (_, what) => `The data folder ${what} cannot be entered.`,
    next: 'Run this as the user Mooring runs as, or give the folder to them: `chown <user> <folder>`.',
  },
  'folder-unwritable': {
    grave: true,
    says: (_, what) => `The data folder ${what} cannot be written.`,
    next: 'Give it to the user Mooring runs as: `chown <user> <folder>`. If the whole disk is read-only, look at the system’s log first: it may be failing.',
  },
  'folder-open': {
    grave: true,
    says: (_, what) => `Others on this machine may change what is in ${what}.`,
    next: 'Close it: `chmod 700 <folder>`.',
  },
  'folder-readable': {
    grave: false,
    says: (_, what) => `Others on this machine may see which files are in ${what}.`,
    next: 'Close it: `chmod 700 <folder>`.',
  },
  'files-open': {
    grave: true,
    says: (_, what) => `Others on this machine may read ${what}.`,
    next: 'Close them: `chmod 600 <file>`.',
  },
  'disk-low': {
    grave: true,
    says: (count, what) => `There are ${count} MB free where ${what} is.`,
    next: 'Make room, with space for a second copy of the store. Nothing has to be started anew.',
  },
  'disk-fails': {
    grave: true,
    says: () => 'The disk fails, or is full, where the store is read.',
    next: 'Look at the system’s log (`dmesg`). Copy the data folder to another disk and set MOORING_DATA to it.',
  },
  'key-missing': {
    grave: true,
    says: () => 'There is a store, and no key to open it.',
    next: 'Put the key file back from its copy, or set MOORING_KEY. Without the key nobody can read the store.',
  },
  'key-open': {
    grave: true,
    says: (_, what) => `Others on this machine may read the key file ${what}.`,
    next: '`chmod 600 <key file>`. If somebody may have read it, stop the companion and run `npx mooring change-key`.',
  },
  'key-unusable': {
    grave: true,
    says: (_, what) => `${what} is not a key.`,
    next: 'Put the key file back from its copy, or set MOORING_KEY.',
  },
  'key-wrong': {
    grave: true,
    says: () => 'This key does not open the store.',
    next: 'Give the key the store was made with, in MOORING_KEY or the key file. If `npx mooring change-key` was broken off, run it again.',
  },
  'key-change-broken-off': {
    grave: true,
    says: (_, what) => `A change of the key was broken off: ${what}.new is still there.`,
    next: 'Stop the companion and run `npx mooring change-key` again. Keep both key files until it has ended.',
  },
  'old-key-kept': {
    grave: false,
    says: (_, what) => `A key from before is still here: ${what}.`,
    next: 'Delete it together with the last backup that it opens.',
  },
  'store-empty': {
    grave: true,
    says: () => 'The file of the store is empty.',
    next: `If people talked to it before, ${putBack} with the last backup. If nobody ever did, remove the file.`,
  },
  'store-damaged': {
    grave: true,
    says: () => 'The store is damaged, or is not a store of Mooring.',
    next: `See that MOORING_DATA is the right folder. ${keepCopy}.`,
  },
  'store-newer': {
    grave: true,
    says: () => 'The store was written by a later Mooring.',
    next: `Install that version again. To go back for good, ${putBack} with a backup from before the upgrade.`,
  },
  'store-older': {
    grave: false,
    says: () => 'The store was written by an earlier Mooring.',
    next: 'Make a backup (`npx mooring backup <file>`); the next start brings it up to date.',
  },
  'store-unreadable': {
    grave: true,
    says: () => 'The file of the store cannot be read.',
    next: 'See that it is a file, and give it to the user Mooring runs as: `chown <user> <file>`, `chmod 600 <file>`.',
  },
  'store-unwritable': {
    grave: true,
    says: () => 'The file of the store cannot be written.',
    next: 'Give it to the user Mooring runs as: `chown <user> <file>`, `chmod 600 <file>`.',
  },
  'store-busy': {
    grave: true,
    says: () => 'Another process has kept the store to itself for more than five seconds.',
    next: 'Wait for it to end, then run `npx mooring doctor` again.',
  },
  'log-damaged': {
    grave: true,
    says: () =>
      'The write-ahead log beside the store is damaged before its end: what was said last is in it.',
    next: `${keepCopy}. To go on without what was said last, move the file that ends in -wal away.`,
  },
  'rows-damaged': {
    grave: true,
    says: (count, what) =>
      `Rows that do not open: ${count}, of ${what} people or rooms. Everybody else is served; these hear that something broke on our side.`,
    next: `${keepCopy}: what was said since is lost. To keep that and give these people up instead, \`npx mooring forget <member>\` for each.`,
  },
  'rows-newer': {
    grave: true,
    says: (count) =>
      `Conversations a later Mooring wrote: ${count}. They are left as they are; these people or rooms hear that something broke on our side, everybody else is served.`,
    next: `Install that version again. To go back for good, ${putBack} with a backup from before the upgrade.`,
  },
  'erased-log-incomplete': {
    grave: true,
    says: () =>
      'erased.log is missing, or shorter than it was: a backup that is put back would know again who asked to be forgotten.',
    next: 'Put erased.log back from its copy. If there is none, make a new backup (`npx mooring backup <file>`) and destroy all older ones.',
  },
  'erased-log-damaged': {
    grave: true,
    says: (count) =>
      `Damaged lines in erased.log: ${count}. A backup that is put back would know again whom they name.`,
    next: 'Put erased.log back from its copy. If there is none, make a new backup (`npx mooring backup <file>`) and destroy all older ones.',
  },
  'erased-log-unreadable': {
    grave: true,
    says: () => 'erased.log cannot be read, so nobody can be forgotten.',
    next: 'See that it is a file, and give it to the user Mooring runs as: `chown <user> erased.log`, `chmod 600 erased.log`.',
  },
  'erased-waiting': {
    grave: false,
    says: (count) =>
      `People who asked to be forgotten and are still here: ${count}. This is a backup that was copied back by hand.`,
    next: 'Nothing: the next start forgets them again, before anybody is served.',
  },
  'clock-behind': {
    grave: true,
    says: () => 'The store has turns from more than a day after this machine’s time.',
    next: 'Set the clock right (`timedatectl`). Until then check-ins come at the wrong time.',
  },
  late: {
    grave: true,
    says: (count) =>
      `A companion runs, and ${count} check-ins or messages are more than an hour late.`,
    next: 'Look at the log (`MOORING_LOG=info`), and start the companion again.',
  },
  quarantined: {
    grave: false,
    says: (count) =>
      `Events given up after three failures, in the last 30 days: ${count}. Each person was told that something broke on our side.`,
    next: 'Look for `quarantined` and `turn-failed` in the log, and report what stands beside them as a fault of Mooring.',
  },
  undelivered: {
    grave: false,
    says: (count) => `Messages that could not be delivered, in the last three days: ${count}.`,
    next: 'One or two are people who left or closed their messages. If there are many, look for `delivery-dead` in the log.',
  },
  'backup-late': {
    grave: false,
    says: (count) =>
      count === 0 ? 'No backup was ever made.' : `The last backup was made ${count} days ago.`,
    next: '`npx mooring backup <file>`, every day if you can; keep the key somewhere else.',
  },
  'backups-old': {
    grave: true,
    says: (_, what) =>
      `Backups older than 30 days: ${what}. Members were told that none is kept so long.`,
    next: 'Delete them: `rm <file>`.',
  },
  'left-over': {
    grave: false,
    says: (_, what) => `Left by a restore or a backup that was broken off: ${what}.`,
    next: 'Delete it while nothing is restored or backed up: `rm <file>`.',
  },
};
