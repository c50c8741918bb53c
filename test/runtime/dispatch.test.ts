import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConversationId } from '#conversation/id.ts';
import { PlatformError } from '#platform/platform.ts';
import { StoreError } from '#store/store.ts';
import { ada, monday, remember, said, say, workbench } from './workbench.ts';

const ben = 'ben' as ConversationId;
const minute = 60_000;

describe('sending', () => {
  test('a delivery is marked on the disk before its platform is asked', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let state: string | undefined;
    bench.platform.before = () => void (state = bench.deliveries()[0]?.state);
    await runtime.receive(said('hello'));
    await runtime.idle();
    expect(state).toBe('sending');
    expect(bench.deliveries('sent')).toHaveLength(1);
  });

  test('after a crash between showing and settling, the same nonce is sent and one message is seen', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.tells = () => null;
    bench.store.before = (operation) =>
      operation === 'settle' ? new Promise<never>(() => {}) : undefined;
    await runtime.receive(said('hello'));
    await bench.settle();
    expect(bench.platform.shown).toEqual(['echo hello']);
    const again = await bench.crash();
    await again.idle();
    expect(bench.platform.tried).toHaveLength(2);
    expect(new Set(bench.platform.tried.map(({ nonce }) => nonce)).size).toBe(1);
    expect(bench.platform.shown).toEqual(['echo hello']);
    expect(bench.deliveries('sent')).toHaveLength(1);
  });

  test.each([
    ['says it arrived', true, [], 'sent'],
    ['says it did not', false, ['echo hello'], 'sent'],
    ['cannot tell', null, [], 'expired'],
  ] as const)(
    'ten minutes after a crash while sending, with a platform that %s',
    async (_name, tells, tried, state) => {
      const bench = workbench();
      const runtime = await bench.start();
      bench.platform.before = () => new Promise<never>(() => {});
      await runtime.receive(said('hello'));
      await bench.settle();
      bench.store.kill();
      await bench.clock.advance(10 * minute);
      bench.platform.before = () => {};
      bench.platform.tells = () => tells;
      bench.platform.tried.length = 0;
      await (await bench.crash()).idle();
      expect(bench.platform.tried.map(({ text }) => text)).toEqual(tried);
      expect(bench.deliveries().map((row) => row.state)).toEqual([state]);
    },
  );

  test('how long it waited before the first try does not count against a message', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.store.before = (operation) =>
      operation === 'undelivered' ? new Promise<never>(() => {}) : undefined;
    await runtime.receive(said('hello'));
    bench.store.kill();
    await bench.clock.advance(10 * minute);
    bench.platform.before = () => new Promise<never>(() => {});
    bench.platform.tells = () => null;
    await bench.crash();
    await bench.settle();
    bench.store.kill();
    await bench.clock.advance(4_000);
    bench.platform.before = () => {};
    await (await bench.crash()).idle();
    expect(bench.platform.shown).toEqual(['echo hello']);
  });

  test('a platform that cannot be asked whether it arrived is asked ever less often', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    const asked: number[] = [];
    bench.platform.after = () => {
      throw new PlatformError('unreachable', 'lost');
    };
    bench.platform.tells = () => {
      asked.push(bench.clock.now());
      throw new PlatformError('unreachable', 'away');
    };
    await runtime.receive(said('one'));
    await bench.clock.advance(120 * minute);
    const gaps = asked.slice(1).map((at, n) => at - asked[n]!);
    expect(Math.max(...gaps)).toBeGreaterThan(100_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(300_000);
    bench.platform.tells = () => true;
    await bench.clock.advance(6 * minute);
    expect(bench.deliveries('sent')).toHaveLength(1);
    expect(bench.platform.shown).toEqual(['echo one']);
  });

  test('being told to wait does not make it certain that an earlier try was lost', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.tells = () => null;
    const ends = [
      new PlatformError('unreachable', 'lost'),
      new PlatformError('throttled', 'later', 10 * minute),
    ];
    bench.platform.after = () => {
      const end = ends.shift();
      if (end !== undefined) throw end;
    };
    await runtime.receive(said('hello'));
    await bench.clock.advance(20 * minute);
    expect(bench.platform.tried).toHaveLength(2);
    expect(bench.platform.shown).toEqual(['echo hello']);
    expect(bench.deliveries().map((row) => row.state)).toEqual(['expired']);
  });

  test('asking in vain makes a message no younger than it is', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.after = () => new Promise<never>(() => {});
    await runtime.receive(said('hello'));
    await bench.settle();
    bench.store.kill();
    bench.platform.after = () => {};
    bench.platform.tells = () => {
      throw new PlatformError('unreachable', 'away');
    };
    await bench.crash();
    await bench.clock.advance(5 * minute);
    bench.platform.tells = () => null;
    await bench.clock.advance(6 * minute);
    expect(bench.platform.tried).toHaveLength(1);
    expect(bench.deliveries().map((row) => row.state)).toEqual(['expired']);
  });

  test('what is safety is shown again rather than not at all', async () => {
    const bench = workbench();
    bench.answer = () => [say('a line', { class: 'safety' })];
    const runtime = await bench.start();
    bench.platform.before = () => new Promise<never>(() => {});
    await runtime.receive(said('hello'));
    await bench.settle();
    bench.store.kill();
    await bench.clock.advance(10 * minute);
    bench.platform.before = () => {};
    bench.platform.tells = () => null;
    await (await bench.crash()).idle();
    expect(bench.platform.shown).toEqual(['a line']);
  });

  test('an answer that was lost is asked for, and nothing is shown twice', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let lost = false;
    bench.platform.after = () => {
      if (lost) return;
      lost = true;
      throw new PlatformError('unreachable', 'the connection broke');
    };
    await runtime.receive(said('hello'));
    await runtime.idle();
    expect(bench.deliveries('unknown')).toHaveLength(1);
    await bench.clock.advance(minute);
    expect(bench.deliveries('sent')).toHaveLength(1);
    expect(bench.platform.tried).toHaveLength(1);
  });

  test('a platform that never answers is asked again, and its silence is nobody else’s', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = (text) =>
      text === 'echo slow' && bench.clock.now() < monday + 5_000
        ? new Promise<never>(() => {})
        : undefined;
    await runtime.receive(said('slow'));
    await runtime.receive(said('quick', { conversation: ben }));
    await bench.settle();
    expect(bench.platform.shown).toEqual(['echo quick']);
    await bench.clock.advance(minute);
    expect(bench.platform.shown).toEqual(['echo quick', 'echo slow']);
  });

  test('a platform that is busy is left alone for as long as it asks', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = () => {
      if (bench.clock.now() < monday + 30_000) {
        throw new PlatformError('throttled', 'too fast', 30_000);
      }
    };
    await runtime.receive(said('one'));
    await runtime.receive(said('two'));
    await bench.clock.advance(29_000);
    expect(bench.platform.tried).toHaveLength(1);
    await bench.clock.advance(2_000);
    expect(bench.platform.shown).toEqual(['echo one', 'echo two']);
  });

  test('a platform that is away is tried ever less often, and at most every five minutes', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = () => {
      throw new PlatformError('unreachable', 'away');
    };
    await runtime.receive(said('one'));
    await bench.clock.advance(60 * minute);
    const gaps = bench.platform.tried.slice(1).map(({ at }, n) => at - bench.platform.tried[n]!.at);
    expect(gaps[0]).toBeLessThanOrEqual(1_000);
    expect(Math.max(...gaps)).toBeGreaterThan(100_000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(300_000);
    bench.platform.before = () => {};
    await bench.clock.advance(6 * minute);
    expect(bench.platform.shown).toEqual(['echo one']);
  });

  test.each(['closed', 'gone', 'refused'] as const)(
    'a delivery that is %s is dead, reported once, and does not block what comes after it',
    async (reason) => {
      const bench = workbench();
      bench.answer = (text) => (text === 'one' ? [say('one', { report: true })] : null);
      const runtime = await bench.start();
      bench.platform.before = (text) => {
        if (text === 'one') throw new PlatformError(reason, 'no');
      };
      await runtime.receive(said('one'));
      await runtime.receive(said('two'));
      await runtime.idle();
      expect(bench.deliveries('dead')).toHaveLength(1);
      expect(bench.heard).toContain('Undeliverable');
      expect(bench.platform.shown).toEqual(['echo two']);
    },
  );

  test('what asks to be reported is reported once, also when we crash right after', async () => {
    const bench = workbench();
    bench.answer = (text) => (text === 'go' ? [say('asked', { report: true })] : null);
    const runtime = await bench.start();
    bench.store.before = (operation) =>
      operation === 'settle' ? new Promise<never>(() => {}) : undefined;
    await runtime.receive(said('go'));
    await bench.settle();
    await (await bench.crash()).idle();
    const { id } = bench.deliveries('sent')[0]!;
    expect(
      [...bench.store.rows.causes.keys()].filter((cause) => cause === `${id}:delivered`),
    ).toHaveLength(1);
    expect(bench.member().version).toBe(2);
    expect(bench.platform.shown).toEqual(['asked']);
  });

  test('what was shown is still reported when we crash before its conversation heard of it', async () => {
    const bench = workbench();
    bench.answer = (text) => (text === 'go' ? [say('asked', { report: true })] : null);
    const runtime = await bench.start();
    await runtime.receive(said('go'));
    bench.store.before = (operation) =>
      operation === 'commit' ? new Promise<never>(() => {}) : undefined;
    await bench.settle();
    expect(bench.platform.shown).toEqual(['asked']);
    await (await bench.crash()).idle();
    expect(bench.heard.filter((words) => words === 'Delivered').length).toBeGreaterThan(0);
    expect(bench.member().version).toBe(2);
    expect(bench.platform.shown).toEqual(['asked']);
  });

  test('what is no longer worth saying is not said', async () => {
    const bench = workbench();
    bench.answer = (text) => (text === 'go' ? [say('stale', { expiresAt: monday + 1_000 })] : null);
    const runtime = await bench.start();
    bench.platform.before = () => {
      throw new PlatformError('throttled', 'later', 5_000);
    };
    await runtime.receive(said('go'));
    await runtime.idle();
    bench.platform.before = () => {};
    await bench.clock.advance(10_000);
    expect(bench.platform.shown).toEqual([]);
    expect(bench.deliveries('expired')).toHaveLength(1);
  });

  test.each([
    ['its time was over', 'expired', { type: 'send' }, monday],
    ['contact ended meanwhile', 'cancelled', { type: 'cancel' }, null],
  ] as const)(
    'what we keep back because %s is reported as never arriving',
    async (_why, state, leave, expiresAt) => {
      const bench = workbench();
      bench.maySend = () => leave;
      bench.answer = (text) => (text === 'go' ? [say('asked', { report: true, expiresAt })] : null);
      const runtime = await bench.start();
      await runtime.receive(said('go'));
      await runtime.idle();
      expect(bench.platform.shown).toEqual([]);
      expect(bench.deliveries(state)).toHaveLength(1);
      expect(bench.heard).toEqual(['go', 'Undeliverable']);
    },
  );

  test('what must wait is held, asked about again, and stops no reply', async () => {
    const bench = workbench();
    bench.maySend = (_conversation, delivery, now) =>
      delivery.class === 'unsolicited' && now < monday + minute
        ? { type: 'hold', until: monday + minute }
        : { type: 'send' };
    bench.answer = (text) => (text === 'go' ? [say('check-in', { class: 'unsolicited' })] : null);
    const runtime = await bench.start();
    await runtime.receive(said('go'));
    await runtime.receive(said('hello'));
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['echo hello']);
    await bench.clock.advance(minute);
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['echo hello', 'check-in']);
  });

  test('leave is asked of the conversation as it is when the message goes', async () => {
    const bench = workbench();
    bench.maySend = (conversation) =>
      conversation?.kind === 'member' && conversation.contact.type === 'stopped'
        ? { type: 'cancel' }
        : { type: 'send' };
    const runtime = await bench.start();
    bench.platform.before = () => {
      throw new PlatformError('throttled', 'later', 5_000);
    };
    await runtime.receive(said('hello'));
    await runtime.idle();
    bench.platform.before = () => {};
    remember(bench.store, { version: 9, contact: { type: 'stopped' } });
    await bench.clock.advance(10_000);
    expect(bench.platform.shown).toEqual([]);
    expect(bench.deliveries('cancelled')).toHaveLength(1);
  });

  test('safety goes ahead of what waits and of what hangs', async () => {
    const bench = workbench();
    bench.answer = (text) =>
      text === 'danger'
        ? [say('first', { class: 'safety' }), say('second', { class: 'safety' })]
        : null;
    const runtime = await bench.start();
    bench.platform.before = (text) =>
      text.startsWith('echo') ? new Promise<never>(() => {}) : undefined;
    await runtime.receive(said('hello'));
    await runtime.receive(said('and more'));
    await bench.settle();
    await runtime.receive(said('danger'));
    await bench.settle();
    expect(bench.platform.shown).toEqual(['first', 'second']);
  });

  test('an adapter that chokes is given up after five tries', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.platform.before = (text) => {
      if (text === 'echo odd') throw new TypeError('cannot read');
    };
    await runtime.receive(said('odd'));
    await runtime.receive(said('even'));
    await bench.clock.advance(5 * minute);
    expect(bench.platform.tried.filter(({ text }) => text === 'echo odd')).toHaveLength(5);
    expect(bench.platform.shown).toEqual(['echo even']);
  });

  test('an adapter that chokes once on what was throttled again and again is tried again', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let tries = 0;
    bench.platform.before = () => {
      tries += 1;
      if (tries <= 5) throw new PlatformError('throttled', 'later', 1_000);
      if (tries === 6) throw new TypeError('cannot read');
    };
    await runtime.receive(said('hello'));
    await bench.clock.advance(10 * minute);
    expect(bench.platform.shown).toEqual(['echo hello']);
    expect(bench.deliveries('dead')).toEqual([]);
  });

  test('what was shown is not shown again because the store would not hear of it', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.store.before = (operation) => {
      if (operation === 'settle' && bench.clock.now() < monday + 10_000) {
        throw new StoreError('full', 'the disk is full');
      }
    };
    await runtime.receive(said('hello'));
    await bench.clock.advance(minute);
    expect(bench.platform.tried).toHaveLength(1);
    expect(bench.deliveries('sent')).toHaveLength(1);
  });

  test('a platform that is switched off is waited for', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    await runtime.receive(said('hello', { address: 'elsewhere:1' }));
    await bench.clock.advance(10 * minute);
    expect(bench.deliveries('pending')).toHaveLength(1);
    expect(bench.platform.tried).toEqual([]);
  });

  test('whatever a platform refuses, each conversation is shown its messages in order and once', async () => {
    const faults = fc.constantFrom('none', 'throttled', 'unreachable', 'lost', 'closed', 'bug');
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(ada, ben), { minLength: 1, maxLength: 12 }),
        fc.array(faults, { maxLength: 20 }),
        async (writers, row) => {
          const bench = workbench();
          const runtime = await bench.start();
          const left = [...row];
          let next: string | undefined;
          bench.platform.before = () => {
            next = left.shift();
            if (next === 'throttled') throw new PlatformError('throttled', 'later', 2_000);
            if (next === 'unreachable') throw new PlatformError('unreachable', 'away');
            if (next === 'closed') throw new PlatformError('closed', 'no');
            if (next === 'bug') throw new TypeError('odd');
          };
          bench.platform.after = () => {
            if (next === 'lost') throw new PlatformError('unreachable', 'lost');
          };
          await Promise.all(
            writers.map((who, n) => runtime.receive(said(`${n} `, { conversation: who }))),
          );
          await bench.clock.advance(60 * minute);
          const shown = bench.platform.shown.map((text) => Number(/\d+/.exec(text)?.[0]));
          for (const who of [ada, ben]) {
            const theirs = shown.filter((n) => writers[n] === who);
            expect(theirs).toEqual(theirs.toSorted((a, b) => a - b));
          }
          expect(new Set(shown).size).toBe(shown.length);
          const ends = bench.deliveries().map(({ state }) => state);
          expect(ends.every((state) => state === 'sent' || state === 'dead')).toBe(true);
          expect(ends.filter((state) => state === 'sent')).toHaveLength(shown.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});
