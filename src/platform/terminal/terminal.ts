import { randomUUID } from 'node:crypto';
import type { Delivery } from '#conversation/delivery.ts';
import type { CauseId, Millis } from '#conversation/id.ts';
import type { Message } from '#conversation/message.ts';
import { PlatformError, type Door, type Platform } from '#platform/platform.ts';
import { cleanLine } from './clean.ts';
import { clockLine } from './clock-line.ts';
import { fromCommunity, fromMessage } from './from-message.ts';
import { lookOf } from './look-of.ts';
import { openScreen } from './open-screen.ts';
import { saveFile } from './save-file.ts';
import type { Screen } from './screen.ts';
import type { TerminalOptions } from './terminal-options.ts';
import { toInbound, type LineContext } from './to-inbound.ts';
import { wrap } from './wrap.ts';

/** What the two conversations of a terminal are called: `Door.idOf` makes their ids, deliveries are addressed to them. */
export const terminalKeys = { member: 'terminal:me', community: 'terminal:mod' } as const;

/** How often a line is brought to a door that could not take it. */
const tries = 3;
/** After so long a line in hand no longer keeps the prompt away. */
const patience: Millis = 400;
/** How many messages stay open to taps. */
const kept = 20;

/** A terminal as a platform: one member, and behind `@mod` the moderators of their community. Lines are heard strictly one after the other. */
export function terminal(options: TerminalOptions): Platform {
  const run = options.run ?? randomUUID();
  const shown = new Map<string, Promise<void>>();
  const stopped = Promise.withResolvers<void>();
  let open: { readonly screen: Screen; readonly door: Door } | null = null;
  let conversing: Promise<void> = Promise.resolve();
  let ending: Promise<void> | null = null;
  let recent: readonly Message[] = [];
  let count = 0;

  async function converse(screen: Screen, door: Door): Promise<void> {
    if (options.opening !== undefined) await hear(options.opening);
    for await (const line of screen.lines()) {
      if (ending !== null) return;
      options.typed?.(line);
      await hear(line);
    }

    async function hear(line: string): Promise<void> {
      const back = setTimeout(() => screen.listen(), patience);
      await (moved(line) ?? bring(door, line));
      await Promise.race([options.quiet?.(), stopped.promise]);
      clearTimeout(back);
    }
  }

  /** The clock's way to where a line moves it; `null` if it does not. */
  function moved(line: string): Promise<void> | null {
    const { clock } = options;
    const time = clock === undefined ? null : clockLine(line);
    if (clock === undefined || time === null) return null;
    return Promise.resolve(time.type === 'advance' ? clock.advance(time.ms) : clock.set(time.at));
  }

  async function bring(door: Door, line: string): Promise<void> {
    const inbound = toInbound(line, contextOf(door));
    let receipt = await door.receive(inbound);
    for (let tried = 1; receipt.outcome === 'failed' && tried < tries; tried += 1) {
      if (ending !== null) break;
      receipt = await door.receive(inbound);
    }
  }

  function contextOf(door: Door): LineContext {
    const { member, community } = terminalKeys;
    count += 1;
    return {
      cause: `terminal/${run}/${count}` as CauseId,
      at: options.now(),
      member: { id: door.idOf(member), address: member },
      community: { id: door.idOf(community), address: community },
      moderator: options.words.moderator,
      shown: recent,
    };
  }

  /** The same work twice is the first one's; one that failed may be tried again. */
  function once(key: string, work: () => Promise<void>): Promise<void> {
    const before = shown.get(key);
    if (before !== undefined) return before;
    const working = work();
    shown.set(key, working);
    working.catch(() => shown.delete(key));
    return working;
  }

  async function show({ conversation, payload }: Delivery): Promise<void> {
    if (open === null) throw new PlatformError('unreachable', 'the terminal is not open');
    if (payload.type !== 'message') throw new PlatformError('refused', 'a terminal shows messages');
    const { message } = payload;
    const paths: (string | null)[] = [];
    for (const one of message.media) {
      const { folder } = options;
      const isSaved = one.type === 'file' && folder !== null;
      paths.push(isSaved ? await saveFile(folder, one) : null);
    }
    const toModerators = conversation === open.door.idOf(terminalKeys.community);
    if (!toModerators) recent = [message, ...recent].slice(0, kept);
    const text = (toModerators ? fromCommunity : fromMessage)(message, lookOf(options), paths);
    if (text === '') return;
    try {
      await open.screen.show(text);
    } catch (fault) {
      throw new PlatformError('unreachable', 'the terminal is gone', null, { cause: fault });
    }
  }

  async function end({ screen }: { readonly screen: Screen }): Promise<void> {
    stopped.resolve();
    screen.close();
    await conversing;
    if (!options.interactive || options.output.destroyed) return;
    const goodbye = wrap(cleanLine(options.words.goodbye), lookOf(options).width).join('\n');
    await screen.show(goodbye).catch(() => {}); // Nobody is left to read it.
  }

  return {
    name: 'terminal',
    start(door) {
      const screen = openScreen(options);
      open = { screen, door };
      conversing = converse(screen, door).finally(() => {
        if (ending === null) options.onLeave?.();
      });
      conversing.catch(() => {}); // `stop` tells.
      return Promise.resolve();
    },
    deliver: (delivery, nonce) => once(nonce, () => show(delivery)),
    arrived: () => Promise.resolve(null),
    async stop() {
      if (open !== null) await (ending ??= end(open));
    },
  };
}
