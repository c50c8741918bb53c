import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parseDocument } from 'yaml';
import type { FlowId } from '#conversation/id.ts';
import { checkFlow, checkUnreadable } from '#check/check-flow.ts';
import { flowSchema, translationSchema } from '#flow/json-schema.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTexts } from '#library/read-folder.ts';
import { shippedFile } from '../content/shipped.ts';
import { hostileFiles } from '../support/hostile-files.ts';
import { mutated } from '../support/mutated.ts';
import { manyFlows } from './many-flows.ts';

/**
 * How long `check` takes: 300 flows in two languages, beside a peer that reads the same files as YAML and holds them against
 * the JSON Schema, and nothing else; and the slowest of the files that mean harm. `npm run bench:check`. Each round is a
 * process of its own, as the command is. The aims are for an idle machine with two cores, and for people to judge.
 */
// As `main.ts` does, for every row.
process.env = { ...process.env };

const rounds = 3;
const flows = 300;

const rows = {
  'mooring check': () => {
    const { texts } = manyFlows(flows);
    return timed(() => readTexts(texts).problems.length);
  },
  'yaml + ajv alone': () => {
    const { texts } = manyFlows(flows);
    return timed(() => {
      const ajv = new Ajv2020({ strict: false, allErrors: true });
      const [flow, translation] = [ajv.compile(flowSchema()), ajv.compile(translationSchema())];
      let wrong = 0;
      for (const [path, text] of texts) {
        if (!path.startsWith('flows/')) continue;
        const data: unknown = parseDocument(text, { uniqueKeys: false }).toJS();
        const validate = /\.\w+\.yaml$/.test(path) ? translation : flow;
        if (!validate(data)) wrong += 1;
      }
      return wrong;
    });
  },
  'the slowest hostile file': () => slowest(Object.entries(hostileFiles)),
  'the slowest of 1,000 mutated': () => {
    const shipped = [...manyFlows(0).texts].filter(([path]) => /^flows\/[^./]+\.yaml$/.test(path));
    return slowest(
      Array.from({ length: 1_000 }, (_, n) => {
        const [path, text] = shipped[n % shipped.length] as readonly [string, string];
        return [path, mutated(text, n)] as const;
      }),
    );
  },
} satisfies Record<string, () => Timed>;

/** Wall time and the processor's, ms; `found` says of what. */
interface Timed {
  readonly wall: number;
  readonly cpu: number;
  readonly found: string | number;
}

function timed(work: () => string | number): Timed {
  const before = process.cpuUsage();
  const began = performance.now();
  const found = work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1_000, found };
}

function slowest(files: readonly (readonly [name: string, text: string])[]): Timed {
  const words = shippedFile('en').words;
  const check = (text: string) => {
    const read = readFlow('flows/odd.yaml', 'odd' as FlowId, text);
    const around = { flows: new Map(), words: () => words };
    return ('flow' in read ? checkFlow(read, around) : checkUnreadable(read, around)).length;
  };
  // Once over shipped-like files first: nobody begins with a cold machine but the first file.
  for (const [, text] of files.slice(0, 40)) check(text);
  return files
    .map(([name, text]) => ({ ...timed(() => check(text)), found: name }))
    .reduce((worst, one) => (one.cpu > worst.cpu ? one : worst));
}

const [, , only] = process.argv;
if (only !== undefined) process.stdout.write(JSON.stringify(rows[only as keyof typeof rows]()));
else tell();

function tell(): void {
  const { letters } = manyFlows(flows);
  const measured = new Map<string, Timed[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const name of Object.keys(rows)) {
      const output = execFileSync(process.execPath, [import.meta.filename, name], {
        encoding: 'utf8',
      });
      measured.set(name, [...(measured.get(name) ?? []), JSON.parse(output) as Timed]);
    }
  }
  process.stdout.write(
    `${availableParallelism()} cores, Node ${process.version}; ${flows} flows of ${letters[0]} letters, their translations of ${letters[1]}; medians of ${rounds} rounds\n` +
      'aims: mooring check under 8,000 ms; the slowest file under 300 ms\n\n',
  );
  for (const [name, times] of measured) {
    const [middle] = times.toSorted((a, b) => a.cpu - b.cpu).slice(Math.floor(times.length / 2));
    if (middle === undefined) continue;
    process.stdout.write(
      `${name.padEnd(30)} ${ms(middle.wall)} wall  ${ms(middle.cpu)} processor  (${middle.found})\n`,
    );
  }
}

function ms(time: number): string {
  return `${time.toFixed(0).padStart(6)} ms`;
}
