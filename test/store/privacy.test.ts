import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { CauseId, DeliveryId, Id } from '#conversation/id.ts';
import type { Store } from '#store/store.ts';
import { newFolder, openIn } from './folder.ts';
import { delivery, entry, member, saying, session, start, turn } from './samples.ts';

/** What members and platforms gave us, and nobody may find at rest. */
const planted = {
  platformKey: 'discord:4410001:553311998877665544',
  platformId: '553311998877665544',
  address: 'dm-channel-9912345678',
  token: 'interaction-token-xyzzy',
  event: 'discord-event-776655443322',
  name: 'Marigold',
  answer: 'my sister moved out in spring',
  said: 'You told me about your garden.',
  report: 'somebody is unkind in the evening channel',
  moderator: 'Thistle the moderator',
  kind: 'panic-diary',
  step: 'what-frightened-you',
  goodbye: 'Everything of yours is gone now.',
};

/** Every file of a folder, read from a copy: reading a database in its own process would drop its locks. */
function filesOf(folder: string, copy: string): readonly { name: string; bytes: Buffer }[] {
  mkdirSync(copy);
  execFileSync('cp', ['-R', `${folder}/.`, copy]);
  return readdirSync(copy).map((name) => ({ name, bytes: readFileSync(join(copy, name)) }));
}

function found(files: ReturnType<typeof filesOf>, words: readonly (string | Uint8Array)[]) {
  return files.flatMap(({ name, bytes }) =>
    words
      .flatMap((word) =>
        typeof word === 'string' ? [Buffer.from(word), Buffer.from(word, 'utf16le')] : [word],
      )
      .filter((word) => bytes.includes(word))
      .map((word) => `${name}: ${Buffer.from(word).toString()}`),
  );
}

/** A person who did everything a person can do. */
async function live(store: Store) {
  const id = store.idOf(planted.platformKey);
  const met = member(id, 1, planted.name);
  const talk = session('daily-check-in', 'r1');
  const snapshot = { ...talk.snapshot, data: { answer: planted.answer } };
  await store.commit(
    turn(planted.event, {
      conversation: { ...met, address: planted.address, sessions: [{ ...talk, snapshot }] },
      deliveries: [
        delivery(store.tag('1'), id, {
          payload: {
            type: 'message',
            message: {
              paragraphs: [[planted.said, { said: planted.answer }]],
              question: null,
              choices: [],
              input: null,
              media: [],
              sensitivity: 'private',
              alwaysOn: [],
            },
            address: planted.address,
            via: { token: planted.token as Id<'reply-token'>, expiresAt: start },
          },
        }),
        delivery(store.tag('2'), id, {
          payload: {
            type: 'news',
            to: store.idOf('discord:guild:1'),
            news: { type: 'reported', member: id, name: planted.name, words: planted.report },
          },
        }),
        delivery(store.tag('3'), id, {
          payload: {
            type: 'news',
            to: id,
            news: { type: 'answered', moderator: planted.moderator, words: planted.report },
          },
        }),
      ],
      record: [
        entry(`root/${planted.step}/0`, {
          kind: planted.kind,
          values: { note: planted.answer },
        }),
      ],
    }),
  );
  await store.failed(`${planted.event}-bad` as CauseId, id, start);
  await store.audit('export', id, start);
  await store.sending([store.tag('1') as DeliveryId], start);
  return id;
}

test('nothing a member wrote and no platform’s id is found in any file at rest', async () => {
  using folder = newFolder();
  using copies = newFolder();
  const store = await openIn(folder.path);
  await live(store);
  await store.backup(join(folder.path, 'backup.sqlite'));
  const files = filesOf(folder.path, join(copies.path, 'running'));
  expect(files.map((each) => each.name).toSorted()).toEqual([
    'backup.sqlite',
    'mooring.sqlite',
    'mooring.sqlite-shm',
    'mooring.sqlite-wal',
    'mooring.sqlite.lock',
  ]);
  expect(found(files, ['daily-check-in'])).not.toEqual([]);
  expect(found(files, Object.values(planted))).toEqual([]);
  await store.close();
  const closed = filesOf(folder.path, join(copies.path, 'closed'));
  expect(found(closed, ['daily-check-in'])).not.toEqual([]);
  expect(found(closed, Object.values(planted))).toEqual([]);
  for (const { name } of closed) {
    expect(statSync(join(folder.path, name)).mode & 0o077, name).toBe(0);
  }
});

test('after forgetting, the key and every row it opened are in no file; the goodbye goes when it is said', async () => {
  using folder = newFolder();
  using copies = newFolder();
  const file = join(folder.path, 'mooring.sqlite');
  const store = await openIn(folder.path);
  const id = await live(store);
  const { wrapped, body, payload } = rowsOf(file, 'running');
  const ciphers = [wrapped!, body!.subarray(0, 60), payload!.subarray(0, 60)];
  expect(found(filesOf(folder.path, join(copies.path, 'before')), ciphers)).not.toEqual([]);

  const bye = store.tag('bye');
  const goodbye = delivery(bye, id, { payload: saying(planted.goodbye, planted.address) });
  await store.commit(turn('forget', { was: 1, deliveries: [goodbye] }));
  const forgotten = filesOf(folder.path, join(copies.path, 'after'));
  expect(found(forgotten, ciphers)).toEqual([]);
  expect(found(forgotten, Object.values(planted))).toEqual([]);
  const log = forgotten.find((each) => each.name === 'erased.log')?.bytes.toString();
  expect(log).toMatch(
    /^mooring erased 2 [0-9a-f]{32} [0-9a-f]{8}\n\d{13} [0-9a-f]{32} [0-9a-f]{8}\n$/,
  );
  expect(log).not.toContain(id);

  expect(await store.undelivered(start, 9)).toMatchObject([{ id: bye, payload: goodbye.payload }]);
  await store.sending([bye as DeliveryId], start);
  await store.settle(bye as DeliveryId, 'sent', null);
  await store.close();
  expect(rowsOf(file, 'closed')).toEqual({});
  using db = new DatabaseSync(file);
  for (const table of ['cause', 'failure']) {
    const rows = db.prepare(`select conversation from ${table}`).all();
    expect(rows.length, table).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row['conversation'])), table).toEqual(new Set([null]));
  }
});

test('what was sent or cancelled is kept no longer than that', async () => {
  using folder = newFolder();
  const store = await openIn(folder.path);
  const id = await live(store);
  const count = async () => {
    using db = new DatabaseSync(join(folder.path, 'mooring.sqlite'));
    return db.prepare('select count(payload) as payloads from delivery').get()?.['payloads'];
  };
  expect(await count()).toBe(3);
  await store.settle(store.tag('1') as DeliveryId, 'sent', null);
  expect(await count()).toBe(2);
  await store.commit(turn('stop', { was: 1, conversation: member(id, 2), cancel: ['reply'] }));
  expect(await count()).toBe(0);
  await store.close();
});

function rowsOf(file: string, when: string): Partial<Record<string, Uint8Array>> {
  const from = `${file}-${when}-copy`;
  execFileSync('cp', [file, from]);
  if (when === 'running') execFileSync('cp', [`${file}-wal`, `${from}-wal`]);
  using db = new DatabaseSync(from);
  const row = db
    .prepare(
      `select (select wrapped from member_key) as wrapped, (select body from conversation) as body,
        (select payload from delivery) as payload`,
    )
    .get();
  execFileSync('sh', ['-c', `rm -f "${from}"*`]);
  return Object.fromEntries(
    Object.entries(row ?? {}).flatMap(([name, value]) =>
      value instanceof Uint8Array ? [[name, value]] : [],
    ),
  );
}
