import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { count, inChunks, say, type Figures } from '../proof/in-chunks.ts';

/** What a process that played a row of seeds tells. */
interface Told {
  readonly figures: Figures;
  readonly failures: readonly { readonly seed: number; readonly violation: string }[];
}

const script = new URL('run-seeds.ts', import.meta.url).pathname;
const processes = 2;
const total = count({ ci: 10_000, full: 100_000 });

test(`in ${total} small worlds every promise holds, whatever breaks`, async () => {
  const figures = await inChunks({
    name: 'simulation',
    total,
    // Each process reads every edition of the flows once, which takes it some seconds.
    chunk: 2_500,
    async work(from, to) {
      const share = Math.ceil((to - from) / processes);
      const told = await Promise.all(
        Array.from({ length: processes }, (_, n) =>
          seeds(from + n * share, Math.min(share, to - from - n * share)),
        ),
      );
      const failures = told.flatMap((one) => one.failures);
      const [first] = failures;
      if (first !== undefined) say(await traceOf(first.seed));
      expect(failures).toEqual([]);
      return added(told.map((one) => one.figures));
    },
  });
  say(`simulation: ${JSON.stringify(figures)}`);
  expect(figures['crashes']).toBeGreaterThan(total);
});

async function seeds(from: number, many: number): Promise<Told> {
  return JSON.parse(await run('--json', '--from', `${from}`, '--count', `${many}`)) as Told;
}

/** How to see it again, and the end of how it went. */
async function traceOf(seed: number): Promise<string> {
  const lines = (await run('--seed', `${seed}`)).trimEnd().split('\n');
  const end = lines.slice(-60).join('\n');
  return `node test/simulation/run-seeds.ts --seed ${seed}\n${lines[0]}\n…\n${end}`;
}

/** What the script prints; that promises were broken is no failure of the script. */
async function run(...words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...words], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (error) {
    const { code, stdout } = error as { code?: unknown; stdout?: string };
    if (code !== 1 || stdout === undefined || stdout === '') throw error;
    return stdout;
  }
}

function added(all: readonly Figures[]): Figures {
  const sums: Record<string, number> = {};
  for (const figures of all)
    for (const [name, n] of Object.entries(figures)) sums[name] = (sums[name] ?? 0) + n;
  return sums;
}
