import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '#store/sqlite/connection.ts';
import { newFolder, testKey } from './folder.ts';

test('every connection that writes waits for the disk at each commit, and wipes what it deletes', () => {
  using folder = newFolder();
  const file = join(folder.path, 'mooring.sqlite');
  for (const lock of [true, false]) {
    const connection = connect({ file, key: testKey, lock });
    const setting = (name: string): unknown =>
      Object.values(connection.db.prepare(`pragma ${name}`).get() ?? {})[0];
    expect(setting('journal_mode')).toBe('wal');
    expect(setting('synchronous')).toBe(2); // full
    expect(setting('fullfsync')).toBe(1);
    expect(setting('secure_delete')).toBe(1);
    connection.close();
  }
});

const hasStrace = (() => {
  const tried = spawnSync('strace', ['-o', '/dev/null', 'true']);
  return tried.status === 0;
})();

/** What a script of ours asks the system to do, one call a line, and the marks it writes in between. */
function callsOf(folder: string, script: string): readonly string[] {
  const trace = join(folder, 'trace');
  const calls = 'fsync,fdatasync,rename,renameat,renameat2,write,pwrite64,unlink,openat';
  execFileSync(
    'strace',
    [
      '-f',
      '-y',
      '-s',
      '64',
      '-e',
      `trace=${calls}`,
      '-o',
      trace,
      process.execPath,
      '--input-type=module',
      '--eval',
      script,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return readFileSync(trace, 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\d+\s+/, ''));
}

test.skipIf(!hasStrace)(
  'a turn, a forgotten person, a key, a backup and a restore are on the disk before anybody is told',
  { timeout: 60_000 },
  () => {
    using folder = newFolder();
    const calls = callsOf(
      folder.path,
      `
      import { mkdirSync } from 'node:fs';
      import { writeSync } from 'node:fs';
      import { makeKeyFile } from '#store/key.ts';
      import { openSqlite } from '#store/sqlite/open-sqlite.ts';
      import { restore } from '#store/sqlite/restore.ts';
      import { member, turn } from './test/store/samples.ts';
      const folder = ${JSON.stringify(folder.path)};
      const mark = (text) => writeSync(1, 'mark ' + text);
      const key = makeKeyFile(folder + '/key');
      mark('key');
      const file = folder + '/mooring.sqlite';
      const store = await openSqlite({ file, key, lock: true });
      const ada = store.idOf('terminal:ada');
      mark('opened');
      await store.commit(turn('a', { conversation: member(ada, 1) }));
      mark('turn');
      await store.backup(folder + '/backup.sqlite');
      mark('backup');
      await store.commit(turn('b', { was: 1, of: ada }));
      mark('forgotten');
      await store.close();
      mark('closed');
      restore({ backup: folder + '/backup.sqlite', file, key, replace: true });
      mark('restored');`,
    );
    const between = (from: string | null, to: string): readonly string[] => {
      const at = (mark: string): number =>
        calls.findIndex((call) => call.includes(`"mark ${mark}"`));
      expect(at(to)).toBeGreaterThan(0);
      return calls.slice(from === null ? 0 : at(from), at(to));
    };
    /** After the last of one kind comes one of the other. */
    const follows = (made: readonly string[], what: RegExp, then: RegExp): void => {
      const last = made.findLastIndex((call) => what.test(call));
      expect(last, String(what)).toBeGreaterThan(-1);
      expect(made.slice(last + 1).join('\n')).toMatch(then);
    };
    const home = `<${folder.path}>`;
    const [here, folderSync] = [
      folder.path.replaceAll('/', '\\/'),
      new RegExp(`^fsync\\(\\d+${home}\\)`, 'm'),
    ];
    follows(between(null, 'key'), /^write\(\d+<.*\/key>/, /^fsync\(\d+<.*\/key>/m);
    follows(between(null, 'key'), /^fsync\(\d+<.*\/key>/, folderSync);
    follows(
      between('opened', 'turn'),
      /^pwrite64\(\d+<.*-wal>/,
      /^(fsync|fdatasync)\(\d+<.*-wal>/m,
    );
    follows(
      between('turn', 'backup'),
      /^pwrite64\(\d+<.*backup\.sqlite\.part>/,
      /^(fsync|fdatasync)\(\d+<.*\.part>/,
    );
    follows(between('turn', 'backup'), /^rename.*backup\.sqlite/, folderSync);
    const forgetting = between('backup', 'forgotten');
    follows(forgetting, /^write\(\d+<.*erased\.log>/, /^fsync\(\d+<.*erased\.log>/m);
    follows(forgetting, /^fsync\(\d+<.*erased\.log>/, /^(fsync|fdatasync)\(\d+<.*-wal>/m);
    follows(forgetting, /^openat.*erased\.log.*O_CREAT/, folderSync);
    const restoring = between('closed', 'restored');
    follows(restoring, /^pwrite64\(\d+<.*\.part>/, /^(fsync|fdatasync)\(\d+<.*\.part>/m);
    follows(restoring, new RegExp(`^rename.*${here}`), folderSync);
  },
);
