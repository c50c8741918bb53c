import { describe, expect, test } from 'vitest';
import type { ConversationId } from '#conversation/id.ts';
import { openLanes } from '#runtime/lane.ts';

const ada = 'ada' as ConversationId;
const ben = 'ben' as ConversationId;

describe('lanes', () => {
  test('work of one conversation runs one after the other, and waits for nobody else', async () => {
    const lanes = openLanes(() => {});
    const done: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const first = lanes.run(ada, async () => {
      await gate;
      done.push('first');
    });
    const second = lanes.run(ada, async () => void done.push('second'));
    await lanes.run(ben, async () => void done.push('other'));
    expect(done).toEqual(['other']);
    release();
    await Promise.all([first, second]);
    expect(done).toEqual(['other', 'first', 'second']);
  });

  test('a failure reaches who asked, and the next in the lane still runs', async () => {
    const lanes = openLanes(() => {});
    const failing = lanes.run(ada, () => Promise.reject(new Error('no')));
    const next = lanes.run(ada, () => Promise.resolve('yes'));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });

  test('an empty lane leaves nothing behind', async () => {
    let emptied = 0;
    const lanes = openLanes(() => (emptied += 1));
    await Promise.all([lanes.run(ada, async () => {}), lanes.run(ben, async () => {})]);
    await lanes.empty();
    expect(lanes.busy).toBe(0);
    expect(emptied).toBe(1);
  });
});
