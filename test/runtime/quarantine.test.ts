import { expect, test } from 'vitest';
import type { ConversationId } from '#conversation/id.ts';
import { takeTurn } from '#engine/take-turn.ts';
import type { World } from '#runtime/world.ts';
import { newFolder, openIn } from '../store/folder.ts';
import { smallLibrary } from '../support/small-library.ts';
import { ada, said, workbench } from './workbench.ts';

const ben = 'ben' as ConversationId;

test('an event that breaks its turn is given up after three failures, however often we start in between', async () => {
  using folder = newFolder();
  const bench = workbench();
  const boom = said('boom');
  const library = smallLibrary({});
  const outcomes: string[] = [];
  const shown = (): number => bench.platform.shown.filter((text) => text === 'broken').length;
  for (let life = 1; life <= 5; life += 1) {
    const store = await openIn(folder.path);
    const change: Partial<World> = {
      store,
      redelivering: ['talk'],
      shelf: {
        library: () => library,
        source: (flow) => ({ hash: library.flow(flow)!.hash, source: '' }),
        pin: () => {},
      },
      takeTurn(conversation, inbound, stage) {
        if (inbound.type === 'TextSaid' && inbound.text === 'boom') throw new Error('a bug');
        return takeTurn(conversation, inbound, stage);
      },
    };
    const runtime = await bench.start(change);
    const door = bench.platform.door!;
    outcomes.push((await door.receive(boom)).outcome);
    const before = bench.platform.tried.length;
    expect((await door.receive(said('hello', { conversation: ben }))).outcome).toBe('committed');
    await runtime.idle();
    expect(bench.platform.tried.length).toBeGreaterThan(before);
    expect(shown()).toBe(life < 3 ? 0 : 1);
    expect((await store.health()).quarantined).toBe(life < 3 ? 0 : 1);
    if (life === 5) {
      expect((await door.receive(said('still there?'))).outcome).toBe('committed');
      expect((await store.load(ada))?.version).toBe(2);
    }
    await runtime.stop();
    await store.close();
  }
  expect(outcomes).toEqual(['failed', 'failed', 'committed', 'duplicate', 'duplicate']);
});
