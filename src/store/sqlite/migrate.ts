import { readdirSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';

/** Brings the schema up to date inside the caller's transaction; refuses what a later Mooring wrote and what is no store of ours. */
export function migrate(db: DatabaseSync, file: string): void {
  const at = schemaOf(db, file);
  for (const [index, sql] of migrations.slice(at).entries()) {
    db.exec(sql);
    db.exec(`pragma application_id = ${ours}; pragma user_version = ${at + index + 1}`);
  }
}

/** The number of the last migration the file has seen, 0 for a new one; refuses as `migrate` does, and writes nothing. */
export function schemaOf(db: DatabaseSync, file: string): number {
  const schema = pragma(db, 'user_version');
  const isEmpty = db.prepare('select 1 from sqlite_schema limit 1').get() === undefined;
  if (!isEmpty && pragma(db, 'application_id') !== ours) {
    throw new StoreError(
      'damaged',
      `${file} is a database, but not a store of Mooring. Nothing was overwritten. Name another folder in MOORING_DATA, or move the file away.`,
    );
  }
  if (!isEmpty && schema < 1) {
    throw new StoreError(
      'damaged',
      `The store ${file} says it has schema ${schema}, which no Mooring ever wrote. Nothing was overwritten. Keep a copy of it, then put the last backup in place with \`mooring restore <backup> --replace\`.`,
    );
  }
  if (schema > migrations.length) {
    throw new StoreError(
      'newer',
      `The store ${file} was written by a later Mooring (schema ${schema}; this one knows ${migrations.length}). Nothing was changed. Start the later version again, or restore a backup from before the upgrade.`,
    );
  }
  return schema;
}

/** Whether every table, index and trigger of this schema stands in the file word for word: a changed byte in their text may be noticed by nothing else. */
export function isWordForWord(db: DatabaseSync, schema: number): boolean {
  const fresh = new DatabaseSync(':memory:');
  try {
    for (const sql of migrations.slice(0, schema)) fresh.exec(sql);
    const held = new Set(textsOf(db));
    return textsOf(fresh).every((text) => held.has(text));
  } finally {
    fresh.close();
  }
}

function textsOf(db: DatabaseSync): readonly string[] {
  return db
    .prepare('select type, name, tbl_name, sql from sqlite_schema')
    .all()
    .map((row) => JSON.stringify(Object.values(row)));
}

/** "MOOR": tells our files from other SQLite databases. */
const ours = 0x4d4f4f52;

const folder = new URL('migrations/', import.meta.url);
const migrations: readonly string[] = readdirSync(folder)
  .filter((name) => /^\d{4}-.*\.sql$/.test(name))
  .toSorted()
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

/** The schema this Mooring writes. */
export const newest = migrations.length;

function pragma(db: DatabaseSync, name: 'user_version' | 'application_id'): number {
  return Number(db.prepare(`pragma ${name}`).get()?.[name]);
}
