import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { ConversationId } from '#conversation/id.ts';
import { changeKey } from '#store/sqlite/change-key.ts';
import { restore } from '#store/sqlite/restore.ts';
import type { Store } from '#store/store.ts';
import { newFolder, openIn, testKey } from './folder.ts';
import { delivery, member, start, turn } from './samples.ts';

const newKey = Buffer.alloc(32, 9);
const third = Buffer.alloc(32, 11);

const change = (folder: string, key: Uint8Array = testKey, to: Uint8Array = newKey) =>
  changeKey({ file: join(folder, 'mooring.sqlite'), key, newKey: to, now: () => start });

/** Every sealed column there is. */
function sealedIn(file: string): readonly Buffer[] {
  const db = new DatabaseSync(file, { readOnly: true });
  const rows = db
    .prepare(
      `select body as blob from conversation union all select payload from delivery where payload is not null
       union all select body from entry union all select wrapped from member_key`,
    )
    .all();
  db.close();
  return rows.map(({ blob }) => Buffer.from(blob as Uint8Array));
}

/** Two people with a journal and something on its way, and one who was forgotten with a last word still to be sent. */
async function lived(folder: string): Promise<readonly ConversationId[]> {
  const store = await openIn(folder);
  const ids = ['ada', 'bo', 'cy'].map((name) => store.idOf(`terminal:${name}`));
  for (const id of ids) {
    await store.commit(
      turn(`hello ${id}`, {
        conversation: member(id, 1, `word of ${id}`),
        deliveries: [delivery(`d ${id}`, id)],
        record: [
          { key: 'a', kind: 'note', at: start, until: null, values: { text: `note of ${id}` } },
        ],
      }),
    );
  }
  const cy = ids[2] as ConversationId;
  await store.commit(turn('bye', { was: 1, of: cy, deliveries: [delivery('bye', cy)] }));
  await store.close();
  return ids;
}

async function all(store: Store, ids: readonly ConversationId[]) {
  return {
    conversations: await Promise.all(ids.map((id) => store.load(id))),
    entries: await Promise.all(ids.map((id) => store.entries(id))),
    waiting: await store.undelivered(start, 10),
    tag: store.tag('a button'),
    ids: ['ada', 'bo', 'cy'].map((name) => store.idOf(`terminal:${name}`)),
    heard: await store.heard(`hello ${ids[0]}` as never),
  };
}

describe('a changed key', () => {
  test('opens everything there was, under the same ids, and can be changed again', async () => {
    using folder = newFolder();
    const ids = await lived(folder.path);
    const before = await openIn(folder.path);
    const held = await all(before, ids);
    expect(held.waiting).toHaveLength(3);
    await before.close();
    expect(change(folder.path)).toBe(2);
    expect(change(folder.path, newKey, third)).toBe(2);
    const after = await openIn(folder.path, { key: third });
    expect(await all(after, ids)).toEqual(held);
    expect((await after.health()).integrity).toBe('ok');
    await after.close();
  });

  test('leaves nothing the old one opens: not a piece of what was sealed is found any more', async () => {
    using folder = newFolder();
    await lived(folder.path);
    const file = join(folder.path, 'mooring.sqlite');
    const sealed = sealedIn(file);
    expect(sealed.length).toBeGreaterThan(8);
    const found = () => {
      const bytes = Buffer.concat(
        [file, `${file}-wal`].filter(existsSync).map((one) => readFileSync(one)),
      );
      return sealed.filter((blob) => bytes.includes(blob.subarray(14, 30)));
    };
    expect(found()).toHaveLength(sealed.length);
    change(folder.path);
    await expect(openIn(folder.path)).rejects.toMatchObject({ reason: 'wrong-key' });
    expect(found()).toEqual([]);
  });

  test('is refused while a service runs, and with a key that does not open', async () => {
    using folder = newFolder();
    await lived(folder.path);
    const store = await openIn(folder.path);
    expect(() => change(folder.path)).toThrow(/already runs/);
    await store.close();
    expect(() => change(folder.path, third)).toThrow(/does not open/);
    await (await openIn(folder.path)).close();
  });

  test('keeps the forgotten forgotten, also in a backup from before that comes back', async () => {
    using folder = newFolder();
    const [ada] = (await lived(folder.path)) as [ConversationId];
    const store = await openIn(folder.path);
    const backup = join(folder.path, 'backup.sqlite');
    await store.backup(backup);
    await store.close();
    change(folder.path);
    const later = await openIn(folder.path, { key: newKey });
    await later.commit(turn('forget', { was: 1, of: ada }));
    await later.close();
    const put = {
      backup,
      file: join(folder.path, 'mooring.sqlite'),
      replace: true,
      now: () => start,
    };
    expect(() => restore({ ...put, key: newKey })).toThrow(/does not open/);
    expect(restore({ ...put, key: testKey }).forgotten).toBe(1);
    const restored = await openIn(folder.path);
    expect(await restored.load(ada)).toBeNull();
    await restored.close();
  });

  test('broken off in the middle is as if it had not begun', async () => {
    using folder = newFolder();
    const ids = await lived(folder.path);
    const file = join(folder.path, 'mooring.sqlite');
    const stop = () => {
      throw new Error('the power is gone');
    };
    expect(() => changeKey({ file, key: testKey, newKey, progress: stop })).toThrow(/power/);
    const store = await openIn(folder.path);
    expect(await store.load(ids[0] as ConversationId)).toMatchObject({ version: 1 });
    await store.close();
  });
});
