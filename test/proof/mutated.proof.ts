import { expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { checkFlow, checkUnreadable } from '#check/check-flow.ts';
import type { Surroundings } from '#check/surroundings.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import { checkTranslation } from '#check/check-translation.ts';
import { shippedFile } from '../content/shipped.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { mutated } from '../support/mutated.ts';
import { filesUnder, read, root } from '../support/repository.ts';
import { count, inChunks, say } from './in-chunks.ts';

const files = filesUnder('flows')
  .filter((path) => !path.startsWith('flows/fragments/'))
  .map((path) => ({ path, text: read(path) }));
const fragments = fragmentsIn(root);
const id = (path: string): FlowId => path.slice('flows/'.length).split('.')[0] as FlowId;
const flows = new Map(
  files.flatMap(({ path, text }) => {
    const found = /\.[a-z]{2}\.yaml$/.test(path)
      ? []
      : readFlow(path, id(path), { text, fragments });
    return 'flow' in found ? [[id(path), found.flow] as const] : [];
  }),
);
const around: Surroundings = { flows, words: () => shippedFile('en').words };

/** What is told of a file: nothing is thrown, and every problem names a place, what is wrong and the mend. */
function told(path: string, text: string): number {
  const flow = flows.get(id(path));
  const problems = [];
  if (/\.[a-z]{2}\.yaml$/.test(path) && flow !== undefined) {
    const found = readTranslation(path, text, flow);
    problems.push(...found.problems);
    if (found.translation !== null) problems.push(...checkTranslation(found, flow, around));
  } else {
    const found = readFlow(path, id(path), { text, fragments });
    problems.push(...('flow' in found ? checkFlow(found, around) : checkUnreadable(found, around)));
  }
  for (const { at, code, message, mend } of problems) {
    expect(at.line, message).toBeGreaterThanOrEqual(1);
    expect(at.line, message).toBeLessThanOrEqual(text.split(/\r\n|\r|\n/).length);
    expect(at.column, message).toBeGreaterThanOrEqual(1);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(`${message} ${mend}`).not.toMatch(/undefined|\[object|NaN/);
    expect(mend).toMatch(/\S{2}/);
  }
  return problems.length;
}

test('whatever becomes of a flow file is read, or told with its place and its mend, and never thrown', async () => {
  let slowest = 0;
  const figures = await inChunks({
    name: 'mutated flow files',
    total: count({ ci: 2_000, full: 10_000 }),
    chunk: 500,
    work(from, to) {
      let refused = 0;
      for (let n = from; n < to; n += 1) {
        const { path, text } = files[n % files.length] as (typeof files)[number];
        const began = process.cpuUsage();
        let problems: number;
        try {
          problems = told(path, mutated(text, n));
        } catch (error) {
          throw new Error(`file ${n}, made of ${path}`, { cause: error });
        }
        const { user, system } = process.cpuUsage(began);
        slowest = Math.max(slowest, (user + system) / 1_000);
        if (problems > 0) refused += 1;
      }
      return { files: to - from, refused };
    },
  });
  say(
    `mutated flow files: ${figures['files']}, ${figures['refused']} with problems; the slowest took ${Math.round(slowest)} ms of this processor`,
  );
  expect(figures['refused']).toBeGreaterThan((figures['files'] ?? 0) / 2);
});
