import { expect, test } from 'vitest';
import { cases, doings, look, lookMoved, standers } from '../support/edited-talk.ts';

/** Every so-manieth step and edit, each with another thing that is done; all of them are a proof. */
const stride = 17;
const everybody = standers();

test(
  'nobody in the middle of a shipped flow notices an edit, and who is in the crisis reply or in help hears it as it is now',
  { timeout: 120_000 },
  async () => {
    const names = Object.keys(doings);
    const all = cases(everybody);
    const wrong: string[] = [];
    let talks = 0;
    for (let index = 0; index < all.length; index += stride) {
      const doing = names[(index / stride) % names.length] as string;
      const looked = await look(all[index] as (typeof all)[number], [doing]);
      talks += looked.talks;
      wrong.push(...looked.wrong);
    }
    expect(wrong).toEqual([]);
    expect(talks).toBeGreaterThan(60);
  },
);

test(
  'whoever stands at a step that was renamed is moved there by a map of names, and goes on',
  { timeout: 120_000 },
  async () => {
    const names = Object.keys(doings);
    const wrong: string[] = [];
    let moved = 0;
    for (let index = 0; index < everybody.length; index += 5) {
      const stander = everybody[index] as (typeof everybody)[number];
      const told = await lookMoved(stander, names[(index / 5) % names.length] as string);
      if (told !== undefined) moved += 1;
      if (told != null) wrong.push(`${stander.name}, in ${stander.flow}: ${told}`);
    }
    expect(wrong).toEqual([]);
    expect(moved).toBeGreaterThan(everybody.length / 6);
  },
);
