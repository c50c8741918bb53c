import { join } from 'node:path';
import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { CauseId, ConversationId, FlowId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import { maySend } from '#engine/may-send.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { plainMessage } from '#engine/texts.ts';
import { readFolder } from '#library/read-folder.ts';
import { openLog } from '#log.ts';
import { PlatformError, type Platform } from '#platform/platform.ts';
import { wallClock } from '#runtime/clock.ts';
import { startRuntime } from '#runtime/runtime.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Store } from '#store/store.ts';
import { breaking } from './breaking.ts';
import { members, type Found, type FromHouse, type Plant, type ToHouse } from './wire.ts';

/** The process that is killed: the runtime and the store as they are, between two platforms that talk to the process that started it. */
const [folder = '', plant = ''] = process.argv.slice(2);
const read = readFolder(join(folder, 'written'));
const { library } = read;
if (library === null) throw new Error(read.problems.map(({ message }) => message).join('; '));
const sound = await openSqlite({
  file: join(folder, 'mooring.db'),
  key: Buffer.alloc(32, 7),
  lock: true,
});
const store = plant === '' ? sound : breaking(sound, plant as Plant);
const names = new Map(members.map((member) => [store.idOf(member), member]));
const calls = new Map<number, (arrived: boolean) => void>();
let count = 0;

process.on('disconnect', () => process.exit(3));
tell({ type: 'found', members: await Promise.all(members.map((each) => find(sound, each))) });
const runtime = await startRuntime({
  store,
  shelf: {
    library: () => library,
    source: (flow) => read.sources.get(flow) ?? null,
    pin: (hash, flow, source) => read.pin(hash, flow, source),
  },
  platforms: [loopback('plain'), loopback('knowing')],
  redelivering: ['plain', 'knowing'],
  clock: wallClock,
  luck: Math.random,
  log: openLog('error', join(folder, 'log')),
  home: { community: null, communityAddress: null, country: null, locale: 'en', zone: null },
  resort: {
    screen: { assess: () => null },
    asksForHelp: () => false,
    help: () => plainMessage([['help']]),
    broken: () => plainMessage([['broken']]),
  },
  takeTurn,
  maySend,
});
process.on('message', (heard: ToHouse) => {
  if (heard.type === 'said') return void receive(heard.member, heard.n);
  calls.get(heard.call)?.(heard.arrived);
  calls.delete(heard.call);
});
process.on('SIGTERM', () => {
  void runtime.stop().then(async () => {
    await sound.close();
    process.exit(0);
  });
});
tell({ type: 'open' });

async function receive(member: string, n: number): Promise<void> {
  const happened = {
    id: `${member}/${n}` as CauseId,
    conversation: store.idOf(member),
    at: wallClock.now(),
    address: member,
  };
  const inbound: Inbound =
    n === 0
      ? { type: 'FlowAsked', ...happened, flow: 'count' as FlowId, inputs: {} }
      : { type: 'TextSaid', ...happened, text: String(n) };
  const { outcome } = await runtime.receive(inbound);
  tell({ type: 'receipt', member, n, outcome });
}

/** Shows by asking the world outside, after as long as a network may take. */
function loopback(name: string): Platform {
  return {
    name,
    start: () => Promise.resolve(),
    async deliver(delivery, nonce) {
      await wallClock.sleep(Math.random() * 12);
      await ask('show', delivery, nonce);
    },
    arrived: async (delivery, nonce) => (name === 'plain' ? null : ask('arrived', delivery, nonce)),
    stop: () => Promise.resolve(),
  };
}

function ask(type: 'show' | 'arrived', delivery: Delivery, nonce: string): Promise<boolean> {
  const { payload, conversation } = delivery;
  if (payload.type !== 'message') throw new PlatformError('refused', 'only messages are shown');
  const texts = payload.message.paragraphs.map(([span]) => (typeof span === 'string' ? span : ''));
  count += 1;
  const call = count;
  tell({
    type,
    call,
    member: names.get(conversation) ?? '?',
    nonce,
    text: texts.find((text) => text.startsWith('Heard')) ?? texts.join(' '),
  });
  return new Promise((resolve) => calls.set(call, resolve));
}

async function find(from: Store, member: string): Promise<Found> {
  const id: ConversationId = from.idOf(member);
  const kept: Conversation | null = await from.load(id);
  if (kept?.kind !== 'member') return { member, journal: null, counted: 0 };
  const journal = (await from.entries(id)).map(({ values }) => Number(values['heard']));
  return { member, journal, counted: Number(kept.sessions[0]?.snapshot.data['counted']) };
}

function tell(what: FromHouse): void {
  process.send?.(what);
}
