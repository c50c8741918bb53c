import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import { nextWake } from '#engine/meet.ts';
import type { Commit } from '#store/store.ts';
import { meet } from './decide.ts';
import { isAnswered } from './last-resort.ts';
import { deliveryId, messageFor } from './to-commit.ts';
import type { World } from './world.ts';

const tries = 5;

/**
 * Gives up on an event: keeps it as heard and the conversation as it was, with `words` for whoever caused it (`null`: they were answered already).
 * Gives the commit, or `null` where it was heard before or there is nobody. Rejects with what the store rejects with.
 */
export async function quarantine(
  world: World,
  inbound: Inbound,
  words: { readonly helps: boolean; readonly message: Message } | null,
): Promise<Commit | null> {
  const { store, clock } = world;
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const kept = await store.load(inbound.conversation);
    const conversation = kept ?? meet(world, inbound);
    if (conversation === null) return null;
    const now = clock.now();
    const answered = words !== null && isAnswered(inbound);
    const commit: Commit = {
      cause: inbound.id,
      at: now,
      was: kept?.version ?? null,
      conversation: {
        ...conversation,
        address: inbound.address ?? conversation.address,
        version: (kept?.version ?? 0) + 1,
      },
      nextWake: nextWake(conversation),
      deliveries: !answered
        ? []
        : [
            {
              id: deliveryId(store, inbound.id, 0),
              conversation: inbound.conversation,
              class: words.helps ? 'safety' : 'reply',
              report: false,
              createdAt: now,
              notBefore: now,
              expiresAt: null,
              attempts: 0,
              state: 'pending',
              payload: messageFor(words.message, conversation, inbound),
            },
          ],
      record: [],
      retract: [],
      cancel: [],
    };
    const outcome = await store.commit(commit);
    if (outcome !== 'conflict') return outcome === 'committed' ? commit : null;
  }
  throw new Error(`conversation ${inbound.conversation} kept moving on`);
}
