import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId } from '#conversation/id.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { delivery, entry, member, session, turn } from '../store/samples.ts';

/** A key for tests alone. */
export const houseKey = Buffer.alloc(32, 21);

/** The people of the house: `me` is whom the terminal is. Each has a word of their own that may be found nowhere. */
export const names = ['me', ...Array.from({ length: 24 }, (_, index) => `guest${index}`)];
export const wordOf = (name: string): string => `lantern-of-${name}-in-the-rain`;

/** A data folder with people in it, as `start` leaves it. */
export interface LivedIn {
  readonly path: string;
  /** A sound backup of it, outside of it. */
  readonly backup: string;
  readonly ids: ReadonlyMap<string, ConversationId>;
  [Symbol.dispose](): void;
}

/** What a house is made for. */
export interface Wanted {
  /** As a process that was killed leaves it, with the last turns in the write-ahead log. */
  readonly crashed: boolean;
}

/** Makes a house: two dozen people with a journal and something on its way, one who was forgotten with a last word to be sent, and a backup. */
export async function livedIn({ crashed }: Wanted): Promise<LivedIn> {
  const outer = mkdtempSync(join(tmpdir(), 'mooring-house-'));
  const [built, path] = [join(outer, 'built'), join(outer, 'data')];
  const file = join(built, 'mooring.db');
  const at = Temporal.Now.instant().epochMilliseconds;
  const store = await openSqlite({ file, key: houseKey, lock: true });
  const ids = new Map(names.map((name) => [name, store.idOf(`terminal:${name}`)]));
  const meet = async (name: string, id: ConversationId): Promise<void> => {
    const conversation = { ...member(id, 1, wordOf(name)), sessions: [session('menu', 'r')] };
    await store.commit(
      turn(`hello ${name}`, {
        at,
        conversation: name === 'me' ? { ...conversation, sessions: [] } : conversation,
        deliveries: name === 'me' ? [] : [delivery(`d ${name}`, id, { notBefore: at + 3_600_000 })],
        record: [0, 1, 2].map((count) =>
          entry(`note ${count}`, { values: { text: wordOf(name).repeat(20) } }),
        ),
      }),
    );
  };
  for (const [name, id] of ids) await meet(name, id);
  const gone = store.idOf('terminal:gone');
  await meet('gone', gone);
  await store.commit(
    turn('bye', {
      at,
      was: 1,
      of: gone,
      deliveries: [delivery('bye', gone, { notBefore: at + 3_600_000 })],
    }),
  );
  const backup = join(outer, 'backup.db');
  await store.backup(backup);
  await store.audit('backup', null, at);
  if (!crashed) await store.close();
  else {
    for (const [name, id] of ids)
      await store.commit(
        turn(`again ${name}`, { at, was: 1, conversation: member(id, 2, wordOf(name)) }),
      );
  }
  cpSync(built, path, { recursive: true });
  rmSync(join(path, 'mooring.db-shm'), { force: true });
  if (crashed) await store.close();
  rmSync(built, { recursive: true });
  writeFileSync(join(path, 'key'), `${houseKey.toString('base64')}\n`, { mode: 0o600 });
  return {
    path,
    backup,
    ids,
    [Symbol.dispose]: () => rmSync(outer, { recursive: true, force: true }),
  };
}

/** A copy of a house that may be harmed, beside it. */
export function copyOf({ path }: LivedIn): { readonly path: string; [Symbol.dispose](): void } {
  const outer = mkdtempSync(join(tmpdir(), 'mooring-harmed-'));
  const to = join(outer, 'data');
  cpSync(path, to, { recursive: true, preserveTimestamps: true });
  return { path: to, [Symbol.dispose]: () => rmSync(outer, { recursive: true, force: true }) };
}

/**
 * Every file of a folder, as a hash of its bytes. Left out: the index of the write-ahead log (`-shm`), which holds nothing and is made anew, an
 * empty log, the lock, and what was kept of reading the flows.
 */
export function printOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (one) => one.isFile() && !/-shm$|\.lock$/.test(one.name) && !one.parentPath.includes('/cache'),
  );
  return Object.fromEntries(
    files
      .map((one) => join(one.parentPath, one.name))
      .toSorted()
      .map((file) => [file, readFileSync(file)] as const)
      .filter(([file, bytes]) => !(file.endsWith('-wal') && bytes.length === 0))
      .map(([file, bytes]) => [
        file.slice(folder.length + 1),
        createHash('sha256').update(bytes).digest('hex'),
      ]),
  );
}
