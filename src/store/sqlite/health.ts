import type { DatabaseSync } from 'node:sqlite';
import type { Health } from '../store.ts';
import { schemaOf } from './migrate.ts';

/** Counts rows and looks at the settings of one connection, without any content. */
export function healthOf(db: DatabaseSync, file: string, check = 'integrity_check(1)'): Health {
  const one = (sql: string): unknown => Object.values(db.prepare(sql).get() ?? {})[0];
  const tables = db
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
    .all();
  return {
    schema: schemaOf(db, file),
    integrity: String(one(`pragma ${check}`)),
    journalMode: String(one('pragma journal_mode')),
    synchronous: ['off', 'normal', 'full', 'extra'][Number(one('pragma synchronous'))] ?? '?',
    rows: Object.fromEntries(
      tables.map(({ name }) => [name, Number(one(`select count(*) from "${String(name)}"`))]),
    ),
    quarantined: Number(one('select count(*) from failure where count >= 3')),
  };
}
