import type { Brought, Door, Platform, Receipt } from '#platform/platform.ts';
import { within } from './clock.ts';
import { dispatcher } from './dispatch.ts';
import { openLanes } from './lane.ts';
import { lastResort } from './last-resort.ts';
import { receiver } from './receive.ts';
import { sweep } from './sweep.ts';
import { waker } from './wake.ts';
import type { World } from './world.ts';

/** A running Mooring: the door, and the loops behind it. */
export interface Runtime extends Door {
  /** Resolves once no turn is under way, nothing may be sent now and nothing is due. What waits for a later instant does not count. */
  idle(): Promise<void>;
  /**
   * Takes no more events, finishes turns, brings out what may go, settles, lets the platforms go: within 20 s, whatever hangs. The store stays open: who opened it closes it. Asked twice, it stops once.
   */
  stop(): Promise<void>;
  /** Ends all waiting of `stop` at once: what was under way is then what a crash leaves. */
  abandon(): void;
}

/** The bounds of `stop`, in ms: turns and what they say; then what is on its way; then the platforms. */
const finish = 13_000;
const settleSends = 3_000;
const letGo = 3_000;
/** Quiet hours hold a message for less than a day: what is put off to later than this was so by a clock that was wrong. */
const longestHold = 2 * 86_400_000;

/** Finds what a crash left, starts the loops, then the platforms; resolves when all are connected. */
export async function startRuntime(world: World): Promise<Runtime> {
  const { store, clock, platforms, log } = world;
  const loops = new AbortController();
  const wakes = new AbortController();
  const giveUp = new AbortController();
  let whoWaits: (() => void)[] = [];
  let stopping: Promise<void> | null = null;

  const resort = lastResort(world);
  const lanes = openLanes(rested);
  const receive = receiver({
    world,
    lanes,
    resort,
    committed(commit) {
      if (commit.deliveries.length > 0) dispatch.nudge();
      wake.expect(commit.nextWake);
    },
  });
  const desk = { world, receive, firstTries: new Map(), chokes: new Map(), signal: giveUp.signal };
  const dispatch = dispatcher(desk, rested);
  const wake = waker(world, receive, rested);

  const unsure = await store.recover();
  if (unsure > 0) log.event('recovered', { count: unsure });
  await store.hasten(clock.now(), longestHold);
  const running = Promise.all([
    dispatch.run(loops.signal),
    wake.run(wakes.signal),
    sweep(world, wakes.signal),
  ]);
  try {
    await Promise.all(platforms.map((platform) => platform.start(doorFor(platform.name))));
  } catch (fault) {
    await stop();
    throw fault;
  }
  log.event('started', { count: platforms.length });
  return { ...doorFor(null), idle, stop, abandon: () => giveUp.abort() };

  function doorFor(platform: string | null): Door {
    const redelivered = platform !== null && world.redelivering.includes(platform);
    return {
      receive: (event) => enter(event, redelivered),
      idOf: (platformKey) => store.idOf(platformKey),
    };
  }

  async function enter(event: Brought, redelivered: boolean): Promise<Receipt> {
    if (stopping !== null) return { outcome: 'failed' };
    return receive(event, redelivered);
  }

  /** Nothing is under way, and whoever looked last found nothing to do. */
  function isAtRest(): boolean {
    if (giveUp.signal.aborted) return true;
    return lanes.busy === 0 && dispatch.atRest && (wakes.signal.aborted || wake.atRest);
  }

  /** Something came to rest: who waits for that looks again. */
  function rested(): void {
    const waiting = whoWaits;
    whoWaits = [];
    for (const resolve of waiting) resolve();
  }

  function nextRest(): Promise<void> {
    return new Promise((resolve) => whoWaits.push(resolve));
  }

  async function idle(): Promise<void> {
    dispatch.nudge();
    wake.nudge();
    while (!isAtRest()) await nextRest();
  }

  function stop(): Promise<void> {
    stopping ??= leave();
    return stopping;
  }

  async function leave(): Promise<void> {
    log.event('stopping');
    const from = clock.now();
    wakes.abort();
    await upTo(finish, idle());
    loops.abort();
    const late = await upTo(
      settleSends,
      Promise.all([dispatch.finished(), lanes.empty(), running]),
    );
    giveUp.abort();
    rested();
    await within(clock, letGo, Promise.all(platforms.map(release)));
    log.event(late === 'late' ? 'stopped-late' : 'stopped', { ms: clock.now() - from });
  }

  async function release(platform: Platform): Promise<void> {
    try {
      await platform.stop();
    } catch (fault) {
      log.event('platform-failed', { platform: platform.name, fault });
    }
  }

  /** Waits for work at most so long, and not at all once it is abandoned. */
  async function upTo(ms: number, work: Promise<unknown>): Promise<unknown> {
    const hurried = new Promise<'late'>((resolve) => {
      if (giveUp.signal.aborted) resolve('late');
      giveUp.signal.addEventListener('abort', () => resolve('late'), { once: true });
    });
    return Promise.race([within(clock, ms, work), hurried]);
  }
}
