import type { Delivery } from '#conversation/delivery.ts';
import type { DeliveryId, Millis } from '#conversation/id.ts';
import { backOff } from './back-off.ts';
import type { Receive } from './receive.ts';
import type { World } from './world.ts';

/** What sending needs besides the world. */
export interface Desk {
  readonly world: World;
  readonly receive: Receive;
  /** When each delivery was first tried, as far as this process knows. */
  readonly firstTries: Map<DeliveryId, Millis>;
  /** How often an adapter choked on a delivery, as far as this process knows. */
  readonly chokes: Map<DeliveryId, number>;
  /** Aborts when nobody waits for an end any more; what is still `sending` then is found after the next start. */
  readonly signal: AbortSignal;
}

/** Makes a delivery durably `sending`. False if it was cancelled or taken meanwhile. */
export async function mark({ world, firstTries }: Desk, { id }: Delivery): Promise<boolean> {
  const now = world.clock.now();
  const [marked] = await world.store.sending([id], now);
  if (marked === undefined) firstTries.delete(id);
  else if (!firstTries.has(id)) firstTries.set(id, now);
  return marked !== undefined;
}

/** Says how a send ended, or when it is next looked at; goes on until the store has heard. */
export async function settle(
  desk: Desk,
  { id }: Delivery,
  state: Delivery['state'],
  notBefore: Millis | null = null,
): Promise<void> {
  await persist(desk, () => desk.world.store.settle(id, state, notBefore));
  if (state === 'pending' || state === 'unknown') return;
  desk.firstTries.delete(id);
  desk.chokes.delete(id);
}

/** Counts that an adapter choked on a delivery, and says how often it has. */
export function choked({ chokes }: Desk, { id }: Delivery): number {
  const count = (chokes.get(id) ?? 0) + 1;
  chokes.set(id, count);
  return count;
}

/** Puts a delivery back for `wait` ms: as long as the platform asked, else longer with each try. */
export function later(
  desk: Desk,
  delivery: Delivery,
  state: 'pending' | 'unknown',
  wait: Millis = backOff(delivery.attempts + 1, desk.world.luck()),
): Promise<void> {
  return settle(desk, delivery, state, desk.world.clock.now() + wait);
}

/** We know what happened and the store does not: tells it until it hears, so that nothing is shown again for its sake. */
export async function persist(desk: Desk, tell: () => Promise<void>): Promise<void> {
  const { clock, luck, log } = desk.world;
  for (let tried = 1; !desk.signal.aborted; tried += 1) {
    try {
      return await tell();
    } catch (fault) {
      log.event('store-failed', { fault });
      await clock.sleep(backOff(tried, luck()), desk.signal);
    }
  }
}

/** When a delivery was first tried, or before: after a restart only its row can tell, and only until it is put off again. */
export function firstTry({ firstTries }: Desk, delivery: Delivery): Millis {
  const { id, attempts, createdAt, notBefore } = delivery;
  const at = firstTries.get(id) ?? (attempts <= 1 ? Math.max(createdAt, notBefore) : createdAt);
  firstTries.set(id, at);
  return at;
}
