import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, type Log, type LogLevel } from '#log.ts';

/** The real log, into a file that is read after every world. */
export interface TmpLog {
  readonly log: Log;
  /** All that was written since it was last asked. */
  read(): Promise<string>;
  close(): void;
}

/** Opens one; `close` takes its file away. At `debug` it tells every turn, and takes its time. */
export function tmpLog(level: LogLevel = 'info'): TmpLog {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-'));
  const file = join(folder, 'log');
  const log = openLog(level, file);
  log.event('started');
  return {
    log,
    async read() {
      await log.close();
      const text = readFileSync(file, 'utf8');
      truncateSync(file);
      return text;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
