import type { ColdStart } from './first-reply.ts';
import type { RoundMeasure } from './round.ts';
import type { RowSizes } from './row-size.ts';
import type { RowName } from './row-name.ts';

/** A row of the table: medians over its rounds. Times in ms unless said otherwise, sizes in bytes. */
export interface RowReport {
  readonly row: RowName;
  readonly turns: number;
  readonly turnsPerSecond: number;
  /** User and system time, µs. */
  readonly cpuPerTurn: number;
  readonly durable: Spread;
  readonly shown: Spread;
  /** The most in any round. */
  readonly rss: number;
  readonly heap: number;
  readonly conversation: RowSizes | null;
}

/** The middle and the slow end. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** An aim, and how far it is. `met: null`: the rows it needs were not run. */
export interface Aim {
  readonly aim: string;
  readonly found: string | null;
  readonly met: boolean | null;
}

/** All that one run found. */
export interface Report {
  readonly members: number;
  readonly turnsEach: number;
  readonly inFlight: number;
  readonly rounds: number;
  readonly machine: string;
  readonly disk: Spread & { readonly count: number };
  /** What a Node that loads nothing takes, bytes. */
  readonly bareNode: number;
  readonly rows: readonly RowReport[];
  readonly coldStart: { readonly first: number; readonly again: number } | null;
  readonly aims: readonly Aim[];
}

/** Sums a row's rounds up. */
export function reportOf(
  row: RowName,
  rounds: readonly RoundMeasure[],
  conversation: RowSizes | null,
): RowReport {
  const median = (of: (round: RoundMeasure) => number): number => middle(rounds.map(of));
  return {
    row,
    turns: rounds.reduce((sum, round) => sum + round.turns, 0),
    turnsPerSecond: median(({ turns, ms }) => (turns / ms) * 1000),
    cpuPerTurn: median(({ turns, cpu }) => (cpu / turns) * 1000),
    durable: {
      p50: median((one) => at(one.durable, 0.5)),
      p99: median((one) => at(one.durable, 0.99)),
    },
    shown: { p50: median((one) => at(one.shown, 0.5)), p99: median((one) => at(one.shown, 0.99)) },
    rss: Math.max(...rounds.map(({ rss }) => rss)),
    heap: Math.max(...rounds.map(({ heap }) => heap)),
    conversation,
  };
}

/** The middle and the slow end of what was measured. */
export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}

/** The first start and the middle of the later ones. */
export function startsOf({ first, again }: ColdStart): { first: number; again: number } {
  return { first, again: middle(again) };
}

const megabyte = 1e6;

/** The speed aims, each against what was found. */
export function aimsOf(
  rows: readonly RowReport[],
  bareNode: number,
  coldStart: { readonly first: number; readonly again: number } | null,
): readonly Aim[] {
  const find = (name: RowName): RowReport | undefined => rows.find(({ row }) => row === name);
  const [mooring, grouped, alone] = [find('mooring'), find('switch'), find('switch-alone')];
  const ratio = (a: number | undefined, b: number | undefined): number | null =>
    a === undefined || b === undefined ? null : a / b;
  const cpu = ratio(mooring?.cpuPerTurn, grouped?.cpuPerTurn);
  const pace = ratio(mooring?.turnsPerSecond, grouped?.turnsPerSecond);
  const overAlone = ratio(mooring?.turnsPerSecond, alone?.turnsPerSecond);
  const sizes = mooring?.conversation ?? null;
  const size = sizes === null ? null : Math.max(sizes.within, sizes.after);
  const held = mooring === undefined ? null : mooring.rss - bareNode;
  const start = coldStart?.again ?? null;
  const aim = (words: string, value: number | null, judge: Judge): Aim => ({
    aim: words,
    found: value === null ? null : judge.found(value),
    met: value === null ? null : judge.met(value),
  });
  const times = (value: number): string => `${value.toFixed(2)} ×`;
  return [
    aim('CPU per turn at most 2.5 × the switch with group commit', cpu, {
      found: times,
      met: (value) => value <= 2.5,
    }),
    aim('at least 40 % of the turns/s of the switch with group commit', pace, {
      found: (value) => `${(value * 100).toFixed(0)} %`,
      met: (value) => value >= 0.4,
    }),
    aim('at least 2 × the turns/s of the switch with one durable commit a turn', overAlone, {
      found: times,
      met: (value) => value >= 2,
    }),
    aim('conversation row under 4 KB, within the check-in and after it', size, {
      found: (value) => `${value} bytes`,
      met: (value) => value < 4_000,
    }),
    aim('engine and store under 150 MB, a bare Node aside', held, {
      found: (value) => `${(value / megabyte).toFixed(0)} MB`,
      met: (value) => value < 150 * megabyte,
    }),
    aim('cold start to first reply under 0.5 s, from the second start on', start, {
      found: (value) => `${(value / 1000).toFixed(2)} s`,
      met: (value) => value < 500,
    }),
  ];
}

interface Judge {
  readonly found: (value: number) => string;
  readonly met: (value: number) => boolean;
}

function middle(values: readonly number[]): number {
  return at(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
