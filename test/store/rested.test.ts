import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { rested } from '#store/sqlite/rested.ts';

const key = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const place = { table: 'delivery', row: 'd', conversation: 'c' };

test('what was sealed a moment ago is not opened again, until it is dropped', () => {
  const memory = rested();
  const sealed = memory.seal(key(1), place, { word: 'well' });
  expect(memory.open(key(2), place, sealed)).toEqual({ word: 'well' });
  memory.drop('d');
  expect(() => memory.open(key(2), place, sealed)).toThrow(/does not open/);
  expect(memory.open(key(1), place, sealed)).toEqual({ word: 'well' });
});

test('another writing of the row is opened anew', () => {
  const memory = rested();
  memory.seal(key(1), place, { word: 'well' });
  const other = rested().seal(key(1), place, { word: 'better' });
  expect(memory.open(key(1), place, other)).toEqual({ word: 'better' });
});
