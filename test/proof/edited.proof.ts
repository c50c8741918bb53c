import { expect, test } from 'vitest';
import { cases, doings, look, lookMoved, standers } from '../support/edited-talk.ts';
import { count, inChunks, say } from './in-chunks.ts';

test('whatever step of whatever shipped flow is edited in whatever way, nobody in the middle of it meets an error or other words', async () => {
  const names = Object.keys(doings);
  const all = cases(standers());
  const many = count({ ci: 2, full: names.length });
  const { talks = 0 } = await inChunks({
    name: 'edits under waiting sessions',
    total: all.length,
    chunk: 200,
    async work(from, to) {
      let looks = 0;
      for (const [index, one] of all.slice(from, to).entries()) {
        const first = from + index;
        const doing = Array.from(
          { length: many },
          (_, nth) => names[(first + nth * 3) % names.length] as string,
        );
        const { talks: more, wrong } = await look(one, many === names.length ? names : doing);
        expect(wrong).toEqual([]);
        looks += more;
      }
      return { talks: looks };
    },
  });
  say(`edits under waiting sessions: ${all.length} cases, ${talks} talks`);
  expect(talks).toBeGreaterThan(0);
});

test('whoever stands at any step of any shipped flow is moved by a map of names, and goes on', async () => {
  const names = Object.keys(doings);
  const all = standers();
  const { moved = 0 } = await inChunks({
    name: 'moves of waiting sessions',
    total: all.length,
    chunk: 100,
    async work(from, to) {
      let done = 0;
      for (const [index, stander] of all.slice(from, to).entries()) {
        const told = await lookMoved(stander, names[(from + index) % names.length] as string);
        expect(`${stander.name}, in ${stander.flow}: ${told ?? 'fine'}`).toMatch(/: fine$/);
        if (told === null) done += 1;
      }
      return { moved: done };
    },
  });
  say(`moves of waiting sessions: ${moved} of ${all.length}`);
  expect(moved).toBeGreaterThan(0);
});
