import type { Logger } from 'pino';

/** How much is written; each level holds those after it. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** One of `debug · info · warn · error · silent`. */
export type LogLevel = (typeof logLevels)[number];

/** What may be told, and how loud. A closed list: there is no free text in a log. */
const happenings = {
  started: 'info',
  recovered: 'info',
  stopping: 'info',
  stopped: 'info',
  'stopped-late': 'warn',
  crashed: 'error',
  'clock-set-back': 'warn',
  'turn-committed': 'debug',
  'turn-failed': 'error',
  quarantined: 'error',
  'store-failed': 'error',
  'last-resort-said': 'warn',
  'last-resort-unsaid': 'error',
  'wake-stuck': 'warn',
  'delivery-sent': 'debug',
  'delivery-throttled': 'info',
  'delivery-unknown': 'warn',
  'delivery-dead': 'warn',
  'delivery-expired': 'info',
  'delivery-cancelled': 'info',
  'platform-failed': 'error',
  swept: 'debug',
} as const satisfies Readonly<Record<string, Exclude<LogLevel, 'silent'>>>;

/** The name of something that is told. */
export type Happening = keyof typeof happenings;

/** What may stand beside a name: ids of our own making and numbers. Nothing a member wrote has a place here: an id is a branded one (`OurIds`), and a line holds only what looks like one. */
export interface Particulars {
  readonly conversation?: string;
  readonly delivery?: string;
  readonly flow?: string;
  readonly revision?: string;
  /** A platform's name, as `terminal`. */
  readonly platform?: string;
  readonly count?: number;
  /** Milliseconds something took. */
  readonly ms?: number;
  /** Epoch milliseconds. */
  readonly at?: number;
  /** What was thrown: only its kind, its `reason` and where in our source; never its message, which may quote what it choked on. */
  readonly fault?: unknown;
}

/** Refuses a plain string where an id belongs: only a branded one has a key that strings have not. */
export type OurIds<P> = {
  readonly [K in keyof P & (typeof ids)[number]]: Exclude<keyof P[K], keyof string> extends never
    ? never
    : P[K];
};

/** Where the runtime tells operators what happens. */
export interface Log {
  event<P extends Particulars>(name: Happening, particulars?: P & OurIds<P>): void;
  /** Resolves once everything told so far is written. */
  close(): Promise<void>;
}

/** Opens a log of JSON lines, to standard error or to a file only its owner can read. Pino is loaded with the first line that is loud enough, so that a quiet start costs nothing. */
export function openLog(level: LogLevel, file: string | null = null): Log {
  let waiting: (readonly [Happening, Record<string, unknown>])[] = [];
  let logger: Logger | null = null;
  let loading: Promise<void> | null = null;
  return {
    event(name, particulars?: Particulars) {
      if (logLevels.indexOf(happenings[name]) < logLevels.indexOf(level)) return;
      const line = clean(particulars ?? {});
      if (logger === null) {
        waiting.push([name, line]);
        loading ??= load();
      } else {
        logger[happenings[name]](line, name);
      }
    },
    async close() {
      await loading;
    },
  };

  async function load(): Promise<void> {
    const { pino } = await import('pino');
    const to = pino.destination({ dest: file ?? 2, sync: true, mode: 0o600 });
    // A log nobody can write stops nobody.
    to.on('error', () => {});
    const opened = pino({ level, base: null }, to);
    for (const [name, line] of waiting) opened[happenings[name]](line, name);
    waiting = [];
    logger = opened;
  }
}

/** A log that says nothing. */
export const silentLog: Log = { event: () => {}, close: () => Promise.resolve() };

const idLike = /^[\w.:/@+-]{1,100}$/;
const ids = ['conversation', 'delivery', 'flow', 'revision'] as const;
const numbers = ['count', 'ms', 'at'] as const;

function clean(particulars: Particulars): Record<string, unknown> {
  const line: Record<string, unknown> = {};
  for (const key of [...ids, 'platform'] as const) {
    const value = particulars[key];
    if (value !== undefined) line[key] = idLike.test(value) ? value : 'withheld';
  }
  for (const key of numbers) {
    const value = particulars[key];
    if (value !== undefined) line[key] = Number.isFinite(value) ? value : 'withheld';
  }
  if ('fault' in particulars) Object.assign(line, faultOf(particulars.fault));
  return line;
}

const reasons = /^[a-z][a-z-]{1,15}$/;

function faultOf(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof Error)) return { fault: typeof fault };
  const reason = 'reason' in fault && typeof fault.reason === 'string' ? fault.reason : null;
  const where = (fault.stack ?? '')
    .split('\n')
    .flatMap((frame) => /^\s+at .*\/src\/([\w./-]+:\d+):\d+\)?$/.exec(frame)?.[1] ?? [])
    .slice(0, 4);
  return {
    fault: /^\w{1,40}$/.test(fault.name) ? fault.name : 'Error',
    ...(reason !== null && reasons.test(reason) ? { reason } : {}),
    ...(where.length > 0 ? { where } : {}),
  };
}
