import type { Delivery } from '#conversation/delivery.ts';
import type { Millis } from '#conversation/id.ts';
import type { Platform } from '#platform/platform.ts';
import { within } from './clock.ts';
import type { World } from './world.ts';

/** Who is asked, and by which mark a delivery is known there. */
export interface Inquiry {
  readonly world: World;
  readonly platform: Platform;
  readonly nonce: string;
}

/** So long every platform remembers a nonce, and shows nothing twice (Discord: "the past few minutes"). */
const remembered: Millis = 120_000;
/** What is unknown for a day is not worth asking about any more. */
const aDay: Millis = 86_400_000;
/** An answer that takes longer is none. */
const patience: Millis = 10_000;

/**
 * What to do with a delivery nobody knows the end of, first tried `age` ms ago: ask the platform, and where it cannot tell, rely on the nonce while it is remembered.
 * After that a duplicate is better than silence for safety, and silence better than a duplicate for the rest.
 */
export async function reconcile(
  { world, platform, nonce }: Inquiry,
  delivery: Delivery,
  age: Millis,
): Promise<'arrived' | 'resend' | 'expire' | 'ask-later'> {
  try {
    const seen = await within(world.clock, patience, platform.arrived(delivery, nonce));
    if (seen === 'late') return notAnswered(delivery, age);
    if (seen === true) return 'arrived';
    if (seen === false || age < remembered || delivery.class === 'safety') return 'resend';
    return 'expire';
  } catch (fault) {
    world.log.event('delivery-unknown', { delivery: delivery.id, platform: platform.name, fault });
    return notAnswered(delivery, age);
  }
}

function notAnswered(delivery: Delivery, age: Millis): 'resend' | 'expire' | 'ask-later' {
  if (delivery.class === 'safety') return 'resend';
  return age < aDay ? 'ask-later' : 'expire';
}
