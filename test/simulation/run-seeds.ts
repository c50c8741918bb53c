import { parseArgs } from 'node:util';
import { play } from './play.ts';
import { openHouse, type House } from './rules.ts';

const usage = `node test/simulation/run-seeds.ts --seed <n>                    plays one world and tells it line by line
node test/simulation/run-seeds.ts --from <n> --count <n> [--json] plays many and tells which broke a promise
`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      from: { type: 'string' },
      count: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const [seed = NaN, from = NaN, count = NaN] = [values.seed, values.from, values.count].map(
    Number,
  );
  const isOne = Number.isInteger(seed);
  if (!isOne && !(Number.isInteger(from) && Number.isInteger(count))) {
    process.stderr.write(usage);
    return 2;
  }
  const house = openHouse();
  try {
    return await (isOne ? tell(house, seed) : many(house, { from, count, json: values.json }));
  } finally {
    house.close();
  }
}

async function tell(house: House, seed: number): Promise<number> {
  const lines: string[] = [];
  const trace = (line: string): void => void lines.push(line);
  const { violations } = await play(seed, { ...house.rulesFor(seed), trace });
  process.stdout.write(`${lines.join('\n')}\n`);
  return violations.length === 0 ? 0 : 1;
}

async function many(
  house: House,
  row: { from: number; count: number; json: boolean },
): Promise<number> {
  const figures: Record<string, number> = {};
  const failures: { seed: number; violation: string }[] = [];
  for (let seed = row.from; seed < row.from + row.count; seed += 1) {
    const { violations, counts } = await play(seed, house.rulesFor(seed));
    for (const [name, n] of Object.entries(counts)) figures[name] = (figures[name] ?? 0) + n;
    const [violation] = violations;
    if (violation === undefined) continue;
    failures.push({ seed, violation });
    if (!row.json) process.stdout.write(`seed ${seed}: ${violation}\n`);
  }
  const told = row.json ? { figures, failures } : { ...figures, failures: failures.length };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  return failures.length === 0 ? 0 : 1;
}
