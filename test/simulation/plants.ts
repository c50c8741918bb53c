import type { MemberConversation, Plan } from '#conversation/conversation.ts';
import type { CauseId, DeliveryId, QuestionId } from '#conversation/id.ts';
import type { Store } from '#store/store.ts';
import { memoryStore } from '../support/memory-store.ts';
import { editionAt } from './editions.ts';
import type { Luck } from './luck.ts';
import type { Disk, Rules } from './play.ts';

/** Something broken on purpose, from outside, and how it shows. */
export interface Plant extends Pick<Rules, 'plant' | 'plantDisk'> {
  readonly name: string;
  readonly shows: RegExp;
}

const hour = 3_600_000;

/** What must be noticed. */
export const plants: readonly Plant[] = [
  {
    name: 'a nonce that is new with every send',
    shows: /under another nonce|was seen \d+ times/,
    plant: (world, luck) => ({
      ...world,
      platforms: world.platforms.map((platform) => ({
        ...platform,
        deliver: (delivery, nonce, tokens) =>
          platform.deliver(delivery, `${nonce}${luck.next()}`, tokens),
      })),
    }),
  },
  {
    name: 'a disk that says it has written, and has not',
    shows: /was receipted and is lost/,
    plantDisk: () => forgetfulDisk(),
  },
  {
    name: 'a store that hears the same cause twice',
    shows: /was applied twice/,
    plantDisk: onDisk((store) => ({
      ...store,
      async commit(turn) {
        if (!(await store.heard(turn.cause))) return store.commit(turn);
        const again = `${turn.cause}#${turn.at}`;
        return store.commit({
          ...turn,
          cause: again as CauseId,
          deliveries: turn.deliveries.map((one) => ({ ...one, id: `${one.id}#` as DeliveryId })),
        });
      },
    })),
  },
  {
    name: 'no second look at consent and pause',
    shows: /something unsolicited goes out although (contact|they)/,
    plant: (world) => ({
      ...world,
      maySend: (conversation, delivery, now) =>
        world.maySend(
          conversation?.kind === 'member' ? willing(conversation) : null,
          delivery,
          now,
        ),
    }),
  },
  {
    name: 'no quiet hours at the door',
    shows: /something unsolicited goes out although it is quiet/,
    plant: (world) => ({
      ...world,
      maySend: (conversation, delivery, now) =>
        world.maySend(
          conversation?.kind === 'member' ? neverQuiet(conversation) : conversation,
          delivery,
          now,
        ),
    }),
  },
  {
    name: 'a crisis screen that is skipped',
    shows: /crisis words .* were not answered first/,
    plant: (world) => {
      const library = { ...world.shelf.library(), screen: { assess: () => null } };
      return { ...world, shelf: { ...world.shelf, library: () => library } };
    },
  },
  {
    name: 'a stop that takes nothing back',
    shows: /after (stopped|paused)/,
    plantDisk: onDisk((store) => ({
      ...store,
      commit: (turn) => store.commit({ ...turn, cancel: [] }),
    })),
  },
  {
    name: 'an old click that answers whatever is asked now',
    shows: /a stale click .* changed/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const asked = conversation.kind === 'member' ? conversation.asked : null;
        if (inbound.type !== 'ChoiceMade' || asked === null || inbound.question === asked.id)
          return world.takeTurn(conversation, inbound, stage);
        const choices = asked.shown?.choices.slice(0, 1) ?? [];
        return world.takeTurn(conversation, { ...inbound, question: asked.id, choices }, stage);
      },
    }),
  },
  {
    name: 'a plan that comes again',
    shows: /plan check-in came twice/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const turn = world.takeTurn(conversation, inbound, stage);
        if (turn.type === 'Needs' || turn.conversation.kind !== 'member') return turn;
        if (inbound.type !== 'TimePassed') return turn;
        const plans = turn.conversation.plans.map((plan) => again(plan, turn.conversation, stage));
        return { ...turn, conversation: { ...turn.conversation, plans } };

        function again(plan: Plan, { kind }: { kind: string }, at: { now: number }): Plan {
          if (kind !== 'member' || plan.lastAt !== at.now) return plan;
          const next = at.now + hour;
          const { zone } = (turn as { conversation: MemberConversation }).conversation.settings;
          const time = Temporal.Instant.fromEpochMilliseconds(next)
            .toZonedDateTimeISO(zone)
            .toPlainTime()
            .toString({ smallestUnit: 'minute' });
          return { ...plan, lastAt: null, lastDate: null, next, time };
        }
      },
    }),
  },
  {
    name: 'a turn that says nothing',
    shows: /was met with silence/,
    plant: (world, luck) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const turn = world.takeTurn(conversation, inbound, stage);
        if (turn.type === 'Needs' || inbound.type !== 'TextSaid' || !luck.chance(0.05)) return turn;
        return { ...turn, effects: [] };
      },
    }),
  },
  {
    name: 'a log that repeats what members write',
    shows: /stands in the log/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        if (inbound.type === 'TextSaid')
          world.log.event('delivery-throttled', { platform: inbound.text });
        return world.takeTurn(conversation, inbound, stage);
      },
    }),
  },
  {
    name: 'an erasure that keeps the journal and the name',
    shows: /a word of an erased member is still kept|was taken to be sent after erased/,
    plantDisk: onDisk((store) => ({
      ...store,
      async commit(turn) {
        if (turn.conversation !== null || turn.of === undefined) return store.commit(turn);
        const kept = await store.load(turn.of);
        if (kept === null) return store.commit(turn);
        return store.commit({ ...turn, conversation: { ...kept, version: kept.version + 1 } });
      },
    })),
  },
  {
    name: 'a publication that puts everyone into the new edition',
    shows: /changed its edition|was told that something broke|a turn failed/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        if (conversation.kind !== 'member') return world.takeTurn(conversation, inbound, stage);
        const sessions = conversation.sessions.map((session) => ({
          ...session,
          revision: stage.library.flow(session.flow)?.hash ?? session.revision,
        }));
        return world.takeTurn({ ...conversation, sessions }, inbound, stage);
      },
    }),
  },
  {
    name: 'a shelf that goes on handing out what it read first',
    shows: /was begun in an edition that is not the one of now/,
    plant: (world) => {
      const first = editionAt(0);
      const { library } = first;
      return {
        ...world,
        shelf: {
          ...world.shelf,
          library: () => ({ ...world.shelf.library(), flow: (id) => library.flow(id) }),
          source: (flow) => first.sources.get(flow) ?? null,
        },
      };
    },
  },
  {
    name: 'a store that keeps no source of what is pinned',
    shows: /was told that something broke|a turn failed/,
    plantDisk: onDisk((store) => ({ ...store, keep: () => Promise.resolve() })),
  },
  {
    name: 'an edit that is taken for an answer',
    shows: /an edit .* (changed|touched)/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const heard =
          inbound.type === 'TextSaid' && inbound.edited === true
            ? { ...inbound, edited: false }
            : inbound;
        return world.takeTurn(conversation, heard, stage);
      },
    }),
  },
  {
    name: 'a question that stays open for one more click',
    shows: /two clicks answered|a click on the open question .* was called too late/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const turn = world.takeTurn(conversation, inbound, stage);
        if (turn.type === 'Needs' || inbound.type !== 'ChoiceMade') return turn;
        if (turn.conversation.kind !== 'member' || conversation.kind !== 'member') return turn;
        return { ...turn, conversation: { ...turn.conversation, asked: conversation.asked } };
      },
    }),
  },
  {
    name: 'a click that comes too late although it does not',
    shows: /a click on the open question .* was called too late/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const late = 'never-asked' as QuestionId;
        const heard = inbound.type === 'ChoiceMade' ? { ...inbound, question: late } : inbound;
        return world.takeTurn(conversation, heard, stage);
      },
    }),
  },
  {
    name: 'words that answer what was asked long ago',
    shows: /answered .* while it asked nothing/,
    plant: (world) => ({
      ...world,
      takeTurn(conversation, inbound, stage) {
        const isOpen = conversation.kind !== 'member' || conversation.asked !== null;
        if (isOpen || inbound.type !== 'TextSaid')
          return world.takeTurn(conversation, inbound, stage);
        const asked = { id: 'long-ago' as QuestionId, offer: null };
        const turn = world.takeTurn({ ...conversation, asked }, inbound, stage);
        if (turn.type === 'Needs' || turn.conversation.kind !== 'member') return turn;
        const isStill = turn.conversation.asked?.id === asked.id;
        return isStill ? { ...turn, conversation: { ...turn.conversation, asked: null } } : turn;
      },
    }),
  },
  {
    name: 'a lane that loses its order',
    shows: /said later|after the crisis|before the crisis/,
    plantDisk: onDisk((store) => ({
      ...store,
      async commit(turn) {
        return store.commit({ ...turn, deliveries: turn.deliveries.toReversed() });
      },
    })),
  },
];

function willing(member: MemberConversation): MemberConversation {
  const yes = { at: 0, given: true, text: '', locale: '' };
  return {
    ...member,
    contact: { type: 'open' },
    reachable: true,
    consents: { ...member.consents, contact: yes },
  };
}

function neverQuiet(member: MemberConversation): MemberConversation {
  return { ...member, settings: { ...member.settings, quietFrom: '00:00', quietTo: '00:00' } };
}

/** Bends every store a disk opens. */
function onDisk(bend: (store: Store) => Store): (disk: Disk, luck: Luck) => Disk {
  return (disk) => {
    const straight = new Map<Store, Store>();
    return {
      async open(now) {
        const store = await disk.open(now);
        const bent = bend(store);
        straight.set(bent, store);
        return bent;
      },
      drop: (store) => disk.drop(straight.get(store) ?? store),
      clear: () => disk.clear(),
    };
  };
}

/** Every process that ends takes its last commit with it. */
function forgetfulDisk(): Disk {
  let { rows } = memoryStore();
  let synced = structuredClone(rows);
  return {
    open() {
      const store = memoryStore(rows);
      return Promise.resolve({
        ...store,
        commit(turn) {
          synced = structuredClone(rows);
          return store.commit(turn);
        },
      });
    },
    drop() {
      rows = synced;
      return Promise.resolve();
    },
    clear: () => {},
  };
}
