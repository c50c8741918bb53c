import { join } from 'node:path';
import { isRefused, readConfig } from '#config.ts';
import { helpParagraphs } from '#engine/help.ts';
import { maySend } from '#engine/may-send.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { plainMessage } from '#engine/texts.ts';
import { alwaysOn } from '#engine/understand/always-on.ts';
import type { Library } from '#engine/library.ts';
import { readFolder } from '#library/read-folder.ts';
import { openLog } from '#log.ts';
import { terminal, terminalKeys } from '#platform/terminal/terminal.ts';
import { wallClock } from '#runtime/clock.ts';
import type { Resort } from '#runtime/last-resort.ts';
import { startRuntime, type Runtime } from '#runtime/runtime.ts';
import { findKey } from '#store/key.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { StoreError } from '#store/store.ts';
import { tellProblems } from './tell-problems.ts';

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
  const folder = readFolder(root);
  const { library } = folder;
  if (library === null) {
    if (options.json) tellJson({ refused: 'content', problems: folder.problems });
    process.stderr.write(`${tellProblems(folder.problems)}\n`);
    return 1;
  }
  const file = join(config.folder, 'mooring.db');
  try {
    const { key, made } = findKey({ text: config.key, file: config.keyFile, store: file });
    if (made)
      process.stderr.write(
        `A key was made: ${config.keyFile}. Without it nothing here can be read; keep a copy of it.\n`,
      );
    const store = await openSqlite({ file, key, lock: true });
    const locale = options.locale ?? config.locale;
    const left = Promise.withResolvers<void>();
    let runtime: Runtime | null = null;
    const interactive = process.stdin.isTTY && process.stdout.isTTY;
    const platform = terminal({
      input: process.stdin,
      output: process.stdout,
      interactive,
      plain: options.plain,
      colour: interactive && !options.plain && (options.env['NO_COLOR'] ?? '') === '',
      width: null,
      locale,
      words: {
        prompt: '> ',
        goodbye: library.phrases.text('terminal.goodbye', locale),
        moderator: library.phrases.text('terminal.moderator', locale),
        picture: library.phrases.text('terminal.picture', locale),
        file: library.phrases.text('terminal.file', locale),
      },
      now: () => wallClock.now(),
      folder: config.folder,
      opening: '/start',
      quiet: async () => runtime?.idle(),
      onLeave: () => left.resolve(),
    });
    runtime = await startRuntime({
      store,
      shelf: {
        library: () => library,
        source: (flow) => folder.sources.get(flow) ?? null,
        pin: (hash, flow, source) => folder.pin(hash, flow, source),
      },
      platforms: [platform],
      redelivering: [],
      clock: wallClock,
      luck: options.luck,
      log: openLog(config.log),
      home: {
        community: store.idOf(terminalKeys.community),
        communityAddress: terminalKeys.community,
        country: config.country,
        locale,
        zone: config.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      resort: resortOf(library),
      takeTurn,
      maySend,
    });
    const running = runtime;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        left.resolve();
        void running.stop();
      });
    }
    await left.promise;
    await running.stop();
    await store.close();
    return 0;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (options.json) tellJson({ refused: error.reason });
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function tellJson(facts: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}

/** Reviewed words that need nothing but memory. */
function resortOf(library: Library): Resort {
  const { phrases, directory, screen } = library;
  return {
    screen,
    asksForHelp: (text, locale) => alwaysOn(text, phrases.words(locale))?.word === 'help-now',
    help: (country, locale) =>
      plainMessage(
        [
          ...phrases.say('resort.head', locale),
          ...helpParagraphs({ phrases, locale, help: directory.help(country, 'crisis') }),
        ],
        { sensitivity: 'crisis' },
      ),
    broken: (locale) => plainMessage(phrases.say('broken.quarantine', locale)),
  };
}
