import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { StoreError } from '#store/store.ts';
import { findKey } from '#store/key.ts';
import { luckFrom, type Luck } from '../simulation/luck.ts';
import { member, turn } from '../store/samples.ts';
import { flip } from './damages.ts';
import { codesIn, look } from './look.ts';
import { copyOf, names, printOf, wordOf, type LivedIn } from './lived-in.ts';

/** Both kinds of house: one that was left in order, and one whose process was killed. */
export interface Houses {
  readonly calm: LivedIn;
  readonly crashed: LivedIn;
}

/** How a flip of one bit ended. */
export type Ending = 'refused' | 'harmed' | 'unharmed';

const page = 4_096;

/** Turns over one bit of one file, at a place that the seed names, and looks whether every promise holds. */
export async function flipped({ calm, crashed }: Houses, seed: string): Promise<Ending> {
  const luck = luckFrom(seed);
  const { file, at } = placeFor(calm, luck);
  const isLog = file.endsWith('-wal');
  const house = isLog ? crashed : calm;
  using harmed = copyOf(house);
  const { path } = harmed;
  const size = statSync(join(path, file)).size;
  flip(join(path, file), at % size, 1 << luck.between(0, 7));

  const before = printOf(path);
  const found = look(path);
  expect(printOf(path)).toEqual(before);
  const bodies = sealedIn(join(path, 'mooring.db'));
  let store;
  try {
    const { key } = findKey({
      text: null,
      file: join(path, 'key'),
      store: join(path, 'mooring.db'),
    });
    store = await openSqlite({ file: join(path, 'mooring.db'), key, lock: true });
  } catch (error) {
    expect(error).toBeInstanceOf(StoreError);
    expect(printOf(path)).toEqual(before);
    expect(found.code, String(error)).toBe(1);
    return 'refused';
  }
  // What a power cut may have torn: at most the last two turns.
  const mayBeLost = isLog ? names.slice(-2) : [];
  const unread: string[] = [];
  for (const name of names) {
    const id = house.ids.get(name) as never;
    try {
      const kept = await store.load(id);
      const version = isLog && !mayBeLost.includes(name) ? 2 : kept?.version;
      const whole = member(id, version ?? 0, wordOf(name));
      expect({ ...kept, sessions: [] }).toEqual({ ...whole, sessions: [] });
      const entries = await store.entries(id);
      expect(entries.map(({ values }) => values['text'])).toEqual(
        [0, 1, 2].map(() => wordOf(name).repeat(20)),
      );
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      expect(error.reason).toBe('damaged');
      unread.push(name);
    }
  }
  expect(unread.length).toBeLessThan(2);
  if (unread.length > 0) expect(codesIn(found)).toEqual(['rows-damaged']);
  const other = names.find((name) => !unread.includes(name) && !mayBeLost.includes(name)) as string;
  const of = house.ids.get(other) as never;
  const was = isLog ? 2 : 1;
  const next = turn('next', { was, conversation: member(of, was + 1, 'on we go') });
  expect(await store.commit(next)).toBe('committed');
  await store.close();
  const after = sealedIn(join(path, 'mooring.db'));
  for (const name of unread) {
    const id = String(house.ids.get(name));
    expect(after.get(id)).toEqual(bodies.get(id));
  }
  return unread.length > 0 || codesIn(found).includes('rows-damaged') ? 'harmed' : 'unharmed';
}

function placeFor({ path }: LivedIn, luck: Luck): { readonly file: string; readonly at: number } {
  const what = luck.weighted({
    header: 2,
    schema: 1,
    index: 3,
    anywhere: 6,
    log: 3,
    erased: 1,
    key: 1,
  });
  const anywhere = luck.between(0, 2 ** 30);
  switch (what) {
    case 'header':
      return { file: 'mooring.db', at: luck.between(0, 99) };
    case 'schema':
      return { file: 'mooring.db', at: luck.between(100, page - 1) };
    case 'index': {
      const root = luck.pick(indexesIn(join(path, 'mooring.db')));
      return { file: 'mooring.db', at: (root - 1) * page + luck.between(0, page - 1) };
    }
    case 'anywhere':
      return { file: 'mooring.db', at: anywhere };
    case 'log':
      return { file: 'mooring.db-wal', at: anywhere };
    case 'erased':
      return { file: 'erased.log', at: anywhere };
    case 'key':
      return { file: 'key', at: anywhere };
  }
}

function indexesIn(file: string): readonly number[] {
  using db = new DatabaseSync(new URL(`file://${file}?immutable=1`), { readOnly: true });
  return db
    .prepare(`select rootpage from sqlite_schema where type = 'index'`)
    .all()
    .map(({ rootpage }) => Number(rootpage));
}

/** Bodies as they rest; nobody's where the store cannot be read. */
function sealedIn(file: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(file) || readFileSync(file).length === 0) return new Map();
  try {
    using db = new DatabaseSync(file, { readOnly: true });
    const rows = db.prepare('select id, body from conversation').all();
    return new Map(rows.map(({ id, body }) => [String(id), Buffer.from(body as Uint8Array)]));
  } catch {
    return new Map();
  }
}
