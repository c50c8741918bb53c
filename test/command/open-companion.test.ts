import { expect, test } from 'vitest';
import { lookHere } from '#command/open-companion.ts';

test('a terminal that can do nothing is written to plainly', () => {
  expect(lookHere(false, { TERM: 'dumb' })).toMatchObject({ plain: true, colour: false });
  expect(lookHere(true, { TERM: 'xterm' })).toMatchObject({ plain: true, colour: false });
  expect(lookHere(false, { TERM: 'xterm' }).plain).toBe(false);
});
