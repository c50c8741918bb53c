import type { Place } from '../seal.ts';

/** A sealed column, read with the one row it belongs to. */
export interface SealedRow {
  /** What an update finds it by. */
  readonly row: number | string;
  readonly name: string | Uint8Array;
  readonly conversation: string;
  readonly body: Uint8Array;
}

/** Every column that a conversation's own key seals, of one conversation, and how it is written anew. */
export const sealedTables = [
  {
    table: 'conversation',
    select: 'select id as row, id as name, id as conversation, body from conversation where id = ?',
    update: 'update conversation set body = ? where id = ?',
  },
  {
    table: 'delivery',
    select: `select seq as row, id as name, conversation, payload as body from delivery
      where conversation = ? and sealed_by = 'conversation' and payload is not null`,
    update: 'update delivery set payload = ? where seq = ?',
  },
  {
    table: 'entry',
    select:
      'select rowid as row, key as name, conversation, body from entry where conversation = ?',
    update: 'update entry set body = ? where rowid = ?',
  },
] as const;

/** What the operator's key seals: the last words to people who were forgotten. */
export const operatorsRows = `
  select seq as row, id as name, conversation, payload as body from delivery
  where sealed_by = 'operator' and payload is not null`;

/** The place that is bound into the ciphertext of a row. */
export function placeOf(table: string, { name, conversation }: SealedRow): Place {
  const row = typeof name === 'string' ? name : Buffer.from(name).toString('hex');
  return { table, row, conversation };
}
