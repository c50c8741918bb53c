import type { Clock } from '#runtime/clock.ts';
import { StoreError, type Commit, type Committed, type Store } from '#store/store.ts';
import type { DeliveryId, Millis } from '#conversation/id.ts';
import type { DeliveryState } from '#conversation/delivery.ts';

/** What befalls one operation: the process dies before it or behind it, it takes its time, or the disk says no. */
export type StoreFault =
  | { readonly type: 'none' | 'crash-before' | 'crash-behind' | 'refuse' }
  | { readonly type: 'slow'; readonly ms: Millis };

/** Told of what reached the disk, whether or not anybody lived to hear of it. */
export interface DiskWitness {
  committed(turn: Commit, outcome: Committed): void;
  marked(ids: readonly DeliveryId[]): void;
  settled(id: DeliveryId, state: DeliveryState): void;
  recovered(): void;
}

/** What a shaky store stands on. */
export interface Ground {
  readonly inner: Store;
  readonly clock: Clock;
  readonly witness: DiskWitness;
  fault(operation: Operation): StoreFault;
  /** The process dies now. */
  crash(why: string): void;
}

const operations = [
  'load',
  'commit',
  'heard',
  'failed',
  'live',
  'undelivered',
  'sending',
  'settle',
  'recover',
  'hasten',
  'nextDue',
  'due',
  'next',
  'entries',
  'keep',
  'source',
  'sweep',
] as const satisfies readonly (keyof Store)[];

/** An operation faults can befall. */
export type Operation = (typeof operations)[number];

/** One process's handle on a disk that outlives it. */
export interface ShakyStore {
  readonly store: Store;
  /** Operations the disk is at work on. */
  readonly busy: number;
  /** From now on nothing comes back from this handle and nothing new reaches the disk. */
  kill(): void;
}

const never = new Promise<never>(() => {});

/** A store whose process can die at every boundary. */
export function shakyStore(ground: Ground): ShakyStore {
  const { inner, clock, witness } = ground;
  let dead = false;
  let busy = 0;

  async function run(operation: Operation, args: readonly unknown[]): Promise<unknown> {
    if (dead) return never;
    const fault = ground.fault(operation);
    if (fault.type === 'slow') await clock.sleep(fault.ms);
    if (fault.type === 'crash-before') ground.crash(`before ${operation}`);
    if (dead) return never;
    if (fault.type === 'refuse') throw new StoreError('full', 'the simulated disk is full');
    busy += 1;
    try {
      const act = inner[operation] as (...given: readonly unknown[]) => Promise<unknown>;
      const result = await act(...args);
      tell(operation, args, result);
      if (fault.type === 'crash-behind') ground.crash(`behind ${operation}`);
      return dead ? never : result;
    } catch (error) {
      if (dead) return never;
      throw error;
    } finally {
      busy -= 1;
    }
  }

  function tell(operation: Operation, args: readonly unknown[], result: unknown): void {
    if (operation === 'commit') witness.committed(args[0] as Commit, result as Committed);
    if (operation === 'sending') witness.marked(result as readonly DeliveryId[]);
    if (operation === 'settle') witness.settled(args[0] as DeliveryId, args[1] as DeliveryState);
    if (operation === 'recover') witness.recovered();
  }

  const shaken = Object.fromEntries(
    operations.map((operation) => [
      operation,
      (...args: readonly unknown[]) => run(operation, args),
    ]),
  );
  return {
    store: { ...inner, ...shaken },
    get busy() {
      return busy;
    },
    kill() {
      dead = true;
    },
  };
}
