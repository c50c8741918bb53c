import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { connect, type SqliteOptions } from '#store/sqlite/connection.ts';
import { forgetter } from '#store/sqlite/forget.ts';
import { sqliteTurns } from '#store/sqlite/turns.ts';
import { newFolder, openIn, testKey } from './folder.ts';
import { delivery, member, session, start, turn } from './samples.ts';

/** A closed store with one person in it. */
async function settled(folder: string): Promise<string> {
  const store = await openIn(folder);
  const ada = store.idOf('terminal:ada');
  const met = { conversation: member(ada, 1), deliveries: [delivery('d', ada)] };
  await store.commit(turn('meet', met));
  await store.close();
  return join(folder, 'mooring.sqlite');
}

function alter(file: string, sql: string): void {
  using db = new DatabaseSync(file);
  db.exec(sql);
}

/** Bends one entry of an index, which no page's own structure shows. */
function withoutIndexed(file: string): void {
  using db = new DatabaseSync(file);
  const { rootpage } = db
    .prepare(`select rootpage from sqlite_schema where name = 'sqlite_autoindex_conversation_1'`)
    .get() as { rootpage: number };
  const id = db.prepare('select id from conversation').get()?.['id'] as string;
  db.close();
  const bytes = readFileSync(file);
  const at = bytes.indexOf(id, (rootpage - 1) * 4_096);
  bytes.writeUInt8((bytes[at + 9] as number) ^ 1, at + 9);
  writeFileSync(file, bytes);
}

/** Opens a store in a process of its own, which says `ready`, or why it was refused. */
async function elsewhere(folder: string) {
  const script = `
    import { openSqlite } from '#store/sqlite/open-sqlite.ts';
    const file = ${JSON.stringify(join(folder, 'mooring.sqlite'))};
    try {
      await openSqlite({ file, key: Buffer.alloc(32, 7), lock: true });
      process.stdout.write('ready');
      setInterval(() => {}, 1000);
    } catch (error) {
      process.stdout.write(error.reason);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, said: said.toString() };
}

describe('the lock of the service', () => {
  test('keeps a second service out, and names the first', async () => {
    using folder = newFolder();
    const store = await openIn(folder.path);
    const second = openIn(folder.path);
    await expect(second).rejects.toMatchObject({ name: 'StoreError', reason: 'locked' });
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    const child = await elsewhere(folder.path);
    expect(child.said).toBe('locked');
    await store.close();
    await (await openIn(folder.path)).close();
  });

  test('lets other commands work beside it', async () => {
    using folder = newFolder();
    const store = await openIn(folder.path);
    const beside = await openIn(folder.path, { lock: false });
    const ada = store.idOf('terminal:ada');
    await beside.commit(turn('a', { conversation: member(ada, 1) }));
    await store.commit(turn('b', { was: 1, conversation: member(ada, 2) }));
    await beside.commit(turn('c', { was: 2, of: ada }));
    await beside.commit(turn('d', { conversation: member(ada, 3) }));
    expect(await store.commit(turn('e', { was: 3, conversation: member(ada, 4) }))).toBe(
      'conflict',
    );
    expect(await store.load(ada)).toEqual(member(ada, 3));
    await store.commit(turn('e', { was: 3, conversation: member(ada, 4) }));
    expect(await beside.load(ada)).toEqual(member(ada, 4));
    await beside.close();
    await store.close();
  });

  test('and both know which flows are lived in, whoever wrote last', async () => {
    using folder = newFolder();
    const store = await openIn(folder.path);
    const beside = await openIn(folder.path, { lock: false });
    const ada = store.idOf('terminal:ada');
    const at = (version: number, flow: string, ids: readonly string[] = []) =>
      turn(`${version} ${flow} ${ids.length}`, {
        was: version === 1 ? null : version - 1,
        conversation: { ...member(ada, version), sessions: [session(flow, 'r')] },
        deliveries: ids.map((id) => delivery(id, ada)),
      });
    const lives = async (flow: string) => (await store.live(flow as FlowId, 9)).length;
    await store.commit(at(1, 'menu'));
    await beside.commit(at(2, 'lesson'));
    await store.commit(at(3, 'menu'));
    expect([await lives('menu'), await lives('lesson')]).toEqual([1, 0]);
    await expect(store.commit(at(4, 'pause', ['same', 'same']))).rejects.toThrow('delivery.id');
    await beside.commit(at(4, 'lesson'));
    await store.commit(at(5, 'pause'));
    expect([await lives('pause'), await lives('lesson')]).toEqual([1, 0]);
    await beside.close();
    await store.close();
  });

  test('is gone with its process, even one that was killed', async () => {
    using folder = newFolder();
    const { child, said } = await elsewhere(folder.path);
    expect(said).toBe('ready');
    await expect(openIn(folder.path)).rejects.toThrow(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await openIn(folder.path)).close();
  });

  test('survives a torn lock file', async () => {
    using folder = newFolder();
    const file = await settled(folder.path);
    writeFileSync(`${file}.lock`, 'x'.repeat(5_000));
    const store = await openIn(folder.path);
    await expect(openIn(folder.path)).rejects.toMatchObject({ reason: 'locked' });
    await store.close();
  });
});

describe('a store that cannot be opened is left as it was', () => {
  test.each([
    ['wrong-key', 'another key', () => undefined, { key: Buffer.alloc(32, 8) }],
    ['newer', 'a later schema', (file: string) => alter(file, 'pragma user_version = 99'), {}],
    ['damaged', 'an empty file', (file: string) => writeFileSync(file, ''), {}],
    [
      'damaged',
      'a schema nobody wrote',
      (file: string) => alter(file, 'pragma user_version = 0'),
      {},
    ],
    ['damaged', 'an index that tells of rows that are not there', withoutIndexed, {}],
    ['damaged', 'no database', (file: string) => writeFileSync(file, 'hello '.repeat(2_000)), {}],
    [
      'damaged',
      'a database of something else',
      (file: string) => {
        rmSync(file);
        alter(file, 'create table shop (id integer)');
      },
      {},
    ],
    [
      'damaged',
      'pages of noise',
      (file: string) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xa5, 4_096));
      },
      {},
    ],
  ] as const)('%s: %s', async (reason, _, harm, changes) => {
    using folder = newFolder();
    const file = await settled(folder.path);
    harm(file);
    const before = readFileSync(file);
    const opened = openIn(folder.path, changes);
    await expect(opened).rejects.toMatchObject({ name: 'StoreError', reason });
    await expect(opened).rejects.toThrow(file);
    await expect(opened).rejects.toThrow(/Nothing was (changed|overwritten)/);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('with the log a killed process left, too', async () => {
    using folder = newFolder();
    using crashed = newFolder();
    const store = await openIn(folder.path);
    const ada = store.idOf('terminal:ada');
    await store.commit(turn('a', { conversation: member(ada, 1) }));
    for (let was = 1; was < 8; was += 1)
      await store.commit(turn(`${was}`, { was, conversation: member(ada, was + 1) }));
    const [file, log] = ['mooring.sqlite', 'mooring.sqlite-wal'].map((name) =>
      join(crashed.path, name),
    ) as [string, string];
    execFileSync('cp', ['-r', `${folder.path}/.`, crashed.path]);
    await store.close();

    const whole = readFileSync(log);
    const refused = async (reason: string, changes: Partial<SqliteOptions> = {}) => {
      const before = [file, log].map((one) => readFileSync(one));
      await expect(openIn(crashed.path, changes)).rejects.toMatchObject({ reason });
      expect([file, log].map((one) => readFileSync(one))).toEqual(before);
    };
    await refused('wrong-key', { key: Buffer.alloc(32, 8) });
    const bent = Buffer.from(whole);
    bent.writeUInt8(bent.readUInt8(whole.length / 2) ^ 1, whole.length / 2);
    writeFileSync(log, bent);
    await refused('damaged');
    await expect(openIn(crashed.path)).rejects.toThrow(/write-ahead log/);

    // The last turn torn by a power cut is one nobody was told of.
    writeFileSync(log, whole.subarray(0, whole.length - 100));
    const again = await openIn(crashed.path);
    expect((await again.load(ada))?.version).toBe(7);
    await again.close();
  });

  test('read-only: a folder that can never be made is refused, and not tried for ever', async () => {
    using folder = newFolder();
    const file = '/proc/nothing/here/mooring.db';
    const opened = openIn(folder.path, { file });
    await expect(opened).rejects.toMatchObject({ name: 'StoreError', reason: 'read-only' });
    await expect(opened).rejects.toThrow('/proc/nothing cannot be made');
  });

  test('read-only: a place that cannot be written', async () => {
    using folder = newFolder();
    const opened = openIn(folder.path, { file: folder.path });
    await expect(opened).rejects.toMatchObject({ name: 'StoreError', reason: 'read-only' });
  });
});

test('a row that was changed or moved does not open, and says which', async () => {
  using folder = newFolder();
  const file = await settled(folder.path);
  alter(file, `update conversation set body = cast(substr(body, 1, 40) || x'00' as blob)`);
  const store = await openIn(folder.path);
  const loading = store.load(store.idOf('terminal:ada'));
  await expect(loading).rejects.toMatchObject({ name: 'StoreError', reason: 'damaged' });
  await store.close();
});

test('a delivery that does not open stands in nobody’s way', async () => {
  using folder = newFolder();
  const file = await settled(folder.path);
  alter(file, `update delivery set payload = zeroblob(40)`);
  const store = await openIn(folder.path);
  const ada = store.idOf('terminal:ada');
  await store.commit(
    turn('b', { was: 1, conversation: member(ada, 2), deliveries: [delivery('next', ada)] }),
  );
  expect(await store.undelivered(start, 10)).toEqual([]);
  await store.sending([], start);
  expect((await store.undelivered(start, 10)).map((each) => each.id)).toEqual(['next']);
  await store.sweep(start + 60_000);
  const looking = new DatabaseSync(file, { readOnly: true });
  const kept = looking.prepare(`select state, length(payload) as size from delivery`).all();
  expect(kept[0]).toEqual({ state: 'dead', size: 40 });
  looking.close();
  await store.close();
});

test('on a full disk the turn is refused, the rest is kept, and it goes on when there is room', async () => {
  using folder = newFolder();
  const file = await settled(folder.path);
  const connection = connect({ file, key: testKey, lock: false });
  const turns = sqliteTurns(connection, forgetter(connection));
  const ada = connection.keys.idOf('terminal:ada');
  connection.db.exec(`pragma max_page_count = ${statSync(file).size / 4_096}`);
  const long = { ...member(ada, 2), address: 'x'.repeat(50_000) };
  const refused = [
    turns.commit(turn('b', { was: 1, conversation: long })),
    turns.commit(turn('c', { was: 1, conversation: member(ada, 2) })),
  ];
  for (const outcome of await Promise.allSettled(refused)) {
    expect(outcome).toMatchObject({ reason: { name: 'StoreError', reason: 'full' } });
  }
  expect(await turns.load(ada)).toEqual(member(ada, 1));
  connection.db.exec('pragma max_page_count = 100000');
  expect(await turns.commit(turn('b', { was: 1, conversation: long }))).toBe('committed');
  connection.close();
});

test.each(['mooring.sqlite', 'mooring.sqlite.lock'])(
  'where %s is replaced under a running service, no turn is taken that would be lost',
  async (name) => {
    using folder = newFolder();
    await settled(folder.path);
    const store = await openIn(folder.path);
    const ada = store.idOf('terminal:ada');
    renameSync(join(folder.path, name), join(folder.path, 'away'));
    writeFileSync(join(folder.path, name), '');
    const taken = store.commit(turn('b', { was: 1, conversation: member(ada, 2) }));
    await expect(taken).rejects.toMatchObject({ name: 'StoreError', reason: 'moved' });
    expect(readFileSync(join(folder.path, name), 'utf8')).toBe('');
    renameSync(join(folder.path, 'away'), join(folder.path, name));
    expect(await store.commit(turn('b', { was: 1, conversation: member(ada, 2) }))).toBe(
      'committed',
    );
    await store.close();
  },
);

test('what was committed is there after the process was killed', async () => {
  using folder = newFolder();
  const script = `
    import { openSqlite } from '#store/sqlite/open-sqlite.ts';
    import { member, turn } from './test/store/samples.ts';
    const store = await openSqlite({ file: ${JSON.stringify(join(folder.path, 'mooring.sqlite'))}, key: Buffer.alloc(32, 7), lock: true });
    const ada = store.idOf('terminal:ada');
    for (let was = 0; ; was += 1) {
      await store.commit(turn('t' + was, { was: was || null, conversation: member(ada, was + 1) }));
      process.stdout.write('.');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  let kept = 0;
  child.stdout.on('data', (dots: Buffer) => {
    kept += dots.length;
    if (kept > 50) child.kill('SIGKILL');
  });
  await once(child, 'close');
  const store = await openIn(folder.path);
  expect((await store.load(store.idOf('terminal:ada')))?.version).toBeGreaterThanOrEqual(kept);
  expect((await store.health()).integrity).toBe('ok');
  await store.close();
});

test('closing keeps what was asked for before it', async () => {
  using folder = newFolder();
  const store = await openIn(folder.path);
  const ada = store.idOf('terminal:ada');
  const asked = store.commit(turn('a', { conversation: member(ada, 1) }));
  await store.close();
  expect(await asked).toBe('committed');
  const again = await openIn(folder.path);
  expect(await again.load(ada)).toEqual(member(ada, 1));
  await again.close();
});

test('the audit cannot be changed or shortened', async () => {
  using folder = newFolder();
  const store = await openIn(folder.path);
  await store.audit('export', null, start);
  await store.close();
  const file = join(folder.path, 'mooring.sqlite');
  expect(() => alter(file, `update audit set act = 'nothing'`)).toThrow('append-only');
  expect(() => alter(file, 'delete from audit')).toThrow('append-only');
});
