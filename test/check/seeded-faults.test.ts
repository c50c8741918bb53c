import { expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import { checkFlow } from '#check/check-flow.ts';
import type { Surroundings } from '#check/surroundings.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentsIn } from '#library/fragment-texts.ts';
import { shippedFile } from '../content/shipped.ts';
import { filesUnder, read, root } from '../support/repository.ts';
import { faultIn, faultKinds } from '../support/seeded-faults.ts';

const faults = 500;
const least = 0.95;

const fragments = fragmentsIn(root);
const files = filesUnder('flows')
  .filter((path) => /^flows\/[^./]+\.yaml$/.test(path))
  .map((path) => ({
    path,
    id: path.slice('flows/'.length, -'.yaml'.length) as FlowId,
    text: read(path),
  }));
const english = shippedFile('en').words;
const around: Surroundings = {
  flows: new Map(
    files.map(({ path, id, text }) => {
      const found = readFlow(path, id, { text, fragments });
      return [id, 'flow' in found ? found.flow : null];
    }),
  ),
  words: () => english,
};

/** Are all problems told with a place in the file, what is wrong and what to do? `false`: nothing is told. */
function isTold({ path, id }: (typeof files)[number], text: string): boolean {
  const flow = readFlow(path, id, { text, fragments });
  const problems = 'flow' in flow ? checkFlow(flow, around) : flow;
  const rows = text.split('\n').length;
  for (const { at, message, mend } of problems) {
    expect(at).toMatchObject({ file: path });
    expect(at.line).toBeGreaterThanOrEqual(1);
    expect(at.line).toBeLessThanOrEqual(rows);
    expect(message).toMatch(/\w/);
    expect(mend).toMatch(/\w/);
  }
  return problems.length > 0;
}

test(`of ${faults} slips of an author’s hand in the shipped flows, ${least * 100} % are found, and each kind mostly`, () => {
  const missed = new Map<string, string[]>();
  const made = new Map<string, number>();
  for (let n = 0, total = 0; total < faults; n += 1) {
    expect(n, 'the slips find no place').toBeLessThan(faults * 40);
    const kind = faultKinds[n % faultKinds.length] as string;
    const file = files[
      (n * 101 + Math.floor(n / faultKinds.length)) % files.length
    ] as (typeof files)[number];
    const fault = faultIn(file.text, kind, n);
    if (fault === null || fault.text === file.text) continue;
    total += 1;
    made.set(kind, (made.get(kind) ?? 0) + 1);
    if (!isTold(file, fault.text))
      missed.set(kind, [...(missed.get(kind) ?? []), `${file.id} ${n}`]);
  }
  const all = [...missed.values()].flat();
  expect(made.size).toBeGreaterThan(25);
  expect(all.length / faults, JSON.stringify([...missed])).toBeLessThanOrEqual(1 - least);
  for (const [kind, lost] of missed)
    expect(lost.length / (made.get(kind) ?? 1), `${kind}: ${lost.join(', ')}`).toBeLessThanOrEqual(
      0.5,
    );
});
