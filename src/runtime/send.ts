import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { CauseId, Millis } from '#conversation/id.ts';
import type { Delivered, Told, Undeliverable } from '#conversation/inbound.ts';
import { PlatformError, type Platform } from '#platform/platform.ts';
import { backOff } from './back-off.ts';
import { within } from './clock.ts';
import { choked, firstTry, later, mark, persist, settle, type Desk } from './desk.ts';
import { reconcile } from './reconcile.ts';
import { tokensOf } from './tap.ts';
import { platformOf, type Leave } from './world.ts';

/** A platform that says nothing for this long is taken as unreachable. */
const patience = 10_000;
/** Something our adapter chokes on is given up when it has so often; throttling and silence on the way count for nothing. */
const triesOfOurs = 5;
/** So long waits what has nowhere to go yet: a room nobody spoke in so far, a platform that is switched off. */
const nowhere = 60_000;

/** Takes one open delivery to its next state: checked again, marked, shown, reported and settled. Never rejects. */
export async function send(desk: Desk, delivery: Delivery): Promise<void> {
  const { log } = desk.world;
  try {
    await (delivery.payload.type === 'news' ? passOn(desk, delivery) : bring(desk, delivery));
  } catch (fault) {
    log.event('store-failed', { delivery: delivery.id, fault });
    await desk.world.clock.sleep(backOff(1, desk.world.luck()), desk.signal);
  }
}

/** Gives news to another conversation, through the same door, once. */
async function passOn(desk: Desk, delivery: Delivery): Promise<void> {
  const { payload } = delivery;
  if (payload.type !== 'news' || !(await mark(desk, delivery))) return;
  const told: Told = {
    type: 'Told',
    id: causeOf(delivery, 'told'),
    conversation: payload.to,
    at: desk.world.clock.now(),
    news: payload.news,
  };
  const { outcome } = await desk.receive(told, false);
  if (outcome === 'failed') await later(desk, delivery, 'pending');
  else await settle(desk, delivery, 'sent');
}

/** Brings a message to its platform, if it may leave. */
async function bring(desk: Desk, delivery: Delivery): Promise<void> {
  const { world } = desk;
  const now = world.clock.now();
  const { payload } = delivery;
  if (payload.type !== 'message') return;
  const conversation = await world.store.load(delivery.conversation);
  const address = payload.address ?? conversation?.address ?? null;
  const addressed: Delivery = { ...delivery, payload: { ...payload, address } };
  const platform = address === null ? null : platformOf(world, address);
  const nonce = world.store.tag(delivery.id);
  if (delivery.state === 'unknown' && platform !== null) {
    const age = now - firstTry(desk, delivery);
    const fate = await reconcile({ world, platform, nonce }, addressed, age);
    if (fate === 'arrived') return arrived(desk, delivery);
    if (fate === 'expire') return giveUp(desk, delivery);
    if (fate === 'ask-later') return later(desk, delivery, 'unknown', askAgainAfter(desk, age));
  }
  if (delivery.expiresAt !== null && delivery.expiresAt <= now)
    return withhold(desk, delivery, 'expired');
  if (platform === null) return nobodyThere(desk, delivery, address);
  const leave = leaveFor(desk, conversation, addressed);
  if (leave.type === 'cancel') return withhold(desk, delivery, 'cancelled');
  if (leave.type === 'hold') return settle(desk, delivery, delivery.state, leave.until);
  if (await mark(desk, delivery)) await show(desk, platform, addressed, nonce);
}

/** A platform that cannot even be asked is asked ever less often, as one that does not answer is: no try counts these, so the age does. */
function askAgainAfter({ world }: Desk, age: Millis): Millis {
  return backOff(1 + Math.floor(Math.log2(Math.max(1, age / 1_000))), world.luck());
}

/** Where our own rules fail, safety goes and the rest waits. */
function leaveFor({ world }: Desk, conversation: Conversation | null, delivery: Delivery): Leave {
  const now = world.clock.now();
  try {
    return world.maySend(conversation, delivery, now);
  } catch (fault) {
    world.log.event('turn-failed', { delivery: delivery.id, fault });
    return delivery.class === 'safety' ? { type: 'send' } : { type: 'hold', until: now + nowhere };
  }
}

/** The one call to the platform, and what its answer means. */
async function show(
  desk: Desk,
  platform: Platform,
  delivery: Delivery,
  nonce: string,
): Promise<void> {
  const { world } = desk;
  let fault: unknown;
  try {
    const shown = platform.deliver(delivery, nonce, tokensOf(world.store, delivery));
    if ((await within(world.clock, patience, shown)) !== 'late')
      return await arrived(desk, delivery);
    fault = new PlatformError('unreachable', `${platform.name} did not answer in ${patience} ms`);
  } catch (error) {
    fault = error;
  }
  const reason = fault instanceof PlatformError ? fault.reason : null;
  const about = { delivery: delivery.id, platform: platform.name, fault };
  switch (reason) {
    case 'throttled': {
      world.log.event('delivery-throttled', about);
      const wait = fault instanceof PlatformError ? fault.retryAfter : null;
      // What an earlier try may have shown stays in doubt.
      const state = delivery.state === 'unknown' ? 'unknown' : 'pending';
      return later(desk, delivery, state, wait ?? undefined);
    }
    case 'closed':
    case 'gone':
    case 'refused':
      world.log.event('delivery-dead', about);
      return dead(desk, delivery, reason);
    case 'unreachable':
      world.log.event('delivery-unknown', about);
      return later(desk, delivery, 'unknown');
    case null:
      world.log.event('platform-failed', about);
      return choked(desk, delivery) >= triesOfOurs
        ? dead(desk, delivery, 'refused')
        : later(desk, delivery, 'unknown');
  }
}

async function arrived(desk: Desk, delivery: Delivery): Promise<void> {
  desk.world.log.event('delivery-sent', { delivery: delivery.id });
  if (delivery.report) {
    await report(desk, {
      type: 'Delivered',
      id: causeOf(delivery, 'delivered'),
      conversation: delivery.conversation,
      at: desk.world.clock.now(),
      delivery: delivery.id,
      question: questionOf(delivery),
    });
  }
  await settle(desk, delivery, 'sent');
}

async function dead(
  desk: Desk,
  delivery: Delivery,
  reason: Undeliverable['reason'],
): Promise<void> {
  await neverArrived(desk, delivery, reason);
  await settle(desk, delivery, 'dead');
}

/** A delivery that will not arrive, to whoever counts its silence. */
async function neverArrived(
  desk: Desk,
  delivery: Delivery,
  reason: Undeliverable['reason'],
): Promise<void> {
  if (!delivery.report) return;
  await report(desk, {
    type: 'Undeliverable',
    id: causeOf(delivery, 'undeliverable'),
    conversation: delivery.conversation,
    at: desk.world.clock.now(),
    delivery: delivery.id,
    question: questionOf(delivery),
    reason,
  });
}

/** A member without an address is gone; a room nobody spoke in yet and a platform that is switched off are waited for. */
async function nobodyThere(desk: Desk, delivery: Delivery, address: string | null): Promise<void> {
  if (address === null && delivery.class !== 'alert') {
    desk.world.log.event('delivery-dead', { delivery: delivery.id });
    return dead(desk, delivery, 'gone');
  }
  return settle(desk, delivery, delivery.state, desk.world.clock.now() + nowhere);
}

/** Perhaps it arrived, perhaps not, and nobody can tell any more: nothing is said of it, so that an answer still counts. */
function giveUp(desk: Desk, delivery: Delivery): Promise<void> {
  desk.world.log.event('delivery-expired', { delivery: delivery.id });
  return settle(desk, delivery, 'expired');
}

/** What is not sent after all, by our own rules: the engine hears of that too, for nobody will answer it. */
async function withhold(
  desk: Desk,
  delivery: Delivery,
  state: 'expired' | 'cancelled',
): Promise<void> {
  desk.world.log.event(`delivery-${state}`, { delivery: delivery.id });
  await neverArrived(desk, delivery, 'withheld');
  await settle(desk, delivery, state);
}

/** Tells the conversation how a send ended, before the row forgets: after a crash in between, the same report is heard once. */
function report(desk: Desk, inbound: Delivered | Undeliverable): Promise<void> {
  return persist(desk, async () => {
    if ((await desk.receive(inbound, false)).outcome === 'failed') throw new Error('not heard yet');
  });
}

function questionOf({ payload }: Delivery): Delivered['question'] {
  return payload.type === 'message' ? payload.message.question : null;
}

function causeOf(delivery: Delivery, outcome: string): CauseId {
  return `${delivery.id}:${outcome}` as CauseId;
}
