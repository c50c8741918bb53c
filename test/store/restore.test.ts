import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { ConversationId, DeliveryId } from '#conversation/id.ts';
import { restore } from '#store/sqlite/restore.ts';
import type { Store } from '#store/store.ts';
import { newFolder, openIn, testKey } from './folder.ts';
import { delivery, member, start, turn } from './samples.ts';

const put = (folder: string, replace = true, key: Uint8Array = testKey) =>
  restore({
    backup: join(folder, 'backup.sqlite'),
    file: join(folder, 'mooring.sqlite'),
    key,
    replace,
    now: () => start,
  });

const forget = (store: Store, who: ConversationId, cause = 'forget') =>
  store.commit(turn(cause, { was: 1, of: who }));

/** What SQLite writes of a database nothing was ever put into. */
function newDatabase(): Buffer {
  using folder = newFolder();
  const file = join(folder.path, 'new.sqlite');
  const db = new DatabaseSync(file);
  db.exec('vacuum; pragma user_version = 0');
  db.close();
  return readFileSync(file);
}

/** Two people and one community, and a backup of them. */
async function backedUp(folder: string) {
  const store = await openIn(folder);
  const [ada, bo, house] = ['ada', 'bo', 'house'].map((name) => store.idOf(`terminal:${name}`)) as [
    ConversationId,
    ConversationId,
    ConversationId,
  ];
  const at = { ...member(ada, 1), communities: [house] };
  await store.commit(turn('a', { conversation: at, deliveries: [delivery('a1', ada)] }));
  const said = [delivery('b1', bo), delivery('b2', bo), delivery('b3', bo)];
  await store.commit(turn('b', { conversation: member(bo, 1), deliveries: said }));
  await store.sending(['b1' as DeliveryId], start);
  await store.settle('b1' as DeliveryId, 'sent', null);
  await store.sending(['b2' as DeliveryId], start);
  await store.backup(join(folder, 'backup.sqlite'));
  return { store, ada, bo, house };
}

describe('a backup', () => {
  test('is whole and of one moment, while turns go on', async () => {
    using folder = newFolder();
    const store = await openIn(folder.path);
    const people = Array.from({ length: 200 }, (_, index) => store.idOf(`terminal:${index}`));
    const round = (was: number | null) =>
      people.map((id) =>
        store.commit(
          turn(`${id} ${was}`, {
            was,
            conversation: member(id, (was ?? 0) + 1, 'x'.repeat(3_000)),
          }),
        ),
      );
    await Promise.all(round(null));
    const copying = { done: false };
    const backup = store.backup(join(folder.path, 'backup.sqlite')).finally(() => {
      copying.done = true;
    });
    for (let was = 1; !copying.done || was < 4; was += 1) {
      expect(new Set(await Promise.all(round(was)))).toEqual(new Set(['committed']));
    }
    await backup;
    await store.close();
    put(folder.path);
    const restored = await openIn(folder.path);
    const versions = await Promise.all(
      people.map(async (id) => (await restored.load(id))?.version),
    );
    expect(new Set(versions).size).toBe(1);
    expect((await restored.health()).integrity).toBe('ok');
    await restored.close();
  });

  test('never takes the place of a file, and leaves nothing half done', async () => {
    using folder = newFolder();
    const store = await openIn(folder.path);
    const file = join(folder.path, 'notes.txt');
    writeFileSync(file, 'mine');
    await expect(store.backup(file)).rejects.toMatchObject({
      name: 'StoreError',
      reason: 'exists',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const nowhere = store.backup(join(folder.path, 'no', 'such', 'folder'));
    await expect(nowhere).rejects.toMatchObject({ name: 'StoreError', reason: 'read-only' });
    expect(existsSync(`${file}.part`)).toBe(false);
    await store.close();
  });
});

describe('a restore', () => {
  test('brings back what was, and sends nothing blindly', async () => {
    using folder = newFolder();
    const { store, ada, bo } = await backedUp(folder.path);
    await store.commit(turn('later', { was: 1, conversation: member(bo, 2) }));
    await store.close();
    expect(put(folder.path)).toEqual({ forgotten: 0, unknown: 3, log: 'none' });
    const restored = await openIn(folder.path);
    expect((await restored.load(bo))?.version).toBe(1);
    expect((await restored.load(ada))?.version).toBe(1);
    expect(await restored.undelivered(start, 9)).toMatchObject([
      { id: 'a1', state: 'unknown' },
      { id: 'b2', state: 'unknown', attempts: 1 },
    ]);
    expect((await restored.health()).rows['audit']).toBe(1);
    await restored.close();
  });

  test('keeps the forgotten forgotten, tells their community, and spares who came back', async () => {
    using folder = newFolder();
    const { store, ada, bo, house } = await backedUp(folder.path);
    await forget(store, bo);
    await store.commit(turn('back', { conversation: member(bo, 1, 'again') }));
    await store.backup(join(folder.path, 'second.sqlite'));
    await forget(store, ada, 'forget too');
    await store.close();

    expect(put(folder.path)).toMatchObject({ forgotten: 2 });
    const first = await openIn(folder.path);
    expect(await first.conversations()).toEqual([]);
    expect(await first.undelivered(start, 9)).toMatchObject([
      {
        conversation: ada,
        payload: { type: 'news', to: house, news: { type: 'erased', member: ada } },
      },
    ]);
    await first.close();

    copyFileSync(join(folder.path, 'second.sqlite'), join(folder.path, 'mooring.sqlite'));
    const second = await openIn(folder.path);
    expect(await second.load(ada)).toBeNull();
    expect(await second.load(bo)).toEqual(member(bo, 1, 'again'));
    await second.close();
  });

  test('refuses beside a running service, over a store that is there, and with what is no backup', async () => {
    using folder = newFolder();
    const { store } = await backedUp(folder.path);
    const refusing = (reason: string, ...rest: [replace?: boolean, key?: Uint8Array]) => {
      const before = readFileSync(join(folder.path, 'mooring.sqlite'));
      expect(() => put(folder.path, ...rest)).toThrow(expect.objectContaining({ reason }));
      expect(readFileSync(join(folder.path, 'mooring.sqlite')).equals(before)).toBe(true);
      expect(existsSync(join(folder.path, 'mooring.sqlite.part'))).toBe(false);
    };
    refusing('locked');
    await store.close();
    refusing('exists', false);
    refusing('wrong-key', true, Buffer.alloc(32, 8));
    const backup = join(folder.path, 'backup.sqlite');
    const whole = readFileSync(backup);
    writeFileSync(backup, whole.subarray(0, whole.length / 2));
    refusing('damaged');
    writeFileSync(backup, 'not a backup at all '.repeat(500));
    refusing('damaged');
    for (const nothing of ['', newDatabase()]) {
      writeFileSync(backup, nothing);
      refusing('damaged');
    }
    writeFileSync(backup, whole);
    expect(put(folder.path)).toMatchObject({ forgotten: 0 });
  });

  test('says of the backup, and not of a file between, what is wrong with it', async () => {
    using folder = newFolder();
    const { store } = await backedUp(folder.path);
    await store.close();
    const backup = join(folder.path, 'backup.sqlite');
    expect(() => put(folder.path, true, Buffer.alloc(32, 8))).toThrow(
      `does not open the backup ${backup}. Give`,
    );
    writeFileSync(backup, readFileSync(backup).subarray(0, 10_000));
    expect(() => put(folder.path)).toThrow(`${backup} is damaged`);
    rmSync(backup);
    mkdirSync(backup);
    expect(() => put(folder.path)).toThrow(`${backup} is damaged, or no backup`);
  });

  test('is for its owner alone, whoever could read the backup', async () => {
    using folder = newFolder();
    const { store } = await backedUp(folder.path);
    await store.close();
    chmodSync(join(folder.path, 'backup.sqlite'), 0o644);
    put(folder.path);
    expect(statSync(join(folder.path, 'mooring.sqlite')).mode & 0o777).toBe(0o600);
  });

  test('takes nothing from the log a killed service left', async () => {
    using folder = newFolder();
    using crashed = newFolder();
    const { store, bo } = await backedUp(folder.path);
    await store.commit(turn('later', { was: 1, conversation: member(bo, 2) }));
    for (const name of ['mooring.sqlite', 'mooring.sqlite-wal', 'backup.sqlite']) {
      execFileSync('cp', [join(folder.path, name), crashed.path]);
    }
    await store.close();
    put(crashed.path);
    const restored = await openIn(crashed.path);
    expect((await restored.load(bo))?.version).toBe(1);
    expect((await restored.health()).integrity).toBe('ok');
    await restored.close();
  });

  test('needs no store to be there', async () => {
    using folder = newFolder();
    using fresh = newFolder();
    const { store, ada } = await backedUp(folder.path);
    await store.close();
    const file = join(fresh.path, 'deep', 'mooring.sqlite');
    restore({ backup: join(folder.path, 'backup.sqlite'), file, key: testKey, replace: false });
    const restored = await openIn(fresh.path, { file });
    expect((await restored.load(ada))?.version).toBe(1);
    await restored.close();
  });
});
