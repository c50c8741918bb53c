import { describe, expect, test } from 'vitest';
import { bordersCrossed, type SourceFile } from './support/borders.ts';
import { filesUnder, read } from './support/repository.ts';

const sources = (): readonly SourceFile[] =>
  filesUnder('src')
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path: path.slice('src/'.length), source: read(path) }));

const crossed = (path: string, source: string): readonly string[] =>
  bordersCrossed([{ path, source }]);

describe('the rooms of src/', () => {
  test('are all there to be checked', () => {
    expect(sources().length).toBeGreaterThan(30);
  });

  test('keep their borders', () => {
    expect(bordersCrossed(sources())).toEqual([]);
  });
});

describe('a planted violation is named', () => {
  test.each([
    [
      'conversation/id.ts',
      "import { x } from '#content/format.ts';",
      '`conversation` may not import `content/format.ts`',
    ],
    [
      'content/format.ts',
      "import { x } from '#flow/flow.ts';",
      '`content` may not import `flow/flow.ts`',
    ],
    [
      'flow/compile.ts',
      "import { x } from '#check/check.ts';",
      '`flow` may not import `check/check.ts`',
    ],
    ['flow/compile.ts', "export { x } from './flow.ts';", '`./flow.ts` is passed on'],
    ['flow/compile.ts', "export * from './flow.ts';", '`./flow.ts` is passed on'],
    [
      'flow/compile.ts',
      "const x = import('#check/check.ts');",
      '`flow` may not import `check/check.ts`',
    ],
    [
      'check/check.ts',
      "import { x } from '#engine/take-turn.ts';",
      '`check` may not import `engine/take-turn.ts`',
    ],
    [
      'engine/take-turn.ts',
      "import type { Store } from '#store/store.ts';",
      '`engine` may not import `store/store.ts`',
    ],
    [
      'engine/take-turn.ts',
      "import {\n  x,\n  y,\n} from '#runtime/receive.ts';",
      '`engine` may not import `runtime/receive.ts`',
    ],
    [
      'library/shelf.ts',
      "import { x } from '#engine/library.ts';",
      '`library` may not import `engine/library.ts`',
    ],
    [
      'library/shelf.ts',
      "import type { x } from '#engine/take-turn.ts';",
      '`library` may not import `engine/take-turn.ts`',
    ],
    [
      'store/sqlite/open.ts',
      "import { x } from '#engine/meet.ts';",
      '`store` may not import `engine/meet.ts`',
    ],
    [
      'platform/terminal/show.ts',
      "import { x } from '#runtime/receive.ts';",
      '`platform` may not import `runtime/receive.ts`',
    ],
    [
      'runtime/receive.ts',
      "import { x } from '#store/sqlite/open.ts';",
      '`runtime` may not import `store/sqlite/open.ts`',
    ],
    [
      'runtime/receive.ts',
      "import { x } from '#flow/flow.ts';",
      '`runtime` may not import `flow/flow.ts`',
    ],
    [
      'runtime/receive.ts',
      "import { x } from '#config.ts';",
      '`runtime` may not import `config.ts`',
    ],
    ['engine/take-turn.ts', "import { x } from '#log.ts';", '`engine` may not import `log.ts`'],
    ['command/play.ts', "import { x } from '#main.ts';", '`command` may not import `main.ts`'],
    ['engine/take-turn.ts', "import { x } from '../flow/flow.ts';", 'leaves its folder'],
    ['engine/take-turn.ts', "import { x } from '../../test/x.ts';", 'leaves src/'],
    ['engine/take-turn.ts', "import { x } from './meet';", 'has no .ts ending'],
    ['engine/take-turn.ts', 'const x = import(name);', 'a computed import'],
    ['engine/take-turn.ts', 'const x = import(`./meet.ts`);', 'a computed import'],
    [
      'store/sqlite/open.ts',
      "import { x } from '../postgres/open.ts';",
      'may not import the implementation',
    ],
    [
      'platform/platform.ts',
      "import { x } from './terminal/show.ts';",
      'may not import the implementation',
    ],
  ])('%s: %s', (path, source, problem) => {
    expect(crossed(path, `\n${source}\n`)).toEqual([expect.stringContaining(problem)]);
    expect(crossed(path, `\n${source}\n`)[0]).toMatch(`${path}:2: `);
  });

  test.each([
    ['engine/take-turn.ts', 'xstate'],
    ['runtime/wake.ts', 'xstate/graph'],
    ['library/read.ts', 'yaml'],
    ['engine/take-turn.ts', 'zod'],
    ['runtime/receive.ts', 'node:sqlite'],
    ['store/postgres/open.ts', 'node:sqlite'],
    ['platform/slack/connect.ts', 'discord.js'],
    ['platform/discord/connect.ts', '@slack/bolt'],
    ['store/sqlite/open.ts', 'pg'],
    ['runtime/receive.ts', 'pino'],
    ['runtime/receive.ts', 'commander'],
  ])('%s imports the package %s', (path, name) => {
    expect(crossed(path, `import x from '${name}';`)).toEqual([
      expect.stringContaining(`\`${name}\` belongs to `),
    ]);
  });

  test.each([
    ["import { readFileSync } from 'node:fs';", 'touches `node:fs`'],
    ["import 'node:fs';", 'touches `node:fs`'],
    ['async function f() {}', 'uses async'],
    ['const later: Promise<number> = f();', 'uses async'],
    ['for await (const x of y) f(x);', 'uses await'],
    ['const at = new Date();', 'uses Date'],
    ['const at = Temporal.Now.instant();', 'uses Temporal.Now'],
    ['const luck = Math.random();', 'uses Math.random'],
    ['const id = crypto.randomUUID();', 'uses crypto'],
    ['setTimeout(f, 1);', 'uses setTimeout'],
    ['const zone = process.env.TZ;', 'uses process'],
    ['const text = `day ${Date.now()}`;', 'uses Date'],
  ])('a pure folder: %s', (source, problem) => {
    for (const room of [
      'conversation',
      'content',
      'crisis',
      'schedule',
      'flow',
      'check',
      'engine',
    ]) {
      expect(crossed(`${room}/thing.ts`, source).join('\n')).toContain(problem);
    }
    expect(crossed('runtime/thing.ts', source)).toEqual([]);
  });

  test.each([
    'utils/x.ts',
    'engine/utils/x.ts',
    'flow/types.ts',
    'store/index.ts',
    'core/x.ts',
    'extra.ts',
    'console/x.ts',
  ])('a file or folder called %s', (path) => {
    expect(crossed(path, '')).not.toEqual([]);
  });
});

describe('what is allowed is left alone', () => {
  test.each([
    ['library/shelf.ts', "import type { Library } from '#engine/library.ts';"],
    ['runtime/receive.ts', "import type { Store } from '#store/store.ts';"],
    ['command/start.ts', "import { open } from '#store/sqlite/open.ts';"],
    [
      'main.ts',
      "import { start } from './command/start.ts';\nimport { readConfig } from '#config.ts';",
    ],
    ['flow/steps/say.ts', "import { step } from '../step.ts';"],
    ['engine/step.ts', "import { transition } from 'xstate';"],
    ['engine/take-turn.ts', "import { assertNever } from '#assert.ts';"],
    [
      'store/sqlite/open.ts',
      "import type { Store } from '#store/store.ts';\nimport 'node:sqlite';",
    ],
  ])('%s: %s', (path, source) => {
    expect(crossed(path, source)).toEqual([]);
  });

  test.each([
    '// an async Date in a comment',
    "/* await process.env\n import x from 'node:fs' */",
    "const text = 'await the Date';",
    'const text = "import x from \'node:fs\'";',
    'const text = `await ${name} Date`;',
    'const text = `a ${f({ a: `await` })} process`;',
    "const quote = /['\"]/; const word = 'Date';",
    'const half = a / b; const word = "Date";',
    "const escaped = 'it\\'s a Date';",
  ])('words that are no code: %s', (source) => {
    expect(crossed('engine/thing.ts', source)).toEqual([]);
  });
});
