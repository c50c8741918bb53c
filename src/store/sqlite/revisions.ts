import type { FlowId } from '#conversation/id.ts';
import type { Revisions } from '../store.ts';
import type { Connection } from './connection.ts';

/** Flow revisions as rows, in the clear: authors wrote them, members did not. */
export function sqliteRevisions({ db, read, write }: Connection): Revisions {
  const insert = db.prepare(
    'insert into flow_revision (hash, flow, source) values (?, ?, ?) on conflict do nothing',
  );
  const select = db.prepare('select flow, source from flow_revision where hash = ?');
  return {
    keep: (hash, flow, source) => write(() => void insert.run(hash, flow, source)),
    source: (hash) =>
      read(() => (select.get(hash) as { flow: FlowId; source: string } | undefined) ?? null),
  };
}
