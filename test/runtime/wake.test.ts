import { describe, expect, test } from 'vitest';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import { StoreError } from '#store/store.ts';
import { ada, monday, remember, said, turn, waiting, workbench } from './workbench.ts';

const hour = 3_600_000;

describe('waking', () => {
  test('what is due is rung at its instant, once', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(monday + hour)] }, monday + hour);
    await bench.start();
    await bench.clock.advance(hour - 1);
    expect(bench.heard).toEqual([]);
    await bench.clock.advance(1);
    expect(bench.heard).toEqual(['TimePassed']);
    await bench.clock.advance(10 * hour);
    expect(bench.heard).toEqual(['TimePassed']);
  });

  test('a turn that leaves something due sooner than anything else is not slept through', async () => {
    const bench = workbench();
    const soon = waiting(monday + 5_000);
    bench.sources.set(soon.flow, { hash: soon.revision, source: '' });
    bench.answer = (text, conversation) =>
      text === 'go' ? turn('go' as CauseId, { ...conversation, sessions: [soon] }) : null;
    const runtime = await bench.start();
    await runtime.idle();
    await runtime.receive(said('go', { id: 'go' as CauseId }));
    await bench.clock.advance(5_000);
    expect(bench.heard).toEqual(['go', 'TimePassed']);
  });

  test('after downtime what is overdue is rung at the start', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(monday - 36 * hour)] }, monday - 36 * hour);
    const runtime = await bench.start();
    await runtime.idle();
    expect(bench.heard).toEqual(['TimePassed']);
  });

  test('a wake that no turn moves on rings again after three hours, and stops nobody else', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(monday)] }, monday);
    const ben = 'ben' as ConversationId;
    remember(bench.store, { id: ben, sessions: [waiting(monday + 20_000)] }, monday + 20_000);
    bench.answer = (text, conversation) =>
      conversation.id === ada && text === 'TimePassed' && bench.clock.now() < monday + 2 * hour
        ? turn(`${ada}:${monday}` as CauseId, conversation)
        : null;
    const runtime = await bench.start();
    await bench.clock.advance(60_000);
    expect(bench.heard).toEqual(['TimePassed', 'TimePassed']);
    await bench.clock.advance(4 * hour);
    expect(bench.heard).toHaveLength(3);
    await runtime.idle();
    expect(bench.member().sessions[0]?.wakes).toEqual([]);
  });

  test('a wake the store could not keep rings again', async () => {
    const bench = workbench();
    remember(bench.store, { sessions: [waiting(monday)] }, monday);
    bench.store.before = (operation) => {
      if (operation === 'commit' && bench.clock.now() < monday + 20_000) {
        throw new StoreError('full', 'the disk is full');
      }
    };
    await bench.start();
    await bench.clock.advance(60_000);
    expect(bench.member().sessions[0]?.wakes).toEqual([]);
  });

  test('rows that do not open are tried less and less often, and never crowd others out', async () => {
    const bench = workbench();
    const damaged = Array.from({ length: 150 }, (_, n) => `damaged-${n}` as ConversationId);
    for (const id of damaged)
      remember(bench.store, { id, sessions: [waiting(monday - hour)] }, monday - hour);
    remember(bench.store, { sessions: [waiting(monday)] }, monday);
    let opened = 0;
    const load = bench.store.load.bind(bench.store);
    bench.store.load = (id) => {
      if (!damaged.includes(id)) return load(id);
      opened += 1;
      return Promise.reject(new StoreError('damaged', 'the row does not open'));
    };
    await bench.start();
    await bench.clock.advance(60_000);
    expect(bench.member().sessions[0]?.wakes).toEqual([]);
    await bench.clock.advance(hour);
    // An event is tried three times each time it is brought: after 5, 10, 20 … seconds, then every five minutes.
    expect(opened).toBeLessThan(damaged.length * 3 * 20);
  });
});
