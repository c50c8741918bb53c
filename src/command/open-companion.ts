import type { Library } from '#engine/library.ts';
import { maySend } from '#engine/may-send.ts';
import { takeTurn } from '#engine/take-turn.ts';
import type { FolderRead } from '#library/bind.ts';
import type { Log } from '#log.ts';
import { terminal, terminalKeys } from '#platform/terminal/terminal.ts';
import type { TerminalOptions } from '#platform/terminal/terminal-options.ts';
import type { Clock } from '#runtime/clock.ts';
import { startRuntime, type Runtime } from '#runtime/runtime.ts';
import type { Home } from '#runtime/world.ts';
import type { Store } from '#store/store.ts';
import { resortOf } from './resort-of.ts';

/** Opens the companion in the terminal over a store: whoever opened the store closes it, after stopping the runtime. */
export async function openCompanion(parts: CompanionParts): Promise<Companion> {
  const { folder, library, store, clock, home, look } = parts;
  const left = Promise.withResolvers<void>();
  const opened = Promise.withResolvers<Runtime>();
  const { phrases } = library;
  const platform = terminal({
    ...look,
    input: process.stdin,
    output: process.stdout,
    width: null,
    locale: home.locale,
    words: {
      prompt: '> ',
      goodbye: phrases.text(parts.goodbye, home.locale),
      moderator: phrases.text('terminal.moderator', home.locale),
      picture: phrases.text('terminal.picture', home.locale),
      file: phrases.text('terminal.file', home.locale),
    },
    now: () => clock.now(),
    quiet: async () => (await opened.promise).idle(),
    onLeave: () => left.resolve(),
  });
  const runtime = await startRuntime({
    store,
    shelf: {
      library: () => library,
      source: (flow) => folder.sources.get(flow) ?? null,
      pin: (hash, flow, source) => folder.pin(hash, flow, source),
    },
    platforms: [platform],
    redelivering: [],
    clock,
    luck: parts.luck,
    log: parts.log,
    home: {
      community: store.idOf(terminalKeys.community),
      communityAddress: terminalKeys.community,
      ...home,
    },
    resort: resortOf(library),
    takeTurn,
    maySend,
  });
  opened.resolve(runtime);
  return { runtime, left: left.promise };
}

/** What a companion stands on. */
export interface CompanionParts {
  readonly folder: FolderRead;
  readonly library: Library;
  readonly store: Store;
  readonly clock: Clock;
  readonly luck: () => number;
  readonly log: Log;
  /** What is said to someone who leaves the keyboard. */
  readonly goodbye: 'terminal.goodbye' | 'terminal.rehearsed';
  readonly home: Pick<Home, 'country' | 'locale' | 'zone'>;
  readonly look: Pick<
    TerminalOptions,
    'interactive' | 'plain' | 'colour' | 'folder' | 'opening' | 'clock' | 'typed'
  >;
}

/** A companion that is open, until its member has left. */
export interface Companion {
  readonly runtime: Runtime;
  readonly left: Promise<void>;
}

/** How this terminal wants to be written to: whether a person sits at it, and whether it can redraw and colour. */
export function lookHere(
  plain: boolean,
  env: Readonly<Record<string, string | undefined>>,
): Pick<TerminalOptions, 'interactive' | 'plain' | 'colour'> {
  const interactive = [process.stdin, process.stdout].every((stream) => stream.isTTY);
  const bare = plain || env['TERM'] === 'dumb';
  return {
    interactive,
    plain: bare,
    colour: interactive && !bare && (env['NO_COLOR'] ?? '') === '',
  };
}
