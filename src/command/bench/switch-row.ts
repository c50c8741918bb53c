import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import type { Message } from '#conversation/message.ts';
import { wallClock } from '#runtime/clock.ts';
import { deliveryId } from '#runtime/to-commit.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import type { Commit, Store } from '#store/store.ts';
import { addressOf, doNext } from './check-in.ts';
import type { Peer, Setting } from './peer.ts';
import { textsOf } from './switch-texts.ts';
import { playByHand, type SwitchMember } from './switch.ts';

const aMonth = 30 * 86_400_000;

/**
 * The hand-written switch on Mooring's store: a turn is loaded, decided and committed with its cause, its delivery (already `sending`, since it is shown next) and its entry; then shown, then settled.
 * No lanes, no screen, no always-on words, no trail to go back on, no second look before it sends.
 * `grouped`: turns that come together share a commit. Else each waits for the one before and has a commit of its own, which also settles the delivery before it: one fsync a turn.
 */
export async function openSwitch(setting: Setting, grouped: boolean): Promise<Peer> {
  const { folder, members } = setting;
  const store = await openSqlite({
    file: join(folder, 'mooring.db'),
    key: randomBytes(32),
    lock: true,
  });
  const ids = await meetAll(store, members);
  const texts = textsOf(setting.checkIn, setting.library);
  const seen: (Message | null)[] = Array.from({ length: members }, () => null);
  const underWay = new Set<Promise<unknown>>();
  let unsettled: readonly Delivery['id'][] = [];
  let last: Promise<unknown> = Promise.resolve();

  async function take(member: number, turn: number): Promise<number> {
    const id = ids[member] as ConversationId;
    const at = wallClock.now();
    const inbound = doNext({ member, turn, conversation: id, at, shown: seen[member] ?? null });
    const kept = (await store.load(id)) as unknown as SwitchMember | null;
    if (kept === null) throw new Error(`member ${member} was never met`);
    const next = playByHand(kept, inbound, texts);
    const sent = deliveryOf(store, inbound.id, { ...next, at });
    const writes = [
      ...unsettled.map((one) => store.settle(one, 'sent', null)),
      store.commit({
        ...nothing,
        cause: inbound.id,
        at,
        was: kept.version,
        conversation: asKept({ ...next.member, version: kept.version + 1 }),
        deliveries: [sent],
        record:
          next.record === null
            ? []
            : [
                {
                  key: `${kept.checkIns}`,
                  kind: 'check-in',
                  at,
                  until: at + aMonth,
                  values: next.record,
                },
              ],
      }),
      store.sending([sent.id], at),
    ] as const;
    unsettled = [];
    const results = await Promise.all(writes);
    const durable = performance.now();
    if (!results.includes('committed')) throw new Error(`turn ${turn} of ${member} was refused`);
    seen[member] = next.message;
    if (grouped) follow(store.settle(sent.id, 'sent', null));
    else unsettled = [sent.id];
    return durable;
  }

  function follow(work: Promise<unknown>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  return {
    turn(member, turn) {
      if (grouped) return take(member, turn);
      const mine = last.then(() => take(member, turn));
      last = mine.catch(() => undefined);
      return mine;
    },
    async settled() {
      await last;
      await Promise.all([...underWay, ...unsettled.map((one) => store.settle(one, 'sent', null))]);
      unsettled = [];
    },
    shown: (member) => seen[member] ?? null,
    close: () => store.close(),
  };
}

const nothing = {
  nextWake: null,
  deliveries: [],
  record: [],
  retract: [],
  cancel: [],
} satisfies Partial<Commit>;

/** The store keeps any conversation that has an id, a version and sessions; it looks at nothing else. */
function asKept(member: SwitchMember): Conversation {
  return member as unknown as Conversation;
}

function deliveryOf(
  store: Store,
  cause: CauseId,
  turn: { readonly member: SwitchMember; readonly message: Message; readonly at: number },
): Omit<Delivery, 'seq'> {
  const { member, message, at } = turn;
  return {
    id: deliveryId(store, cause, 0),
    conversation: member.id,
    class: 'reply',
    report: false,
    createdAt: at,
    notBefore: at,
    expiresAt: null,
    attempts: 0,
    state: 'pending',
    payload: { type: 'message', message, address: member.address, via: null },
  };
}

async function meetAll(store: Store, members: number): Promise<readonly ConversationId[]> {
  const at = wallClock.now();
  const ids = Array.from({ length: members }, (_, member) => store.idOf(addressOf(member)));
  await Promise.all(
    ids.map((id, member) =>
      store.commit({
        ...nothing,
        cause: `met:${member}` as CauseId,
        at,
        was: null,
        conversation: asKept({
          kind: 'member',
          id,
          version: 1,
          address: addressOf(member),
          reachable: true,
          name: `Member ${member}`,
          keeps: true,
          at: null,
          answers: {},
          questions: 0,
          checkIns: 0,
          activeAt: null,
          sessions: [],
        }),
      }),
    ),
  );
  return ids;
}
