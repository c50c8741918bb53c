import { statSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { isRefused, readConfig, type Config } from '#config.ts';
import type { Problem } from '#conversation/problem.ts';
import { keepBesideCode, type Keep } from '#library/keep.ts';
import { loadFolder } from '#library/load-folder.ts';
import { textsIn } from '#library/texts.ts';
import { openLog } from '#log.ts';
import { wallClock } from '#runtime/clock.ts';
import { findKey } from '#store/key.ts';
import { makeFolder } from '#store/make-folder.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { StoreError } from '#store/store.ts';
import { lookHere } from './open-companion.ts';
import { neededFlows } from './needed-flows.ts';
import { runCompanion } from './run-companion.ts';
import { seesColour, tellProblems } from './tell-problems.ts';
import { unknownLocale } from './unknown-locale.ts';

/** What `start` was asked for on the command line. */
export interface StartOptions {
  readonly plain: boolean;
  /** What keeps it from starting is told as JSON too. */
  readonly json: boolean;
  readonly locale: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Numbers in [0, 1) for the jitter of retries. */
  readonly luck: () => number;
}

/** Opens the companion in the terminal and resolves with the exit code when the member leaves. */
export async function start(root: string, options: StartOptions): Promise<number> {
  const config = readConfig(options.env, process.cwd());
  if (isRefused(config)) {
    if (options.json) tellJson({ refused: 'configuration', problems: config });
    for (const { variable, message, mend } of config)
      process.stderr.write(`${variable}: ${message}; ${mend}.\n`);
    return 2;
  }
  for (const note of config.notes) process.stderr.write(`${note}\n`);
  const file = join(config.folder, 'mooring.db');
  const key = keyOf(config, file);
  const warn = (problems: readonly Problem[]): void => {
    const telling = { texts: textsIn(root), colour: seesColour(process.stderr, options.env) };
    process.stderr.write(`${tellProblems(problems, telling)}\n`);
  };
  try {
    makeFolder(config.folder);
    if (isOpen(config.folder))
      process.stderr.write(
        `Others on this machine may change what is in ${config.folder}. Close it: \`chmod 700 ${config.folder}\`.\n`,
      );
    const folder = await loadFolder(root, keepsOf(root, config, key), neededFlows);
    const { library } = folder;
    if (library === null) {
      if (options.json) tellJson({ refused: 'content', problems: folder.problems });
      warn(folder.problems);
      return 1;
    }
    const locale = options.locale ?? config.locale;
    const strange = unknownLocale(locale, library.phrases.locales);
    if (strange !== null) {
      const option = options.locale === null ? 'MOORING_LOCALE' : '--locale';
      if (options.json) tellJson({ refused: 'usage', message: strange });
      process.stderr.write(`${option}: ${strange}.\n`);
      return 2;
    }
    const mistakes = folder.problems.filter(({ severity }) => severity === 'error');
    if (mistakes.length > 0) {
      warn(mistakes);
      const files = [...new Set(mistakes.map(({ at }) => at.file))];
      process.stderr.write(`\nLeft out until it is mended: ${files.join(', ')}.\n`);
    }
    const store = await openSqlite({ file, key: key(), lock: true });
    const code = await runCompanion(
      {
        folder,
        library,
        store,
        clock: wallClock,
        goodbye: 'terminal.goodbye',
        luck: options.luck,
        log: openLog(config.log),
        home: {
          country: config.country,
          locale,
          zone: config.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
        look: { ...lookHere(options.plain, options.env), folder: config.folder, opening: '/start' },
      },
      // Once the first reply is out: a crash later on must not cost the next start its speed.
      (runtime) => void runtime.idle().then(() => flushCompileCache()),
    );
    await store.close();
    return code;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (options.json) tellJson({ refused: error.reason });
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function isOpen(folder: string): boolean {
  return (statSync(folder).mode & 0o022) !== 0;
}

function tellJson(facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}

/** Beside our code, or where that cannot be written, in the data folder. */
function keepsOf(root: string, config: Config, key: () => Uint8Array): readonly (Keep | null)[] {
  const own: Keep = { folder: join(config.folder, 'cache'), key };
  return [keepBesideCode(root), own];
}

/** Finds the operator's key when it is first asked for, and says so where it was made. */
function keyOf(config: Config, store: string): () => Uint8Array {
  let found: Uint8Array | null = null;
  return () => {
    if (found !== null) return found;
    const { key, made } = findKey({ text: config.key, file: config.keyFile, store });
    if (made)
      process.stderr.write(
        `A key was made: ${config.keyFile}. Without it nothing here can be read; keep a copy of it.\n`,
      );
    found = key;
    return key;
  };
}
