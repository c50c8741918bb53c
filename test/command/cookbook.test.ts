import { describe, expect, test } from 'vitest';
import { testFlow } from '#command/rehearsal/flow-tests.ts';
import { tellFailure } from '#command/rehearsal/tell-failure.ts';
import { tellProblems } from '#command/tell-problems.ts';
import type { FlowId } from '#conversation/id.ts';
import { bind } from '#library/bind.ts';
import { readTexts } from '#library/read-folder.ts';
import { textsIn } from '#library/texts.ts';
import { read, root } from '../support/repository.ts';

const recipes = [
  ...read('docs/flows/cookbook.md').matchAll(/^## (.+)\n[^]*?^```yaml\n([^]*?)^```$/gm),
].map(([, title, text]) => ({ title: title as string, text: text as string }));

/** The file a recipe would be copied into. */
const idOf = (title: string): FlowId =>
  title
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join('-') as FlowId;

const texts = new Map([
  ...textsIn(root),
  ...recipes.map(({ title, text }) => [`flows/${idOf(title)}.yaml`, text] as const),
]);
const written = readTexts(texts);
const { library } = bind(written, texts);

describe('the recipes of the cookbook', () => {
  test('are more than a dozen, and read well', () => {
    expect(recipes.length).toBeGreaterThan(12);
    expect(tellProblems(written.problems)).toBe('');
  });

  test.each(recipes)('$title: goes as its tests say', ({ title }) => {
    if (library === null) throw new Error('the recipes do not read');
    const { failures, tests } = testFlow(texts, idOf(title), () => library);
    expect(failures.map((one) => tellFailure(one, false))).toEqual([]);
    expect(tests).toBeGreaterThan(0);
  });
});
