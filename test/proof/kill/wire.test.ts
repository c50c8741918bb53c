import { expect, test } from 'vitest';
import { readFolder } from '#library/read-folder.ts';
import { newFolder } from '../../store/folder.ts';
import { writeLibrary } from './wire.ts';

test('the flow that the killed process plays is one that may be played', () => {
  using folder = newFolder();
  const { problems } = readFolder(writeLibrary(folder.path));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
});
