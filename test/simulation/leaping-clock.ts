import type { Millis } from '#conversation/id.ts';
import type { Clock } from '#runtime/clock.ts';

/** A clock that leaps from one instant something happens at to the next. */
export interface LeapingClock {
  now(): Millis;
  /** Does something at an instant; what is past is done at once with the next step. */
  at(instant: Millis, act: () => void): void;
  /** The clock a process is given: once killed, nothing it waits for ever comes. */
  forProcess(): { readonly clock: Clock; kill(): void };
  /** Leaps to the next instant up to `until`, letting the world act after each sleeper. `due`: when the store has something next. False when nothing is left until then. */
  step(until: Millis, due: Millis | null): Promise<boolean>;
}

interface Owner {
  dead: boolean;
}

interface Sleeper {
  readonly at: Millis;
  readonly order: number;
  readonly owner: Owner;
  readonly wake: () => void;
  gone: boolean;
}

/** Who sleeps this long only looks whether something is due; with nothing due it need not be woken on the dot. */
const lazyFrom: Millis = 60_000;

/** A clock standing at `start`; `settled` lets everything happen that needs no time. */
export function leapingClock(start: Millis, settled: () => Promise<void>): LeapingClock {
  let now = start;
  let count = 0;
  const heap: Sleeper[] = [];
  const lazy = new Set<Sleeper>();
  const world: Owner = { dead: false };

  function sleep(owner: Owner, ms: Millis, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        if (!owner.dead) resolve();
        return;
      }
      count += 1;
      const sleeper: Sleeper = {
        at: Math.ceil(now + Math.max(ms, 0)),
        order: count,
        owner,
        gone: false,
        wake() {
          sleeper.gone = true;
          lazy.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          if (!owner.dead) resolve();
        },
      };
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      if (ms >= lazyFrom) lazy.add(sleeper);
      else push(heap, sleeper);
    });
  }

  /** The first sleeper that is still waited for. */
  function first(): Sleeper | undefined {
    while (heap[0] !== undefined && (heap[0].gone || heap[0].owner.dead)) pop(heap);
    return heap[0];
  }

  return {
    now: () => now,
    at(instant, act) {
      count += 1;
      push(heap, { at: Math.ceil(instant), order: count, owner: world, wake: act, gone: false });
    },
    forProcess() {
      const owner: Owner = { dead: false };
      return {
        clock: { now: () => now, sleep: (ms, signal) => sleep(owner, ms, signal) },
        kill() {
          owner.dead = true;
          for (const sleeper of lazy) if (sleeper.owner === owner) lazy.delete(sleeper);
        },
      };
    },
    async step(until, due) {
      const next = Math.min(first()?.at ?? Infinity, due !== null && due > now ? due : Infinity);
      const isLast = next > until;
      now = Math.max(now, isLast ? until : next);
      for (;;) {
        const eager = first();
        if (eager === undefined || eager.at > now) break;
        pop(heap);
        eager.wake();
        await settled();
      }
      const looking = [...lazy].filter(({ at }) => at <= now);
      for (const sleeper of looking.toSorted((a, b) => a.at - b.at || a.order - b.order)) {
        if (sleeper.gone || sleeper.owner.dead) continue;
        sleeper.wake();
        await settled();
      }
      if (isLast) await settled();
      return !isLast;
    },
  };
}

function isBefore(a: Sleeper, b: Sleeper): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Sleeper[], sleeper: Sleeper): void {
  let at = heap.length;
  heap.push(sleeper);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(sleeper, heap[above] as Sleeper)) break;
    heap[at] = heap[above] as Sleeper;
    at = above;
  }
  heap[at] = sleeper;
}

function pop(heap: Sleeper[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let below = at * 2 + 1;
    if (below >= heap.length) break;
    const right = below + 1;
    if (right < heap.length && isBefore(heap[right] as Sleeper, heap[below] as Sleeper))
      below = right;
    if (!isBefore(heap[below] as Sleeper, last)) break;
    heap[at] = heap[below] as Sleeper;
    at = below;
  }
  heap[at] = last;
}
