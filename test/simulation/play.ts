import { maySend } from '#engine/may-send.ts';
import { takeTurn } from '#engine/take-turn.ts';
import type { CauseId, Millis } from '#conversation/id.ts';
import { startRuntime, type Runtime } from '#runtime/runtime.ts';
import type { World } from '#runtime/world.ts';
import type { Store } from '#store/store.ts';
import { editionAt, editionCount, shelfOf } from './editions.ts';
import { leapingClock } from './leaping-clock.ts';
import { luckFrom, type Luck } from './luck.ts';
import { poison, settleIn, settleModerators } from './person.ts';
import { pressOf } from './press.ts';
import { shakyStore, type Operation, type ShakyStore, type StoreFault } from './shaky-store.ts';
import {
  addressOf,
  simulatedPlatform,
  type Manner,
  type SendFaults,
  type Who,
} from './simulated-platform.ts';
import { traced, type Trace } from './trace.ts';
import { witnessOf } from './witness.ts';

/** A disk that outlives processes: opened by each one anew, and let go by it. */
export interface Disk {
  open(now: () => Millis): Promise<Store>;
  /** The process is gone: what it held falls from its hands. */
  drop(store: Store): Promise<void>;
  /** Nobody needs it any more. */
  clear(): void;
}

/** How a world is played. */
export interface Rules {
  disk(): Disk;
  /** The log every process of this world writes to, and what it holds so far. */
  readonly log: { readonly log: World['log']; read(): Promise<string> };
  /** Breaks something on purpose, from outside. */
  readonly plant?: (world: World, luck: Luck) => World;
  /** Breaks something between the processes and the disk. */
  readonly plantDisk?: (disk: Disk, luck: Luck) => Disk;
  /** Is told every line of what happens. */
  readonly trace?: (line: string) => void;
}

/** How a world ended. */
export interface Played {
  readonly seed: number;
  readonly violations: readonly string[];
  /** What it was made of, to see that worlds differ. */
  readonly counts: Readonly<Record<'turns' | 'shown' | 'crashes' | 'steps' | 'days', number>>;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Mondays and Sundays before clocks are moved somewhere, and days like any other. */
const beginnings: readonly Millis[] = [
  Date.UTC(2026, 2, 2, 9),
  Date.UTC(2026, 2, 7, 20),
  Date.UTC(2026, 2, 28, 17),
  Date.UTC(2026, 3, 3, 22),
  Date.UTC(2026, 9, 2, 23),
  Date.UTC(2026, 9, 24, 12),
  Date.UTC(2026, 9, 31, 19),
  Date.UTC(2026, 11, 30, 6),
];

const noFaults: SendFaults = {
  throttled: 0,
  unreachable: 0,
  lost: 0,
  silent: 0,
  late: 0,
  refused: 0,
  odd: 0,
  crash: 0,
};

/** Plays the one small world of a seed to its end. */
export async function play(seed: number, rules: Rules): Promise<Played> {
  const luck = luckFrom(`world ${seed}`);
  const disk = rules.plantDisk?.(rules.disk(), luckFrom(`plant ${seed}`)) ?? rules.disk();
  const locale = luck.pick(['en', 'en', 'es'] as const);
  const lasts = luck.pick([6 * hour, 30 * hour, 4 * day, 10 * day, 24 * day, 40 * day]);
  const trouble = luck.pick([0, 0.3, 1, 3]);
  const manner: Manner = {
    remembers: luck.pick([0, 180_000, Infinity, Infinity]),
    tells: luck.chance(0.5),
    redelivers: luck.chance(0.5),
  };
  const counts = { turns: 0, shown: 0, crashes: 0, steps: 0, days: lasts / day };

  const press = pressOf(() => clock.now(), luck.chance(0.5));
  let shaky: ShakyStore | null = null;
  let isCalm = false;
  const clock = leapingClock(luck.pick(beginnings) + luck.between(0, 3 * hour), settled);
  const ends = clock.now() + lasts;
  const trace: Trace = traced(rules.trace, () => clock.now());

  async function settled(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (shaky === null || shaky.busy === 0) return;
    }
  }

  let inner = await disk.open(() => clock.now());
  const witness = witnessOf({ manner, press, now: () => clock.now(), disk: () => inner });
  const platform = simulatedPlatform({
    clock,
    luck: luckFrom(`platform ${seed}`),
    manner,
    faults: sendFaults(trouble),
    witness: trace.platform(witness),
    crash,
  });
  const who = (name: string): Who => ({
    name,
    address: addressOf(name),
    id: inner.idOf(addressOf(name)),
  });
  const room = who('room');
  const everyone = ['ada', 'bo', 'cy'].slice(0, luck.between(1, 3)).map(who);
  trace.meet([...everyone, room]);
  trace.line(
    `# seed ${seed}: ${locale}, ${lasts / hour} h, trouble ${trouble}, ${JSON.stringify(manner)}`,
  );

  const storeLuck = luckFrom(`store ${seed}`);
  const jitter = luckFrom(`jitter ${seed}`);
  let process: { dead: boolean; kill(): void } | null = null;
  let runtime: Runtime | null = null;

  function boot(): void {
    const own = clock.forProcess();
    const me = {
      dead: false,
      kill() {
        me.dead = true;
        own.kill();
        shaky?.kill();
      },
    };
    process = me;
    const isDead = (): boolean => me.dead;
    press.start();
    const crashMe = (why: string): void => {
      if (!me.dead) crash(why);
    };
    shaky = shakyStore({
      inner,
      clock: own.clock,
      witness: trace.disk(witness),
      fault: (operation) => (isCalm ? { type: 'none' } : storeFault(operation)),
      crash: crashMe,
    });
    const world: World = {
      store: shaky.store,
      shelf: shelfOf(press.taken),
      platforms: [platform.forProcess(isDead)],
      redelivering: manner.redelivers ? [platform.name] : [],
      clock: own.clock,
      luck: () => jitter.next(),
      log: {
        event: (name, particulars) => {
          if (me.dead) return;
          trace.event(name);
          if (name === 'turn-failed' && !isChoking(particulars?.['fault']))
            witness.violated(`a turn failed: ${String(particulars?.['fault'])}`);
          rules.log.log.event(name, particulars);
        },
        close: () => Promise.resolve(),
      },
      home: {
        community: room.id,
        communityAddress: room.address,
        country: luck.chance(0.5) ? 'IE' : null,
        locale,
        zone: luck.pick(['Europe/Dublin', 'America/New_York', 'Australia/Lord_Howe', 'UTC']),
      },
      resort: press.taken().resort,
      takeTurn(conversation, inbound, stage) {
        witness.heard(inbound);
        counts.turns += 1;
        if (inbound.type === 'TextSaid' && inbound.text.startsWith(poison)) throw new Choking();
        return takeTurn(conversation, inbound, stage);
      },
      maySend,
    };
    const planted = rules.plant?.(world, luckFrom(`plant ${seed}`)) ?? world;
    startRuntime(planted).then(
      (started) => {
        if (!me.dead) runtime = started;
      },
      (error: unknown) => {
        if (me.dead) return;
        // A disk that refuses at the start is met by whoever starts us again.
        crash(`at the start (${(error as Error).name})`);
      },
    );
  }

  function storeFault(operation: Operation): StoreFault {
    const share = (weight: number): boolean => storeLuck.chance(weight * trouble);
    const isWrite = operation === 'commit' || operation === 'sending' || operation === 'settle';
    if (share(isWrite ? 0.006 : 0.0003))
      return { type: storeLuck.chance(0.5) ? 'crash-before' : 'crash-behind' };
    if (share(isWrite ? 0.01 : 0.001))
      return { type: 'slow', ms: storeLuck.pick([50, 700, 2_500, 8_000]) };
    if (share(0.001)) return { type: 'refuse' };
    return { type: 'none' };
  }

  /** The process dies, as it stands; some time later another one is started. */
  function crash(why: string): void {
    if (process === null || process.dead) return;
    counts.crashes += 1;
    trace.line(`# the process dies ${why}`);
    end();
    const away = luck.weighted({ moment: 6, minutes: 3, night: 1 });
    const down = { moment: luck.between(500, 5_000), minutes: 11 * minute, night: 9 * hour }[away];
    clock.at(clock.now() + down, () => void begin());
  }

  function end(): void {
    process?.kill();
    platform.disconnect();
    runtime = null;
  }

  async function begin(): Promise<void> {
    if (process !== null && !process.dead) return;
    await disk.drop(inner);
    inner = await disk.open(() => clock.now());
    await witness.restarted(inner);
    trace.line('# a process starts');
    boot();
  }

  /** An operator stops us in good order, and starts us again. */
  function restart(): void {
    const leaving = runtime;
    const me = process;
    if (leaving === null || me === null) return;
    trace.line('# an operator stops the process');
    const from = clock.now();
    void leaving.stop().then(() => {
      if (me.dead) return;
      const took = clock.now() - from;
      if (took > 20_000) witness.violated(`stopping took ${took} ms`);
      end();
      clock.at(clock.now() + 3_000, () => void begin());
    });
  }

  let causes = 0;
  let marks = 0;
  const neighbourhood = (name: string) => ({
    clock,
    luck: luckFrom(`${name} ${seed}`),
    platform,
    library: editionAt(0).library,
    until: ends,
    locale,
    everyone,
    marker: () => `zq${seed.toString(36)}x${(marks += 1).toString(36).padStart(3, '0')}`,
    nextCause: () => `event-${seed}-${(causes += 1)}` as CauseId,
    violated: (what: string) => witness.violated(what),
  });
  const count = (): void => {
    counts.shown += 1;
  };
  platform.onShown = count;
  for (const member of everyone) settleIn(member, neighbourhood(member.name));
  settleModerators(room, neighbourhood('room'));
  if (trouble > 0) {
    for (let n = luck.between(0, 2); n > 0; n -= 1) {
      const at = clock.now() + luck.next() * lasts;
      clock.at(at, () => platform.outage(at + luck.pick([minute, 15 * minute, 4 * hour])));
    }
    if (luck.chance(0.5)) clock.at(clock.now() + luck.next() * lasts, restart);
  }
  for (let n = luck.pick([0, 0, 1, 3]); n > 0; n -= 1)
    clock.at(clock.now() + luck.next() * lasts, () => {
      const edition = luck.between(0, editionCount - 1);
      press.publish(edition);
      trace.line(`# authors publish the flows ${editionAt(edition).name}`);
    });
  boot();
  await settled();

  await until(ends);
  // Now everything works, and nobody says anything: what is left over has to go.
  isCalm = true;
  platform.calm();
  await until(ends + 30 * hour);
  if (witness.violations.length === 0) {
    await restUntilQuiet();
    await witness.drained(inner, await rules.log.read());
  }
  end();
  await disk.drop(inner);
  disk.clear();
  for (const violation of witness.violations) trace.line(`!! ${violation}`);
  return { seed, violations: witness.violations, counts };

  async function until(instant: Millis): Promise<void> {
    while (witness.violations.length === 0) {
      counts.steps += 1;
      if (counts.steps > 60_000) witness.violated('this world does not come to rest');
      if (!(await clock.step(instant, await nextDue()))) return;
    }
  }

  async function nextDue(): Promise<Millis | null> {
    if (process === null || process.dead) return null;
    const [send, wake] = [await inner.nextDue(), await inner.next()];
    if (send === null || wake === null) return send ?? wake;
    const now = clock.now();
    // What is overdue is in somebody's hands; what comes next is what the loops wait for.
    return Math.min(send > now ? send : Infinity, wake > now ? wake : Infinity);
  }

  /** `idle` has to come, and stopping has to be quick. */
  async function restUntilQuiet(): Promise<void> {
    if (runtime === null) return witness.violated('nothing runs at the end');
    const rest = { came: false };
    void runtime.idle().then(() => {
      rest.came = true;
    });
    const latest = clock.now() + 15 * minute;
    for (let now = clock.now(); !rest.came && now < latest; now += 100) await until(now + 100);
    if (!rest.came) witness.violated('the runtime finds no rest at the end');
  }
}

function sendFaults(trouble: number): SendFaults {
  if (trouble === 0) return noFaults;
  return {
    throttled: 0.02 * trouble,
    unreachable: 0.02 * trouble,
    lost: 0.02 * trouble,
    silent: 0.01 * trouble,
    late: 0.01 * trouble,
    refused: 0.004 * trouble,
    odd: 0.004 * trouble,
    crash: 0.008 * trouble,
  };
}

/** What no engine survives here but the simulation's own. */
class Choking extends Error {}

function isChoking(fault: unknown): boolean {
  return fault instanceof Choking;
}
