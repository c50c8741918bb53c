import type { Delivery } from '#conversation/delivery.ts';
import type { ConversationId, Millis } from '#conversation/id.ts';
import type { Message } from '#conversation/message.ts';
import {
  PlatformError,
  type Brought,
  type Door,
  type Platform,
  type Receipt,
  type Refusal,
  type Tokens,
} from '#platform/platform.ts';
import type { LeapingClock } from './leaping-clock.ts';
import type { Luck } from './luck.ts';

/** What a platform can do about messages that are sent twice, and about events nobody took. */
export interface Manner {
  /** How long a nonce is remembered and shows nothing twice; 0: it knows no nonces. */
  readonly remembers: Millis;
  /** Can it be asked whether a message arrived? */
  readonly tells: boolean;
  /** Does it bring an event again that was not taken? */
  readonly redelivers: boolean;
}

/** How often sends go wrong, each in [0, 1). */
export interface SendFaults {
  readonly throttled: number;
  readonly unreachable: number;
  /** Shown, and the answer lost. */
  readonly lost: number;
  /** Never answered; shown half of the times. */
  readonly silent: number;
  /** Shown and answered only after 5 to 60 s. */
  readonly late: number;
  readonly refused: number;
  /** The adapter chokes. */
  readonly odd: number;
  /** The process dies while the call is under way, before or after it was shown. */
  readonly crash: number;
}

/** Something a person has on their screen. */
export interface Shown {
  readonly at: Millis;
  readonly delivery: Delivery;
  readonly message: Message;
  readonly tokens: Tokens;
}

/** Told of what goes through the platform. */
export interface PlatformWitness {
  brought(event: Brought): void;
  receipted(event: Brought, receipt: Receipt): void;
  /** A process asks for a delivery to be shown. */
  asked(delivery: Delivery, nonce: string): void;
  /** The call ended, as the process knows it: null for shown and answered, `unheard` where nobody heard the end. */
  answered(delivery: Delivery, end: Refusal | 'unheard' | 'odd' | null): void;
  shown(delivery: Delivery, address: string, isCopy: boolean): void;
}

/** Where the simulated people talk: it outlives every process. */
export interface SimulatedPlatform {
  readonly name: string;
  readonly manner: Manner;
  /** The platform as one process sees it; `isDead` cuts it off. */
  forProcess(isDead: () => boolean): Platform;
  /** No process holds the door any more. */
  disconnect(): void;
  /** A person did something. */
  bring(event: Brought): void;
  /** What an address has on its screen, the oldest first. */
  screen(address: string): readonly Shown[];
  /** They take our messages, or no longer; `gone` for good. */
  open(address: string, how: 'open' | 'closed' | 'gone'): void;
  /** Until then nothing gets through. */
  outage(until: Millis): void;
  /** From now on everything works. */
  calm(): void;
  /** Told whenever something new is on a screen. */
  onShown: (address: string, shown: Shown) => void;
}

/** What the platform needs of its surroundings. */
export interface Surroundings {
  readonly clock: LeapingClock;
  readonly luck: Luck;
  readonly manner: Manner;
  readonly faults: SendFaults;
  readonly witness: PlatformWitness;
  crash(why: string): void;
}

const never = new Promise<never>(() => {});
const calmFaults: SendFaults = {
  throttled: 0,
  unreachable: 0,
  lost: 0,
  silent: 0,
  late: 0,
  refused: 0,
  odd: 0,
  crash: 0,
};

/** A platform called `talk`. */
export function simulatedPlatform(around: Surroundings): SimulatedPlatform {
  const { clock, luck, manner, witness } = around;
  const screens = new Map<string, Shown[]>();
  const nonces = new Map<string, Millis>();
  const doors = new Map<string, 'open' | 'closed' | 'gone'>();
  let { faults } = around;
  let door: Door | null = null;
  let outageUntil: Millis = 0;

  /** The world's own clock: what it waits for comes whoever dies. */
  const after = (ms: Millis): Promise<void> =>
    new Promise((resolve) => clock.at(clock.now() + ms, resolve));

  function show(delivery: Delivery, tokens: Tokens, nonce: string): void {
    if (delivery.payload.type !== 'message') return;
    const seen = nonces.get(nonce);
    const now = clock.now();
    if (seen !== undefined && now - seen <= manner.remembers) return;
    const address = delivery.payload.address ?? '';
    witness.shown(delivery, address, seen !== undefined);
    nonces.set(nonce, now);
    const shown = { at: now, delivery, message: delivery.payload.message, tokens };
    const screen = screens.get(address) ?? [];
    screen.push(shown);
    screens.set(address, screen);
    platform.onShown(address, shown);
  }

  /** What becomes of one send. */
  function fate(address: string): keyof SendFaults | 'closed' | 'gone' | 'fine' {
    const how = doors.get(address) ?? 'open';
    if (how !== 'open') return how;
    if (clock.now() < outageUntil) return luck.chance(0.7) ? 'unreachable' : 'silent';
    let left = luck.next();
    for (const [fault, share] of Object.entries(faults) as [keyof SendFaults, number][]) {
      left -= share;
      if (left < 0) return fault;
    }
    return 'fine';
  }

  async function deliver(delivery: Delivery, nonce: string, tokens: Tokens): Promise<void> {
    const { payload } = delivery;
    const address = payload.type === 'message' ? payload.address : null;
    if (address === null) throw new Error(`delivery ${delivery.id} has no address`);
    witness.asked(delivery, nonce);
    const end = (how: Refusal | 'unheard' | 'odd' | null): void => witness.answered(delivery, how);
    const refuse = (reason: Refusal, wait: number | null = null): never => {
      end(reason);
      throw new PlatformError(reason, `simulated: ${reason}`, wait);
    };
    const latency = luck.between(20, 900);
    const how = fate(address);
    const isShownAnyway = luck.chance(0.5);
    switch (how) {
      case 'fine':
        await after(latency);
        show(delivery, tokens, nonce);
        await after(latency >> 2);
        return end(null);
      case 'throttled':
        await after(latency);
        return refuse('throttled', luck.chance(0.5) ? null : luck.between(500, 30_000));
      case 'unreachable':
        await after(latency);
        return refuse('unreachable');
      case 'lost':
        await after(latency);
        show(delivery, tokens, nonce);
        await after(latency);
        end('unheard');
        throw new PlatformError('unreachable', 'simulated: the answer was lost');
      case 'silent':
        end('unheard');
        await after(latency);
        if (isShownAnyway) show(delivery, tokens, nonce);
        return never;
      case 'late': {
        end('unheard');
        await after(luck.between(5_000, 60_000));
        return show(delivery, tokens, nonce);
      }
      case 'crash':
        end('unheard');
        await after(latency);
        if (isShownAnyway) show(delivery, tokens, nonce);
        around.crash(`${isShownAnyway ? 'behind' : 'in'} a send`);
        return never;
      case 'refused':
      case 'closed':
      case 'gone':
        await after(latency);
        return refuse(how);
      case 'odd':
        await after(latency);
        end('odd');
        throw new Error('the simulated adapter chokes');
    }
  }

  async function arrived(nonce: string): Promise<boolean | null> {
    if (!manner.tells) return null;
    await after(luck.between(20, 500));
    if (clock.now() < outageUntil || luck.chance(faults.unreachable))
      throw new PlatformError('unreachable', 'simulated: history cannot be read');
    return nonces.has(nonce);
  }

  /** Brings an event until it is taken, if this platform does that. */
  async function bring(inbound: Brought, tried: number): Promise<void> {
    const held = door;
    const again = (): void => {
      if (!manner.redelivers || tried > 60) return;
      const wait = Math.min(60_000, 1_000 * 2 ** Math.min(tried, 6));
      clock.at(clock.now() + wait, () => void bring(inbound, tried + 1));
    };
    if (held === null) return again();
    let isTaken = false;
    void held.receive(inbound).then((receipt) => {
      isTaken = true;
      witness.receipted(inbound, receipt);
      if (receipt.outcome === 'failed') again();
    });
    if (!manner.redelivers) return;
    await after(10_000);
    if (!isTaken) again();
  }

  const platform: SimulatedPlatform = {
    name: 'talk',
    manner,
    onShown: () => {},
    forProcess: (isDead) => ({
      name: 'talk',
      start(opened) {
        door = opened;
        return Promise.resolve();
      },
      deliver: (delivery, nonce, tokens = { choices: [], alwaysOn: [], form: null }) =>
        isDead() ? never : whileAlive(isDead, deliver(delivery, nonce, tokens)),
      arrived: (_delivery, nonce) => whileAlive(isDead, arrived(nonce)),
      stop() {
        door = null;
        return Promise.resolve();
      },
    }),
    disconnect() {
      door = null;
    },
    bring(inbound) {
      witness.brought(inbound);
      void bring(inbound, 0);
    },
    screen: (address) => screens.get(address) ?? [],
    open: (address, how) => {
      if (doors.get(address) !== 'gone') doors.set(address, how);
    },
    outage(until) {
      outageUntil = until;
    },
    calm() {
      faults = calmFaults;
      outageUntil = 0;
      for (const [address, how] of doors) if (how === 'closed') doors.set(address, 'open');
    },
  };
  return platform;
}

/** A promise that never comes to those who died meanwhile. */
function whileAlive<T>(isDead: () => boolean, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    promise.then(
      (value) => {
        if (!isDead()) resolve(value);
      },
      (error: unknown) => {
        if (!isDead()) reject(error instanceof Error ? error : new Error('thrown'));
      },
    );
  });
}

/** A conversation's address here. */
export function addressOf(name: string): string {
  return `talk:${name}`;
}

/** What the simulated people are known by. */
export interface Who {
  readonly name: string;
  readonly address: string;
  readonly id: ConversationId;
}
