import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { namedPlays, type Plays } from '#command/named-plays.ts';
import { covered } from '#command/rehearsal/covered.ts';
import { testFlow } from '#command/rehearsal/flow-tests.ts';
import { tellFailure } from '#command/rehearsal/tell-failure.ts';
import { tellProblems } from '#command/tell-problems.ts';
import { bind } from '#library/bind.ts';
import { readTexts } from '#library/read-folder.ts';
import { root } from '../support/repository.ts';

const [plays] = namedPlays(root, [join(root, 'docs/flows/examples')]) as readonly [Plays];
const { texts, paths, flows } = plays;
const written = readTexts(texts);
const { library } = bind(written, texts);

describe('the examples for authors', () => {
  test('read well', () => {
    expect(flows.length).toBeGreaterThan(3);
    expect(tellProblems(written.problems.filter(({ at }) => paths.has(at.file)))).toBe('');
  });

  test.each(flows)('%s goes as its tests say, which take every step and way', (flow) => {
    if (library === null) throw new Error('the examples do not read');
    const { failures } = testFlow(texts, flow, () => library);
    expect(failures.map((one) => tellFailure(one, false))).toEqual([]);
    const [row] = covered({ texts, tests: [flow], transcripts: [] }, library, [flow]);
    expect(row?.missing).toEqual([]);
  });
});
