import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CauseId, ConversationId, FlowId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import { plainText } from '#content/format.ts';
import { maySend } from '#engine/may-send.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { plainMessage } from '#engine/texts.ts';
import { readFolder } from '#library/read-folder.ts';
import { openLog } from '#log.ts';
import type { Door, Platform } from '#platform/platform.ts';
import { startRuntime } from '#runtime/runtime.ts';
import type { Store } from '#store/store.ts';
import { openIn } from '../store/folder.ts';
import { root } from './repository.ts';
import { stillClock, type StillClock } from './still-clock.ts';

/** The real runtime, engine, library and store in one folder, and a member who talks to them. */
export interface Companion extends AsyncDisposable {
  readonly clock: StillClock;
  readonly store: Store;
  readonly member: ConversationId;
  /** What is shown in answer to a text, or to a flow asked for, by the member or whom an address names. */
  say(text: string, by?: string): Promise<string>;
  ask(flow: string, by?: string): Promise<string>;
}

/** Flows of one's own (and `fragments/…`) beside the shipped content, written under `folder`. */
export function writeFlows(folder: string, flows: Readonly<Record<string, string>>): void {
  cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
  for (const [id, text] of Object.entries(flows)) {
    const file = join(folder, 'flows', `${id}.yaml`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

let causes = 0;

/** Starts over what lies in `folder`: after a stop or a crash, on the same rows. */
export async function companionIn(folder: string, at: number): Promise<Companion> {
  const read = readFolder(folder);
  const { library } = read;
  if (library === null)
    throw new Error(
      read.problems
        .map(({ at: place, message }) => `${place.file}:${place.line} ${message}`)
        .join('\n'),
    );
  const clock = stillClock(at);
  const store = await openIn(folder, { now: () => clock.now() });
  const shown: string[] = [];
  let door: Door | null = null;
  const platform: Platform = {
    name: 'room',
    start: async (opened) => {
      door = opened;
    },
    deliver: async ({ payload }) => {
      if (payload.type === 'message') shown.push(plainText(payload.message.paragraphs));
    },
    arrived: async () => null,
    stop: async () => {},
  };
  const runtime = await startRuntime({
    store,
    shelf: {
      library: () => library,
      source: (flow) => read.sources.get(flow) ?? null,
      pin: (hash, flow, source) => read.pin(hash, flow, source),
    },
    platforms: [platform],
    redelivering: [],
    clock,
    luck: () => 0.5,
    log: openLog('silent'),
    home: { community: null, communityAddress: null, country: null, locale: 'en', zone: 'UTC' },
    resort: {
      screen: library.screen,
      asksForHelp: () => false,
      help: () => plainMessage([['help']]),
      broken: () => plainMessage([['broken']]),
    },
    takeTurn,
    maySend,
  });
  const member = store.idOf('room:me');
  const happen = async (what: Partial<Inbound>, by = 'room:me'): Promise<string> => {
    causes += 1;
    const from = shown.length;
    await door?.receive({
      ...what,
      id: `cause-${causes}` as CauseId,
      conversation: store.idOf(by),
      at: clock.now(),
      address: by,
    } as Inbound);
    await runtime.idle();
    return shown.slice(from).join('\n\n');
  };
  return {
    clock,
    store,
    member,
    say: (text, by) => happen({ type: 'TextSaid', text }, by),
    ask: (flow, by) => happen({ type: 'FlowAsked', flow: flow as FlowId, inputs: {} }, by),
    async [Symbol.asyncDispose]() {
      await runtime.stop();
      await store.close();
    },
  };
}
