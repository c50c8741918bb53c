import type { Store } from '../store.ts';
import { connect, type SqliteOptions } from './connection.ts';
import { entryRows } from './entry-rows.ts';
import { forgetter } from './forget.ts';
import { sqliteOutbox } from './outbox.ts';
import { sqliteRevisions } from './revisions.ts';
import { sqliteTurns } from './turns.ts';
import { sqliteUpkeep } from './upkeep.ts';
import { sqliteWakes } from './wakes.ts';

/** Opens the embedded store, making it where there is none. Rejects with `StoreError`, and then nothing was changed. */
export async function openSqlite(options: SqliteOptions): Promise<Store> {
  const connection = connect(options);
  try {
    const forget = forgetter(connection);
    // A backup that was copied back by hand remembers people who asked to be forgotten.
    await connection.write(() => forget.replay());
    const entries = entryRows(connection);
    return {
      ...sqliteTurns(connection, forget),
      ...sqliteOutbox(connection),
      ...sqliteWakes(connection),
      ...sqliteRevisions(connection),
      ...sqliteUpkeep(connection),
      entries: (conversation) => connection.read(() => entries.all(conversation)),
      idOf: (platformKey) => connection.keys.idOf(platformKey),
      tag: (text) => connection.keys.tag(text),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}
