import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../store.ts';
import { refusal } from './refusal.ts';

/** Writes in groups: what is asked for before the next turn of the event loop shares one transaction and one fsync. */
export interface GroupWriter {
  /** Runs `job` inside the next transaction; resolves with what it gave once that is on the disk. A job may run twice, and throws only for bugs of ours. */
  write<T>(job: () => T): Promise<T>;
  /** Writes what waits, now. */
  flush(): void;
}

interface Waiting {
  readonly job: () => unknown;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/** `before` may refuse a group. `after` runs behind every commit, `undone` behind every rollback: what was remembered of its rows is no longer true. */
export function groupWriter(
  db: DatabaseSync,
  file: string,
  hooks: {
    readonly before: () => void;
    readonly after: () => void;
    readonly undone: () => void;
  },
): GroupWriter {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  let waiting: Waiting[] = [];

  function flush(): void {
    const group = waiting;
    waiting = [];
    if (group.length > 0) keep(group);
  }

  function keep(group: readonly Waiting[]): void {
    const results: unknown[] = [];
    try {
      hooks.before();
      begin.run();
      for (const { job } of group) results.push(job());
      commit.run();
    } catch (error) {
      undo();
      const why = refusal(error, file);
      // The disk refuses everyone; a bug in one turn is that turn's alone.
      if (why instanceof StoreError || group.length === 1)
        for (const each of group) each.reject(why);
      else for (const each of group) keep([each]);
      return;
    }
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as never);
    hooks.after();
  }

  function undo(): void {
    if (db.isTransaction) db.exec('rollback');
    hooks.undone();
  }

  return {
    write: (job) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ job, resolve, reject });
      }),
    flush,
  };
}
