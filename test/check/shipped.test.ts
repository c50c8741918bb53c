import { expect, test } from 'vitest';
import { readFolder } from '#library/read-folder.ts';
import { root } from '../support/repository.ts';

test('the shipped flows, phrases and lines have nothing to tell, not even a warning', () => {
  const told = readFolder(root).problems.map(
    ({ at, code, message }) => `${at.file}:${at.line} ${code}: ${message}`,
  );
  expect(told).toEqual([]);
});
