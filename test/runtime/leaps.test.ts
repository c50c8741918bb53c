import { describe, expect, test } from 'vitest';
import { PlatformError } from '#platform/platform.ts';
import { monday, remember, said, waiting, workbench } from './workbench.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('a clock', () => {
  test('that was set back makes nobody wait for what was put off by the old one', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = () => {
      throw new PlatformError('throttled', 'too fast', 2 * minute);
    };
    await runtime.receive(said('hello'));
    await runtime.idle();
    bench.platform.before = () => {};
    bench.clock.leap(-6 * hour);
    await bench.clock.advance(3 * minute);
    expect(bench.platform.shown).toEqual(['echo hello']);
    await runtime.receive(said('and on'));
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['echo hello', 'echo and on']);
  });

  test('that was set back while we were down makes nobody wait either', async () => {
    const bench = workbench();
    bench.maySend = (_conversation, _delivery, now) =>
      now > monday ? { type: 'send' } : { type: 'hold', until: monday + 20 * hour };
    const runtime = await bench.start();
    await runtime.receive(said('hello'));
    await runtime.idle();
    bench.store.kill();
    bench.clock.leap(-30 * 24 * hour);
    bench.maySend = () => ({ type: 'send' });
    await (await bench.crash()).idle();
    expect(bench.platform.shown).toEqual(['echo hello']);
  });

  test('that went on while the machine slept rings what is due once, and brings out what waits', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(monday + hour)] }, monday + hour);
    const runtime = await bench.start();
    await runtime.idle();
    bench.clock.leap(36 * hour);
    await bench.clock.advance(2 * minute);
    expect(bench.heard).toEqual(['TimePassed']);
    await bench.clock.advance(12 * hour);
    expect(bench.heard).toEqual(['TimePassed']);
  });

  test('that was set back rings nothing twice', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(monday + minute)] }, monday + minute);
    await bench.start();
    await bench.clock.advance(2 * minute);
    bench.clock.leap(-2 * hour);
    await bench.clock.advance(4 * hour);
    expect(bench.heard).toEqual(['TimePassed']);
  });

  test('that leapt is not believed at once where something would be forgotten for good', async () => {
    const bench = workbench();
    const swept: number[] = [];
    bench.store.before = (operation, subject) => {
      if (operation === 'sweep') swept.push(Number(subject));
    };
    await bench.start();
    await bench.clock.advance(3 * hour);
    expect(swept).toHaveLength(4);
    bench.clock.leap(40 * 24 * hour);
    await bench.clock.advance(hour);
    expect(swept).toHaveLength(4);
    bench.clock.leap(-40 * 24 * hour);
    await bench.clock.advance(3 * hour);
    expect(Math.max(...swept)).toBeLessThan(monday + 24 * hour);
    expect(swept.length).toBeGreaterThan(4);
  });
});
