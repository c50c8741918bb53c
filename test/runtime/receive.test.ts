import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CauseId, ConversationId, FlowId, RevisionHash } from '#conversation/id.ts';
import { PlatformError } from '#platform/platform.ts';
import { StoreError } from '#store/store.ts';
import { ada, remember, room, said, say, turn, waiting, workbench } from './workbench.ts';

describe('receiving', () => {
  test('a receipt is given only once the turn is on the disk', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    bench.store.before = (operation) => (operation === 'commit' ? gate : undefined);
    let receipt: string | null = null;
    const receiving = runtime.receive(said('hello')).then((got) => (receipt = got.outcome));
    await bench.settle();
    expect(receipt).toBeNull();
    release();
    await receiving;
    expect(receipt).toBe('committed');
    expect(bench.member().version).toBe(1);
  });

  test('the same event told twice is applied once', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    const inbound = said('hello');
    const receipts = await Promise.all([runtime.receive(inbound), runtime.receive(inbound)]);
    await runtime.idle();
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['committed', 'duplicate']);
    expect(bench.member().settings.name).toBe('hello');
    expect(bench.platform.shown).toEqual(['echo hello']);
  });

  test('in any mix of people talking at once, each one is heard in order, whole, and once', async () => {
    const people = ['ada', 'ben', 'cleo'] as ConversationId[];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ who: fc.constantFrom(...people), again: fc.boolean() }), {
          maxLength: 30,
        }),
        fc.infiniteStream(fc.nat(3)),
        async (events, pauses) => {
          const bench = workbench();
          bench.store.before = async () => {
            for (let n = pauses.next().value as number; n > 0; n -= 1) await Promise.resolve();
          };
          const runtime = await bench.start();
          const expected = new Map<ConversationId, string>();
          const receiving = events.flatMap(({ who, again }, index) => {
            const inbound = said(`${index} `, { conversation: who });
            expected.set(who, `${expected.get(who) ?? ''}${index} `);
            return again
              ? [runtime.receive(inbound), runtime.receive(inbound)]
              : [runtime.receive(inbound)];
          });
          await Promise.all(receiving);
          await runtime.idle();
          for (const [who, name] of expected) expect(bench.member(who).settings.name).toBe(name);
          const ours = new Map<string, number>();
          for (const text of bench.platform.shown) {
            const index = Number(/\d+/.exec(text)?.[0]);
            const who = events[index]?.who ?? '';
            expect(index).toBeGreaterThan(ours.get(who) ?? -1);
            ours.set(who, index);
          }
          expect(bench.platform.shown.length).toBe(events.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a turn decided on a conversation that moved on is decided again', async () => {
    const bench = workbench();
    remember(bench.store);
    const runtime = await bench.start();
    let moved = false;
    bench.store.before = (operation) => {
      if (operation !== 'commit' || moved) return;
      moved = true;
      remember(bench.store, { version: 7, settings: { ...bench.member().settings, name: 'new ' } });
    };
    expect((await runtime.receive(said('word'))).outcome).toBe('committed');
    expect(bench.member().version).toBe(8);
    expect(bench.member().settings.name).toBe('new word');
    expect(bench.deliveries()).toHaveLength(1);
  });

  test('a turn is given the journal and the pinned revisions it asks for', async () => {
    const bench = workbench();
    const hash = 'daily@0' as RevisionHash;
    bench.store.rows.revisions.set(hash, { flow: 'daily' as FlowId, source: 'steps' });
    const gone = 'daily@gone' as RevisionHash;
    const stages: unknown[] = [];
    bench.answer = (_text, _conversation, stage) => {
      stages.push([stage.entries?.length ?? null, stage.lost ?? null]);
      return stages.length === 1
        ? { type: 'Needs', entries: true, revisions: [hash, gone] }
        : [say('done')];
    };
    const runtime = await bench.start();
    expect((await runtime.receive(said('go'))).outcome).toBe('committed');
    expect(bench.pinned).toEqual([hash]);
    expect(stages).toEqual([
      [null, null],
      [0, [gone]],
    ]);
  });

  test('the source of a new session’s revision is kept before the session is', async () => {
    const bench = workbench();
    const daily = waiting(0);
    bench.sources.set(daily.flow, { hash: daily.revision, source: 'steps' });
    const done: string[] = [];
    bench.store.before = (operation) => void done.push(operation);
    bench.answer = (_text, conversation) =>
      turn('c' as CauseId, { ...conversation, sessions: [daily] });
    const runtime = await bench.start();
    await runtime.receive(said('go', { id: 'c' as CauseId }));
    expect(bench.store.rows.revisions.get(daily.revision)?.source).toBe('steps');
    expect(done.indexOf('keep')).toBeLessThan(done.indexOf('commit'));
    expect(done).toContain('keep');
  });

  test('an erased member is forgotten, and still told so', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    await runtime.receive(said('hello'));
    bench.answer = () => [
      { type: 'Erase' },
      say('forgotten'),
      { type: 'Tell', conversation: room, news: { type: 'erased', member: ada } },
    ];
    await runtime.receive(said('delete my data'));
    await runtime.idle();
    expect(bench.store.rows.conversations.has(ada)).toBe(false);
    expect(bench.platform.shown.at(-1)).toBe('forgotten');
  });

  test('what was on its way when `stop` came is not tried again', async () => {
    const bench = workbench();
    bench.answer = (text, conversation) =>
      text === 'stop'
        ? turn('stop' as CauseId, { ...conversation, contact: { type: 'stopped' } }, [say('bye')])
        : null;
    const runtime = await bench.start();
    let isAway = true;
    bench.platform.before = async (text) => {
      if (text !== 'echo one') return;
      await bench.clock.sleep(1_000);
      if (isAway) throw new PlatformError('throttled', 'later', 1_000);
    };
    await runtime.receive(said('one'));
    await bench.settle();
    await runtime.receive(said('stop', { id: 'stop' as CauseId }));
    await bench.clock.advance(1_500);
    isAway = false;
    await bench.clock.advance(60_000);
    expect(bench.platform.shown).toEqual(['bye']);
    expect(bench.deliveries('expired')).toHaveLength(1);
  });

  test('`stop` takes back what was still waiting to be said', async () => {
    const bench = workbench();
    bench.maySend = (_conversation, delivery) =>
      delivery.class === 'unsolicited'
        ? { type: 'hold', until: bench.clock.now() + 60_000 }
        : { type: 'send' };
    bench.answer = (text, conversation) =>
      text === 'stop'
        ? turn('stop' as CauseId, { ...conversation, contact: { type: 'stopped' } }, [say('bye')])
        : [say('a check-in', { class: 'unsolicited' })];
    const runtime = await bench.start();
    await runtime.receive(said('go'));
    await runtime.idle();
    await runtime.receive(said('stop', { id: 'stop' as CauseId }));
    await bench.clock.advance(120_000);
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['bye']);
    expect(bench.deliveries('cancelled')).toHaveLength(1);
  });

  test('news reaches the other conversation once, and its moderators are told', async () => {
    const bench = workbench();
    bench.answer = () => [
      {
        type: 'Tell',
        conversation: room,
        news: { type: 'reported', member: ada, name: null, words: 'somebody is unkind' },
      },
    ];
    const runtime = await bench.start();
    await runtime.receive(said('report'));
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['told reported']);
    expect(bench.deliveries('sent')).toHaveLength(2);
  });
});

describe('what goes wrong', () => {
  test('an event that breaks a turn three times is given up, with one honest sentence', async () => {
    const bench = workbench();
    const runtime = await bench.start({ redelivering: ['talk'] });
    bench.answer = (text) => {
      if (text === 'boom') throw new Error('a bug');
      return null;
    };
    const boom = said('boom');
    const outcomes: string[] = [];
    const door = await doorOf(bench);
    for (let time = 0; time < 4; time += 1) {
      outcomes.push((await door.receive(boom)).outcome);
      await door.receive(said(`other ${time}`, { conversation: 'ben' as ConversationId }));
    }
    await runtime.idle();
    expect(outcomes).toEqual(['failed', 'failed', 'committed', 'duplicate']);
    expect(bench.platform.shown.filter((text) => text === 'broken')).toHaveLength(1);
    expect(bench.platform.shown.filter((text) => text.startsWith('echo'))).toHaveLength(4);
    expect(bench.events).toContain('quarantined');
    expect((await runtime.receive(said('still here'))).outcome).toBe('committed');
  });

  test('where a platform does not bring it again, we try again ourselves, and the others go on meanwhile', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let times = 0;
    bench.answer = (text) => {
      times += text === 'boom' ? 1 : 0;
      if (text === 'boom' && times < 3) throw new Error('a bug');
      return null;
    };
    const receiving = runtime.receive(said('boom'));
    await runtime.receive(said('hello', { conversation: 'ben' as ConversationId }));
    await bench.settle();
    expect(bench.platform.shown).toEqual(['echo hello']);
    await bench.clock.advance(3_000);
    expect((await receiving).outcome).toBe('committed');
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['echo hello', 'echo boom']);
  });

  test('a broken wake is given up in silence', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(bench.clock.now())] }, bench.clock.now());
    bench.answer = () => {
      throw new Error('a bug');
    };
    const runtime = await bench.start();
    await bench.clock.advance(30_000);
    expect(bench.platform.shown).toEqual([]);
    expect(bench.heard).toHaveLength(3);
    await runtime.stop();
  });

  test.each(['load', 'commit', 'failed', 'heard'] as const)(
    'a plea for help is answered with lines at once when the store refuses to %s',
    async (broken) => {
      const bench = workbench();
      const runtime = await bench.start();
      bench.answer = () => {
        throw new Error('a bug');
      };
      bench.store.before = (operation) => {
        if (operation === broken) throw new StoreError('full', 'the disk is full');
      };
      void runtime.receive(said('I am in danger'));
      await bench.settle();
      expect(bench.platform.shown).toEqual(['lines IE en']);
      await bench.clock.advance(20_000);
      expect(bench.platform.tried.map(({ text }) => text)).toEqual(['lines IE en']);
    },
  );

  test('other words get the honest sentence, once, when the store refuses', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.store.before = (operation) => {
      if (operation === 'commit') throw new StoreError('full', 'the disk is full');
    };
    const receiving = runtime.receive(said('hello'));
    await bench.clock.advance(20_000);
    expect((await receiving).outcome).toBe('failed');
    expect(bench.platform.shown).toEqual(['broken']);
  });

  test.each([
    ['whoever asks for a flow', { type: 'FlowAsked', flow: 'menu', inputs: {} }, 'broken'],
    ['whoever asks for help', { type: 'FlowAsked', flow: 'help-now', inputs: {} }, 'lines IE en'],
    ['whoever taps', { type: 'Tapped', tokens: ['q0.old'] }, 'broken'],
    ['a moderator', { type: 'ModeratorActed', moderator: 'Sam', words: 'claim' }, 'broken'],
  ])('%s is answered too when the store refuses', async (_, act, answer) => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.store.before = (operation) => {
      if (operation === 'load') throw new StoreError('full', 'the disk is full');
    };
    const receiving = runtime.receive(said('', act as never));
    await bench.clock.advance(20_000);
    expect((await receiving).outcome).toBe('failed');
    expect(bench.platform.shown).toEqual([answer]);
  });

  test('a plea for help is answered within two seconds when the store hangs, and the turn may still land', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    bench.store.before = (operation) => (operation === 'load' ? gate : undefined);
    const receiving = runtime.receive(said('help now'));
    void runtime.receive(said('hello', { conversation: 'ben' as ConversationId }));
    await bench.clock.advance(2_000);
    expect(bench.platform.shown).toEqual(['lines IE en']);
    await bench.clock.advance(4_000);
    expect((await receiving).outcome).toBe('failed');
    expect(bench.platform.shown).toEqual(['lines IE en', 'broken']);
    release();
    await bench.settle();
    expect(bench.member().settings.name).toBe('help now');
  });

  test('lines are those of the country and language the member told us', async () => {
    const bench = workbench();
    remember(bench.store);
    const { settings } = bench.member();
    remember(bench.store, { settings: { ...settings, country: 'MX', locale: 'es' } });
    const runtime = await bench.start();
    await runtime.receive(said('hello'));
    bench.store.before = (operation) => {
      if (operation === 'load') throw new StoreError('damaged', 'the file is damaged');
    };
    void runtime.receive(said('danger'));
    await bench.settle();
    expect(bench.platform.shown).toContain('lines MX es');
  });

  test('a plea for help that breaks the engine is answered at once, and not called broken later', async () => {
    const bench = workbench();
    const runtime = await bench.start();
    bench.answer = () => {
      throw new Error('a bug');
    };
    const receiving = runtime.receive(said('danger'));
    await bench.settle();
    expect(bench.platform.shown).toEqual(['lines IE en']);
    await bench.clock.advance(5_000);
    expect((await receiving).outcome).toBe('committed');
    await runtime.idle();
    expect(bench.platform.shown).toEqual(['lines IE en']);
  });
});

async function doorOf(bench: ReturnType<typeof workbench>) {
  await bench.settle();
  if (bench.platform.door === null) throw new Error('the platform was not started');
  return bench.platform.door;
}
