import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CauseId, ConversationId, Millis } from '#conversation/id.ts';
import { house } from '#engine/house.ts';
import { openLog } from '#log.ts';
import { terminalKeys } from '#platform/terminal/terminal.ts';
import type { Clock } from '#runtime/clock.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { isPath } from './draft.ts';
import { lookHere } from './open-companion.ts';
import { playClock } from './play/play-clock.ts';
import { recorder, writeRecording } from './play/recorder.ts';
import { readScript } from './play/read-script.ts';
import { readSetting, type SettingAsked } from './play/read-setting.ts';
import { memberOf, openingOf } from './rehearsal/opening.ts';
import { runCompanion } from './run-companion.ts';
import { tellProblems } from './tell-problems.ts';
import { unknownLocale } from './unknown-locale.ts';

/** What `play` was asked for on the command line; `null` for what was not. */
export interface PlayOptions extends SettingAsked {
  /** A flow's name, or the path of a draft; `null`: the whole companion, as someone meets it. */
  readonly flow: string | null;
  readonly seed: string | null;
  readonly name: string | null;
  /** A file that is not there yet: what is typed is written to it as a transcript. */
  readonly record: string | null;
  readonly plain: boolean;
  readonly json: boolean;
}

/** Rehearses a flow with someone who is not there afterwards: the real runtime, a store that is thrown away. Resolves with the exit code. */
export async function play(root: string, options: PlayOptions): Promise<number> {
  const setting = readSetting(options);
  if ('length' in setting) {
    const words = setting.map(({ option, message, mend }) => `${option}: ${message}; ${mend}.`);
    return refuse(options, 2, { refused: 'usage', problems: setting }, words.join('\n'));
  }
  if (options.record !== null && existsSync(options.record)) {
    const message = `${options.record} is already there and was left as it is; name another file`;
    return refuse(options, 2, { refused: 'usage', message }, `--record: ${message}.`);
  }
  const script = await readScript(root, options.flow);
  if ('refused' in script) {
    if (script.refused === 'content')
      return refuse(options, 1, script, tellProblems(script.problems));
    return refuse(options, 2, { ...script }, `${script.message}; ${script.mend}`);
  }
  const strange = unknownLocale(setting.locale, script.library.phrases.locales);
  if (strange !== null) {
    const option = options.locale === null ? 'MOORING_LOCALE' : '--locale';
    return refuse(options, 2, { refused: 'usage', message: strange }, `${option}: ${strange}.`);
  }
  const { flow: asked } = options;
  const check =
    asked !== null && isPath(asked) ? `mooring check ${dirname(asked)}` : 'mooring check';
  if (script.elsewhere > 0)
    process.stderr.write(`Other flows have ${script.elsewhere} to mend: \`${check}\`.\n`);

  const stage = mkdtempSync(join(tmpdir(), 'mooring-play-'));
  const clear = (): void => rmSync(stage, { recursive: true, force: true });
  process.once('exit', clear);
  const opened = Promise.withResolvers<{ readonly runtime: Runtime; readonly store: Store }>();
  const clock = playClock(setting.from, {
    async next() {
      const { store } = await opened.promise;
      return earliest(await store.next(), await store.nextDue());
    },
    rest: async () => (await opened.promise).runtime.idle(),
    past: (now) =>
      process.stderr.write(`The clock does not go back. It stands at ${instant(now)}.\n`),
  });
  const store = await openStage(stage, clock, options.seed ?? randomUUID());
  try {
    const { flow, folder, library } = script;
    const { locale, country, zone } = setting;
    if (flow !== null && flow !== house.welcome) {
      const settings = { name: options.name, country };
      await begin(store, clock.now(), openingOf([], { flow, locale, zone, settings }));
    }
    const recording = recorder({ ...setting, flow, at: clock.now(), name: options.name });
    const look = lookHere(options.plain, options.env);
    if (look.interactive)
      process.stderr.write(
        'A rehearsal: nothing is kept. A line like `+ 26h` moves the clock.\n\n',
      );
    const code = await runCompanion(
      {
        folder,
        library,
        store,
        clock,
        goodbye: 'terminal.rehearsed',
        luck: () => 0.5,
        log: openLog(setting.log),
        home: { country, locale, zone },
        look: {
          ...look,
          folder: null,
          opening: `/${flow ?? house.start}`,
          clock,
          typed: (line) => recording.heard(line, clock.now()),
        },
      },
      (runtime) => opened.resolve({ runtime, store }),
    );
    if (options.record !== null) {
      writeRecording(
        options.record,
        recording.transcript(() => library),
      );
      process.stderr.write(`Recorded as a transcript: ${options.record}\n`);
    }
    return code;
  } finally {
    await store.close();
    clear();
  }
}

function instant(at: Millis): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: 'second' });
}

/** A store whose key nobody keeps. All luck of a conversation comes from its id: the same seed makes the same one. */
async function openStage(folder: string, clock: Clock, seed: string): Promise<Store> {
  const store = await openSqlite({
    file: join(folder, 'mooring.db'),
    key: randomBytes(32),
    lock: false,
    synchronous: 'off',
    now: () => clock.now(),
  });
  const idOf = (platformKey: string): ConversationId =>
    createHash('sha256')
      .update(`${seed}\n${platformKey}`)
      .digest('base64url')
      .slice(0, 24) as ConversationId;
  return { ...store, idOf };
}

function refuse(
  { json }: PlayOptions,
  code: 1 | 2,
  facts: Readonly<Record<string, unknown>>,
  words: string,
): number {
  if (json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  process.stderr.write(`${words}\n`);
  return code;
}

/** Keeps someone who has finished the welcome, with settings as most people choose them. */
async function begin(
  store: Store,
  at: Millis,
  opening: ReturnType<typeof openingOf>,
): Promise<void> {
  const member = memberOf(
    opening,
    {
      member: { id: store.idOf(terminalKeys.member), address: terminalKeys.member },
      community: { id: store.idOf(terminalKeys.community) },
    },
    at,
  );
  await store.commit({
    cause: 'play/begin' as CauseId,
    at,
    was: null,
    conversation: member,
    nextWake: null,
    deliveries: [],
    record: [],
    retract: [],
    cancel: [],
  });
}

function earliest(one: Millis | null, other: Millis | null): Millis | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
