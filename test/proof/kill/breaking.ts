import type { Conversation } from '#conversation/conversation.ts';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import type { Commit, Store } from '#store/store.ts';
import type { Plant } from './wire.ts';

/** A store with one promise broken, in a way nobody notices as long as nothing crashes. */
export function breaking(store: Store, plant: Plant): Store {
  switch (plant) {
    case 'receipt-before-commit':
      return receiptFirst(store);
    case 'deaf-to-causes':
      return { ...store, commit: (turn) => store.commit({ ...turn, cause: anew(turn) }) };
    case 'drops-what-is-unsure':
      return {
        ...store,
        async undelivered(now, limit, inHand) {
          const open = await store.undelivered(now, limit, inHand);
          const unsure = open.filter(({ state }) => state === 'unknown');
          for (const { id } of unsure) await store.settle(id, 'sent', null);
          return open.filter(({ state }) => state !== 'unknown');
        },
      };
  }
}

/** Says `committed` at once, and commits a moment later. */
function receiptFirst(store: Store): Store {
  const ahead = new Map<ConversationId, Conversation | null>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...store,
    load: async (id) => (ahead.has(id) ? (ahead.get(id) ?? null) : store.load(id)),
    async commit(turn) {
      if (turn.conversation !== null) ahead.set(turn.conversation.id, turn.conversation);
      last = last.then(() => new Promise((resolve) => setTimeout(resolve, 2)));
      last = last.then(() => store.commit(turn));
      return Promise.resolve('committed');
    },
  };
}

let count = 0;

function anew({ cause }: Commit): CauseId {
  count += 1;
  return `${cause}#${process.pid}#${count}` as CauseId;
}
