import { appendFileSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { erasedLog } from '#store/erased-log.ts';
import { keyring } from '#store/keyring.ts';
import { restore } from '#store/sqlite/restore.ts';
import { newFolder, openIn, testKey } from './folder.ts';
import { delivery, entry, member, start, turn } from './samples.ts';

const keys = keyring(testKey);
const ada = keys.idOf('terminal:ada');
const bo = keys.idOf('terminal:bo');
const logIn = (folder: string) => erasedLog(join(folder, 'mooring.sqlite'), keys);

describe('the log of who was forgotten', () => {
  test('knows them by the key they were written with, and nobody else', () => {
    using folder = newFolder();
    const log = logIn(folder.path);
    expect(log.forgotten()(ada, 'k')).toBe(false);
    log.append(ada, 'k', start);
    log.append(bo, 'k2', start + 1);
    const isForgotten = log.forgotten();
    expect([isForgotten(ada, 'k'), isForgotten(bo, 'k2')]).toEqual([true, true]);
    expect([isForgotten(ada, 'later'), isForgotten(bo, 'k')]).toEqual([false, false]);
    expect(log.flaws()).toEqual({ damaged: 0, isCutOff: false });
  });

  test('notices every byte that is changed, and still knows whom the other lines name', () => {
    using folder = newFolder();
    const log = logIn(folder.path);
    log.append(ada, 'k', start);
    log.append(bo, 'k', start);
    const whole = readFileSync(log.file);
    const second = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (const at of whole.keys()) {
      const bent = Buffer.from(whole);
      bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
      writeFileSync(log.file, bent);
      const { damaged, isCutOff } = log.flaws();
      expect(damaged > 0 || isCutOff, `byte ${at}`).toBe(true);
      if (at >= second) expect(log.forgotten()(ada, 'k')).toBe(true);
    }
  });

  test('goes on behind a line that a power cut tore, and behind a heading that was lost', () => {
    using folder = newFolder();
    const log = logIn(folder.path);
    log.append(ada, 'k', start);
    const whole = readFileSync(log.file, 'utf8');
    const line = whole.slice(whole.indexOf('\n') + 1);
    for (let end = 1; end < line.length; end += 1) {
      writeFileSync(log.file, whole + line.slice(0, end));
      expect(log.flaws()).toEqual({ damaged: 0, isCutOff: true });
      log.append(bo, 'k', start);
      expect(log.flaws()).toEqual({ damaged: 0, isCutOff: false });
      expect([log.forgotten()(ada, 'k'), log.forgotten()(bo, 'k')]).toEqual([true, true]);
    }
    for (let end = 1; end < whole.indexOf('\n'); end += 1) {
      writeFileSync(log.file, whole.slice(0, end));
      expect(log.flaws().damaged).toBe(0);
      log.append(bo, 'k', start);
      expect(log.forgotten()(bo, 'k')).toBe(true);
    }
  });

  test('of another store, or made up, is damaged', () => {
    using folder = newFolder();
    erasedLog(join(folder.path, 'x'), keyring(Buffer.alloc(32, 8))).append(ada, 'k', start);
    expect(logIn(folder.path).flaws().damaged).toBe(2);
    writeFileSync(join(folder.path, 'erased.log'), 'hello\n');
    expect(logIn(folder.path).flaws().damaged).toBe(1);
  });

  test('of the first format, without checks, still counts', () => {
    using folder = newFolder();
    const log = logIn(folder.path);
    const salt = '0'.repeat(32);
    const hash = Buffer.from(keys.digest('erased', `${salt}\n${ada}\nk`)).toString('hex');
    writeFileSync(log.file, `mooring erased 1 ${salt}\n${start} ${hash}\n`);
    log.append(bo, 'k', start);
    expect([log.forgotten()(ada, 'k'), log.forgotten()(bo, 'k')]).toEqual([true, true]);
    expect(log.flaws()).toEqual({ damaged: 0, isCutOff: false });
  });
});

/** Cy was forgotten before the backup, Ada after it; Bo was not. */
async function lived(folder: string) {
  const store = await openIn(folder);
  const cy = store.idOf('terminal:cy');
  for (const id of [ada, bo, cy])
    await store.commit(
      turn(`hello ${id}`, {
        conversation: member(id, 1, `word of ${id}`),
        deliveries: [delivery(`d ${id}`, id)],
        record: [entry('mood')],
      }),
    );
  await store.commit(turn('cy', { was: 1, of: cy }));
  await store.backup(join(folder, 'backup.sqlite'));
  const older = readFileSync(join(folder, 'erased.log'));
  await store.commit(turn('ada', { was: 1, of: ada }));
  await store.close();
  return { older, log: join(folder, 'erased.log') };
}

const put = (folder: string, acceptLog = false) =>
  restore({
    backup: join(folder, 'backup.sqlite'),
    file: join(folder, 'mooring.sqlite'),
    key: testKey,
    replace: true,
    acceptLog,
    now: () => start,
  });

const cases: readonly [string, (log: string) => void, RegExp | null, boolean][] = [
  ['as it should be', () => {}, null, true],
  ['missing', (log) => rmSync(log), /There is no .*erased\.log, and the backup knows/, false],
  [
    'cut off in its first half',
    (log) => writeFileSync(log, readFileSync(log).subarray(0, 70)),
    /is shorter than when the backup was made/,
    false,
  ],
  [
    'with half a last line',
    (log) => writeFileSync(log, readFileSync(log).subarray(0, -20)),
    /The last line of .* is cut off/,
    false,
  ],
  [
    'with a last line that was torn and nobody was told of',
    (log) => appendFileSync(log, '1234567890123 abc\n'),
    null,
    true,
  ],
  [
    'with a changed line',
    (log) => writeFileSync(log, readFileSync(log, 'utf8').replace(/[0-9a-f]\n$/, 'x\n')),
    /has 1 damaged line, or belongs to another store/,
    false,
  ],
  [
    'of another store',
    (log) => {
      rmSync(log);
      const other = erasedLog(log, keyring(Buffer.alloc(32, 8)));
      for (let at = 0; at < 9; at += 1) other.append(ada, 'k', at);
    },
    /has 10 damaged lines, or belongs to another store/,
    false,
  ],
];

describe('a restore beside a log of who was forgotten', () => {
  test.each(cases)('%s', async (_, harm, said, knowsThem) => {
    using folder = newFolder();
    const { log } = await lived(folder.path);
    harm(log);
    const before = readFileSync(join(folder.path, 'mooring.sqlite'));
    if (said !== null) {
      expect(() => put(folder.path)).toThrow(said);
      expect(() => put(folder.path)).toThrow('--accept-erased-log');
      expect(readFileSync(join(folder.path, 'mooring.sqlite')).equals(before)).toBe(true);
    }
    const { log: found } = put(folder.path, said !== null);
    expect(found).toBe(said === null ? 'whole' : 'incomplete');
    const store = await openIn(folder.path);
    expect((await store.load(ada)) === null).toBe(knowsThem);
    expect(await store.load(store.idOf('terminal:cy'))).toBeNull();
    expect(await store.load(bo)).toEqual(member(bo, 1, `word of ${bo}`));
    await store.close();
  });

  test('older than who was forgotten last knows the others, and the whole one heals it at the next start', async () => {
    using folder = newFolder();
    const { log, older } = await lived(folder.path);
    copyFileSync(log, `${log}.copy`);
    writeFileSync(log, older);
    expect(put(folder.path)).toMatchObject({ log: 'whole', forgotten: 0 });
    copyFileSync(`${log}.copy`, log);
    const store = await openIn(folder.path);
    expect(await store.load(ada)).toBeNull();
    expect(await store.entries(ada)).toEqual([]);
    expect(await store.conversations()).toEqual([bo]);
    await store.close();
  });

  test('that is not there says so where nobody was ever forgotten', async () => {
    using folder = newFolder();
    const store = await openIn(folder.path);
    await store.commit(turn('a', { conversation: member(ada, 1) }));
    await store.backup(join(folder.path, 'backup.sqlite'));
    await store.close();
    expect(put(folder.path)).toMatchObject({ log: 'none', forgotten: 0 });
  });
});
