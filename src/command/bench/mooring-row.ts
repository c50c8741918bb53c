import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ConversationId } from '#conversation/id.ts';
import type { Message } from '#conversation/message.ts';
import type { Library } from '#engine/library.ts';
import { maySend } from '#engine/may-send.ts';
import { meetMember } from '#engine/meet.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { plainMessage } from '#engine/texts.ts';
import { openLog } from '#log.ts';
import type { Platform } from '#platform/platform.ts';
import { wallClock } from '#runtime/clock.ts';
import { startRuntime } from '#runtime/runtime.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { addressOf, doNext, memberAt, type CheckIn } from './check-in.ts';
import type { Peer, Setting } from './peer.ts';

/**
 * Mooring itself, all of it but a network: lanes, crisis screen, always-on words, engine, encrypted store with group commit, outbox, dispatcher.
 * Its platform shows a message by keeping it in memory.
 */
export async function openMooring(setting: Setting): Promise<Peer> {
  const { folder, members, checkIn } = setting;
  const store = await openSqlite({
    file: join(folder, 'mooring.db'),
    key: randomBytes(32),
    lock: true,
  });
  const ids = await meetAll(store, members);
  const seen: (Message | null)[] = Array.from({ length: members }, () => null);
  const waiting = new Map<number, () => void>();
  const platform: Platform = {
    name: 'bench',
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    arrived: () => Promise.resolve(null),
    deliver({ payload }) {
      if (payload.type !== 'message') return Promise.resolve();
      const member = memberAt(payload.address);
      seen[member] = payload.message;
      waiting.get(member)?.();
      return Promise.resolve();
    },
  };
  const library = withCheckIn(setting);
  const runtime = await startRuntime({
    store,
    shelf: {
      library: () => library,
      source: () => ({ hash: checkIn.script.hash, source: checkIn.source }),
      pin: () => undefined,
    },
    platforms: [platform],
    redelivering: [],
    clock: wallClock,
    luck: () => 0.5,
    log: openLog('warn'),
    home: { community: null, communityAddress: null, country: null, locale: 'en', zone: null },
    resort: {
      screen: library.screen,
      asksForHelp: () => false,
      help: () => plainMessage([]),
      broken: () => plainMessage([]),
    },
    takeTurn,
    maySend,
  });
  return {
    async turn(member, turn) {
      const conversation = ids[member] as ConversationId;
      const { promise: answered, resolve } = Promise.withResolvers<void>();
      waiting.set(member, resolve);
      const at = wallClock.now();
      const shown = seen[member] ?? null;
      const inbound = doNext({ member, turn, conversation, at, shown });
      const { outcome } = await runtime.receive(inbound);
      const durable = performance.now();
      if (outcome !== 'committed') throw new Error(`turn ${turn} of ${member}: ${outcome}`);
      await answered;
      return durable;
    },
    settled: () => runtime.idle(),
    shown: (member) => seen[member] ?? null,
    async close() {
      await runtime.stop();
      await store.close();
    },
  };
}

/** The shipped library, and the one flow it does not have. */
function withCheckIn({ library, checkIn }: { library: Library; checkIn: CheckIn }): Library {
  const { script } = checkIn;
  return {
    ...library,
    flow: (id) => (id === script.flow.id ? script : library.flow(id)),
    revision: (hash) => (hash === script.hash ? script : library.revision(hash)),
  };
}

/** Members who were met before: they have a name, an address, and agreed that their check-ins are kept. */
async function meetAll(store: Store, members: number): Promise<readonly ConversationId[]> {
  const at = wallClock.now();
  const consent = { at, given: true, text: 'bench', locale: 'en' };
  const ids = Array.from({ length: members }, (_, member) => store.idOf(addressOf(member)));
  await Promise.all(
    ids.map((id, member) => {
      const met = meetMember(id, null);
      return store.commit({
        cause: `met:${member}` as never,
        at,
        was: null,
        conversation: {
          ...met,
          version: 1,
          address: addressOf(member),
          activeAt: at,
          disclosedAt: at,
          settings: { ...met.settings, name: `Member ${member}` },
          consents: { keep: consent, contact: consent },
        },
        nextWake: null,
        deliveries: [],
        record: [],
        retract: [],
        cancel: [],
      });
    }),
  );
  return ids;
}
