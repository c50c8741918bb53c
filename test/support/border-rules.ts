/** What a folder of `src/` may import: `all` of another folder, only its `port` (the one file others meet), or only the `types` of one file. */
export interface Border {
  readonly pure: boolean;
  readonly all: readonly string[];
  readonly port?: readonly string[];
  readonly types?: readonly string[];
}

const ports = ['library/shelf.ts', 'store/store.ts', 'platform/platform.ts', 'picture/picture.ts'];

/** The borders between the folders of `src/`; a folder that is not named here may not exist. */
export const borders: Readonly<Record<string, Border>> = {
  conversation: { pure: true, all: [] },
  content: { pure: true, all: ['conversation'] },
  crisis: { pure: true, all: ['conversation'] },
  schedule: { pure: true, all: ['conversation'] },
  flow: { pure: true, all: ['conversation'] },
  check: { pure: true, all: ['conversation', 'content', 'crisis', 'schedule', 'flow'] },
  engine: { pure: true, all: ['conversation', 'content', 'crisis', 'schedule', 'flow'] },
  library: {
    pure: false,
    all: ['conversation', 'content', 'crisis', 'flow', 'check'],
    types: ['engine/library.ts'],
  },
  store: { pure: false, all: ['conversation'] },
  platform: { pure: false, all: ['conversation'] },
  picture: { pure: false, all: ['conversation'] },
  runtime: {
    pure: false,
    all: ['conversation', 'engine', 'crisis', 'schedule', 'content'],
    port: ports,
  },
  http: { pure: false, all: ['conversation', 'runtime'], port: ports },
};

/** Files and folders that may import everything: they alone pick implementations. */
export const pickers = ['main.ts', 'command'];

/** The lone files of `src/`, and who may import each; `everyone` and `world` (the folders that are not pure) are groups. */
export const loneFiles: Readonly<Record<string, readonly string[]>> = {
  'assert.ts': ['everyone'],
  'log.ts': ['world'],
  'config.ts': [],
  'main.ts': [],
};

/** Folders whose subfolders are implementations that do not know each other. */
export const implementations = ['store', 'platform'];

/** Packages that live in one place; a place is a folder or a file. */
export const packagePlaces: readonly {
  readonly name: RegExp;
  readonly places: readonly string[];
}[] = [
  { name: /^xstate(\/|$)/, places: ['flow', 'engine/step.ts', 'command/bench/xstate-row.ts'] },
  { name: /^yaml$/, places: ['flow', 'content'] },
  { name: /^zod(\/|$)/, places: ['flow', 'content', 'crisis', 'config.ts', 'platform', 'store'] },
  { name: /^node:sqlite$/, places: ['store/sqlite', 'command/bench/row-size.ts'] },
  { name: /^discord(\.js|-api-types)(\/|$)|^@discordjs\//, places: ['platform/discord'] },
  { name: /^@slack\//, places: ['platform/slack'] },
  { name: /^pg$/, places: ['store/postgres'] },
  { name: /^commander$/, places: ['main.ts', 'command'] },
  { name: /^pino$/, places: ['log.ts'] },
];

/** What a pure folder may not do, and how it looks in bare code. */
export const impurities: readonly { readonly what: string; readonly looks: RegExp }[] = [
  { what: 'async', looks: /\basync\b|\bPromise\b/ },
  { what: 'await', looks: /\bawait\b/ },
  { what: 'Date', looks: /\bDate\b/ },
  { what: 'Temporal.Now', looks: /\bTemporal\s*\.\s*Now\b/ },
  { what: 'performance', looks: /\bperformance\b/ },
  { what: 'Math.random', looks: /\bMath\s*\.\s*random\b/ },
  { what: 'crypto', looks: /\bcrypto\b/ },
  { what: 'setTimeout', looks: /\bset(Timeout|Interval|Immediate)\b|\bqueueMicrotask\b/ },
  { what: 'process', looks: /\bprocess\b/ },
  { what: 'fetch', looks: /\bfetch\b/ },
  { what: 'console', looks: /\bconsole\b/ },
  { what: 'eval', looks: /\beval\s*\(|\bnew\s+Function\b/ },
];

/** Names that say nothing about what a folder or file holds. */
export const emptyNames = [
  'utils',
  'util',
  'lib',
  'common',
  'shared',
  'types',
  'services',
  'service',
  'models',
  'core',
  'helpers',
  'helper',
  'index',
];
