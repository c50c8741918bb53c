import { describe, expect, test } from 'vitest';
import { said, workbench } from './workbench.ts';

describe('starting and stopping', () => {
  test('stopping finishes the turn under way, brings its answer out and lets the platform go', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    bench.store.before = (operation) => (operation === 'commit' ? gate : undefined);
    const receiving = runtime.receive(said('hello'));
    await bench.settle();
    const stopping = runtime.stop();
    expect((await runtime.receive(said('too late'))).outcome).toBe('failed');
    release();
    await stopping;
    expect((await receiving).outcome).toBe('committed');
    expect(bench.platform.shown).toEqual(['echo hello']);
    expect(bench.deliveries('sent')).toHaveLength(1);
    expect(bench.platform.stopped).toBe(1);
    expect(bench.events).toContain('stopped');
  });

  test.each(['load', 'undelivered', 'settle'] as const)(
    'stopping ends within twenty seconds when the store hangs at %s',
    async (hanging) => {
      const bench = workbench();
      const runtime = await bench.start();
      bench.store.before = (operation) =>
        operation === hanging ? new Promise<never>(() => {}) : undefined;
      void runtime.receive(said('hello'));
      await bench.settle();
      let stopped = false;
      void runtime.stop().then(() => (stopped = true));
      await bench.clock.advance(20_000);
      expect(stopped).toBe(true);
    },
  );

  test('stopping ends within twenty seconds when the platform hangs at everything', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = () => new Promise<never>(() => {});
    bench.platform.stop = () => new Promise<never>(() => {});
    void runtime.receive(said('hello'));
    await bench.settle();
    let stopped = false;
    void runtime.stop().then(() => (stopped = true));
    await bench.clock.advance(20_000);
    expect(stopped).toBe(true);
    const before = bench.platform.shown.length;
    bench.platform.before = () => {};
    await (await bench.crash()).idle();
    await bench.clock.advance(60_000);
    expect(bench.platform.shown.slice(before)).toEqual(['echo hello']);
  });

  test('giving up ends the waiting at once, and what was under way survives as after a crash', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = () => new Promise<never>(() => {});
    void runtime.receive(said('hello'));
    await bench.settle();
    const stopping = runtime.stop();
    expect(runtime.stop()).toBe(stopping);
    runtime.abandon();
    await stopping;
    expect(bench.deliveries('sending')).toHaveLength(1);
    bench.platform.before = () => {};
    await (await bench.crash()).idle();
    expect(bench.platform.shown).toEqual(['echo hello']);
  });

  test('what was committed before a crash and not yet sent is sent after it', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.store.before = (operation) =>
      operation === 'sending' ? new Promise<never>(() => {}) : undefined;
    await runtime.receive(said('hello'));
    await bench.settle();
    expect(bench.platform.tried).toEqual([]);
    await (await bench.crash()).idle();
    expect(bench.platform.shown).toEqual(['echo hello']);
  });

  test('a platform that cannot start takes the runtime down with it', async () => {
    const bench = workbench();
    bench.platform.start = () => Promise.reject(new Error('wrong token'));
    await expect(bench.start()).rejects.toThrow('wrong token');
    expect(bench.platform.stopped).toBe(1);
  });

  test('being idle waits for answers to answers, and not for what is held for later', async () => {
    const bench = workbench();
    bench.maySend = (_conversation, _delivery, now) => ({ type: 'hold', until: now + 3_600_000 });
    const runtime = await bench.start();
    await runtime.receive(said('hello'));
    await runtime.idle();
    expect(bench.deliveries('pending')).toHaveLength(1);
    await runtime.stop();
    await runtime.idle();
  });
});
