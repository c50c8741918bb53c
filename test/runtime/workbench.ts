import { meetMember } from '#engine/meet.ts';
import type { Conversation, MemberConversation, Session } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { DeliveryClass, Effect } from '#conversation/effect.ts';
import type { CauseId, ConversationId, FlowId, Millis, RevisionHash } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import type { Needs, Turn } from '#conversation/turn.ts';
import type { Library, Stage } from '#engine/library.ts';
import type { Happening, Log } from '#log.ts';
import type { Door, Platform, Tokens } from '#platform/platform.ts';
import { startRuntime, type Runtime } from '#runtime/runtime.ts';
import type { World } from '#runtime/world.ts';
import { memoryStore, type MemoryStore } from '../support/memory-store.ts';
import { settled, stillClock, type StillClock } from '../support/still-clock.ts';

/** A Monday morning. */
export const monday: Millis = Date.UTC(2026, 2, 2, 9);

/** A message of one plain sentence. */
function sentence(text: string): Message {
  return {
    paragraphs: [[text]],
    question: null,
    choices: [],
    input: null,
    media: [],
    sensitivity: 'ordinary',
    alwaysOn: [],
  };
}

/** What a platform was asked to show, and did show: a nonce it knows is shown once. */
export interface FakePlatform extends Platform {
  readonly shown: string[];
  readonly tried: { readonly text: string; readonly nonce: string; readonly at: Millis }[];
  /** What the buttons of each try carried. */
  readonly tokens: Tokens[];
  /** Runs before a delivery is shown: throw to refuse, never resolve to hang. */
  before: (text: string) => Promise<void> | void;
  /** Runs after it was shown: throw to lose the answer. */
  after: (text: string) => Promise<void> | void;
  /** What `arrived` answers; by default the truth. */
  tells: (nonce: string) => boolean | null;
  /** The door it was given. */
  door: Door | null;
  stopped: number;
}

/** A platform called `talk`. */
function fakePlatform(clock: StillClock, name = 'talk'): FakePlatform {
  const nonces = new Set<string>();
  const platform: FakePlatform = {
    name,
    shown: [],
    tried: [],
    tokens: [],
    before: () => {},
    after: () => {},
    tells: (nonce) => nonces.has(nonce),
    door: null,
    stopped: 0,
    start: (door) => {
      platform.door = door;
      return Promise.resolve();
    },
    async deliver(delivery, nonce, tokens = { choices: [], alwaysOn: [], form: null }) {
      platform.tokens.push(tokens);
      const text = textOf(delivery);
      platform.tried.push({ text, nonce, at: clock.now() });
      await platform.before(text);
      if (!nonces.has(nonce)) platform.shown.push(text);
      nonces.add(nonce);
      await platform.after(text);
    },
    arrived: (_delivery, nonce) => Promise.resolve(platform.tells(nonce)),
    stop: () => {
      platform.stopped += 1;
      return Promise.resolve();
    },
  };
  return platform;
}

/** The first words of a delivery. */
function textOf({ payload }: Pick<Delivery, 'payload'>): string {
  if (payload.type === 'news') return `news ${payload.news.type}`;
  const span = payload.message.paragraphs[0]?.[0] ?? '';
  return typeof span === 'string' ? span : span.said;
}

/** How the fake engine answers a text; `null`: with an echo. */
export type Answer = (
  text: string,
  conversation: MemberConversation,
  stage: Stage,
) => readonly Effect[] | Turn | Needs | null;

/** Says something. */
export function say(
  text: string,
  how: {
    readonly class?: DeliveryClass;
    readonly report?: boolean;
    readonly expiresAt?: Millis | null;
  } = {},
): Effect {
  return {
    type: 'Say',
    message: sentence(text),
    class: how.class ?? 'reply',
    report: how.report ?? false,
    expiresAt: how.expiresAt ?? null,
  };
}

/** A whole runtime around fakes. */
export interface Workbench {
  readonly clock: StillClock;
  readonly platform: FakePlatform;
  readonly events: Happening[];
  /** Everything the engine heard, in order, as `type` or its text. */
  readonly heard: string[];
  store: MemoryStore;
  answer: Answer;
  maySend: World['maySend'];
  sources: Map<FlowId, { readonly hash: RevisionHash; readonly source: string }>;
  readonly pinned: RevisionHash[];
  start(change?: Partial<World>): Promise<Runtime>;
  /** The process dies: nothing it still does counts. Then it starts again over the same rows. */
  crash(): Promise<Runtime>;
  /** Lets everything happen that needs no time. */
  settle(): Promise<void>;
  deliveries(state?: Delivery['state']): readonly Delivery[];
  member(id?: ConversationId): MemberConversation;
}

/** The member every test talks to. */
export const ada = 'ada' as ConversationId;
/** The moderators' room. */
export const room = 'room' as ConversationId;

let counter = 0;

/** A member writes; each call is a new event unless `id` says otherwise. */
export function said(text: string, of: Partial<Inbound> = {}): Inbound {
  counter += 1;
  return {
    type: 'TextSaid',
    id: `said-${counter}` as CauseId,
    conversation: ada,
    at: monday,
    address: `talk:${of.conversation ?? ada}`,
    text,
    ...of,
  } as Inbound;
}

/** Sets a workbench up; nothing runs before `start`. */
export function workbench(): Workbench {
  const clock = stillClock(monday);
  const platform = fakePlatform(clock);
  const events: Happening[] = [];
  const heard: string[] = [];
  const pinned: RevisionHash[] = [];
  const log: Log = { event: (name) => void events.push(name), close: () => Promise.resolve() };
  let seed = 1;
  const bench: Workbench = {
    clock,
    platform,
    events,
    heard,
    pinned,
    store: memoryStore(),
    answer: () => null,
    maySend: () => ({ type: 'send' }),
    sources: new Map(),
    start: (change = {}) => startRuntime({ ...world(), ...change }),
    async crash() {
      bench.store.kill();
      bench.store = memoryStore(bench.store.rows);
      return bench.start();
    },
    settle: settled,
    deliveries: (state) =>
      [...bench.store.rows.deliveries.values()].filter(
        (row) => state === undefined || row.state === state,
      ),
    member(id = ada) {
      const kept = bench.store.rows.conversations.get(id)?.kept;
      if (kept?.kind !== 'member') throw new Error(`no member ${id}`);
      return kept;
    },
  };
  return bench;

  function world(): World {
    return {
      store: bench.store,
      shelf: {
        library: () => ({}) as unknown as Library,
        source: (flow) => bench.sources.get(flow) ?? null,
        pin: (hash) => void pinned.push(hash),
      },
      platforms: [platform],
      redelivering: [],
      clock,
      luck: () => {
        seed = (seed * 48_271) % 2_147_483_647;
        return seed / 2_147_483_647;
      },
      log,
      home: {
        community: room,
        communityAddress: 'talk:room',
        country: 'IE',
        locale: 'en',
        zone: null,
      },
      resort: {
        screen: {
          assess: (text) => (text.includes('danger') ? { level: 'ideation', signals: [] } : null),
        },
        asksForHelp: (text) => text === 'help now',
        help: (country, locale) => sentence(`lines ${country} ${locale}`),
        broken: () => sentence('broken'),
      },
      takeTurn,
      maySend: (conversation, delivery, now) => bench.maySend(conversation, delivery, now),
    };
  }

  function takeTurn(conversation: Conversation, inbound: Inbound, stage: Stage): Turn | Needs {
    const words = inbound.type === 'TextSaid' ? inbound.text : inbound.type;
    heard.push(words);
    if (conversation.kind === 'community') {
      const effects: readonly Effect[] =
        inbound.type === 'Told'
          ? [{ type: 'Alert', message: sentence(`told ${inbound.news.type}`) }]
          : [];
      return { type: 'Turn', cause: inbound.id, conversation, effects };
    }
    const answer = bench.answer(words, conversation, stage);
    if (answer !== null && 'type' in answer) return answer;
    const next: MemberConversation = {
      ...conversation,
      address: inbound.address ?? conversation.address,
      settings:
        inbound.type === 'TextSaid'
          ? { ...conversation.settings, name: `${conversation.settings.name ?? ''}${inbound.text}` }
          : conversation.settings,
      sessions: conversation.sessions.map((session) => ({
        ...session,
        wakes: session.wakes.filter(({ at }) => inbound.type !== 'TimePassed' || at > stage.now),
      })),
    };
    const effects = answer ?? (inbound.type === 'TextSaid' ? [say(`echo ${words}`)] : []);
    return { type: 'Turn', cause: inbound.id, conversation: next, effects };
  }
}

/** A turn of a member's, as an answer may give it whole. */
export function turn(
  cause: CauseId,
  conversation: MemberConversation,
  effects: readonly Effect[] = [],
): Turn {
  return { type: 'Turn', cause, conversation, effects };
}

/** A session waiting until `at`. */
export function waiting(at: Millis, flow = 'daily' as FlowId): Session {
  return {
    flow,
    revision: `${flow}@1` as RevisionHash,
    community: null,
    snapshot: { value: 'wait', data: {}, visits: {}, tries: 0, from: null },
    wakes: [{ key: 'wait', at }],
    returns: false,
    startedAt: monday,
    root: null,
  };
}

/** Puts a member on the disk, as if met before. */
export function remember(
  store: MemoryStore,
  change: Partial<MemberConversation> = {},
  nextWake: Millis | null = null,
): void {
  const id = change.id ?? ada;
  const kept = { ...meetMember(id, room), version: 1, address: `talk:${id}`, ...change };
  store.rows.conversations.set(id, { kept, nextWake });
}
