import { turnsEach } from './check-in.ts';
import type { Peer } from './peer.ts';

/** What one round of one row measured. */
export interface RoundMeasure {
  readonly turns: number;
  /** Wall time until the last reply was shown and everything was settled, ms. */
  readonly ms: number;
  /** User and system time of the whole process in that time, ms: garbage collection and threads included. */
  readonly cpu: number;
  /** From the member's act to the turn being on the disk, ms, sorted. */
  readonly durable: readonly number[];
  /** From the member's act to the reply being shown, ms, sorted. */
  readonly shown: readonly number[];
  /** The most the process held at any instant that was looked at, bytes. */
  readonly rss: number;
  readonly heap: number;
}

/** How many members act, how many of them at once at most, and which turns they take: from `first` up to, not including, `end`. */
export interface RoundPlan {
  readonly members: number;
  readonly inFlight: number;
  readonly first: number;
  readonly end: number;
}

/** The whole check-in. */
export const wholeCheckIn = { first: 0, end: turnsEach } as const;

/** Every 20 ms memory is looked at. */
const lookEvery = 20;

/** Leads members through the check-in, interleaved: each acts again only when their reply was shown and everybody else had a turn. */
export async function playRound(peer: Peer, plan: RoundPlan): Promise<RoundMeasure> {
  const { members, first, end } = plan;
  const inFlight = Math.max(1, Math.min(plan.inFlight, Math.floor(members / 2)));
  const queue = Array.from({ length: members }, (_, member) => ({ member, turn: first }));
  const durable: number[] = [];
  const shown: number[] = [];
  let rss = 0;
  let heap = 0;
  const look = (): void => {
    const held = process.memoryUsage();
    rss = Math.max(rss, held.rss);
    heap = Math.max(heap, held.heapUsed);
  };

  async function lead(): Promise<void> {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { member, turn } = next;
      const from = performance.now();
      durable.push((await peer.turn(member, turn)) - from);
      shown.push(performance.now() - from);
      if (turn + 1 < end) queue.push({ member, turn: turn + 1 });
    }
  }

  const looking = setInterval(look, lookEvery);
  const cpu = process.cpuUsage();
  const from = performance.now();
  await Promise.all(Array.from({ length: inFlight }, lead));
  await peer.settled();
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(looking);
  look();
  return {
    turns: durable.length,
    ms,
    cpu: (user + system) / 1000,
    durable: durable.toSorted((a, b) => a - b),
    shown: shown.toSorted((a, b) => a - b),
    rss,
    heap,
  };
}
