import type { Delivery } from '#conversation/delivery.ts';
import type { DeliveryId, Millis } from '#conversation/id.ts';
import { hangBell } from './bell.ts';
import type { Desk } from './desk.ts';
import { loopOf, type Loop } from './loop.ts';
import { send } from './send.ts';

/** So many conversations are sent to at once: enough that their marks share an fsync; how fast a platform may be called is its adapter's to know. */
const width = 256;
/** And so many more for safety, which waits for nobody else's platform. */
const safetyWidth = 16;
/** Without a nudge it looks again after this long at the latest. */
const longest: Millis = 60_000;
/** A clock that goes back by more than this was set anew: what was put off by the old one would wait too long. */
const setBack: Millis = 30_000;
/** Something is due and cannot be taken: no sooner than this. */
const shortest: Millis = 250;

/** Makes the loop that brings deliveries out; `rested` is told each time it comes to rest. Order inside a conversation is the store's: it gives only what may go first. */
export function dispatcher(desk: Desk, rested: () => void): Loop {
  const { store, clock, log } = desk.world;
  const bell = hangBell(clock, rested);
  const inHand = new Map<string, Promise<void>>();
  const ids = new Set<DeliveryId>();

  let seen: Millis = -Infinity;

  async function round(): Promise<Millis> {
    const now = clock.now();
    if (now < seen - setBack) {
      log.event('clock-set-back', { ms: seen - now });
      await store.hasten(now, 0);
    }
    seen = now;
    const found = await store.undelivered(now, width + safetyWidth + ids.size, ids);
    for (const delivery of found) take(delivery);
    const next = await store.nextDue();
    return next === null ? longest : Math.min(Math.max(next - now, shortest), longest);
  }

  function take(delivery: Delivery): void {
    const safety = delivery.class === 'safety';
    const lane = `${delivery.conversation}${safety ? '!' : ''}`;
    if (inHand.has(lane) || inHand.size >= width + (safety ? safetyWidth : 0)) return;
    const sending = send(desk, delivery).then(() => {
      inHand.delete(lane);
      ids.delete(delivery.id);
      bell.ring();
    });
    inHand.set(lane, sending);
    ids.add(delivery.id);
  }

  return loopOf({ bell, log, round, inHand });
}
