import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The largest conversation row, all of its columns, bytes: while the last question is open, and after the check-in. */
export interface RowSizes {
  readonly within: number;
  readonly after: number;
}

/** The largest conversation row in a store, bytes; `null` where there is no store. Numbers count as eight. */
export function bodySizes(folder: string): number | null {
  const file = join(folder, 'mooring.db');
  if (!existsSync(file)) return null;
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const row = db
      .prepare(
        `select max(length(id) + length(kind) + 8 + 8 + length(key_id) + length(body)) as size
         from conversation`,
      )
      .get();
    return Number(row?.['size'] ?? 0);
  } finally {
    db.close();
  }
}
