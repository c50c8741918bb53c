import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesUnder, read, root } from '../support/repository.ts';

/** What one proof file came to. */
interface Ran {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  /** An earlier run with the same code finished it. */
  readonly before: boolean;
}

const usage = `node test/proof/run.ts proof:ci | proof [--fresh] [part of a file's name …]

  proof:ci   every proof with the shorter counts: under 15 minutes on two cores
  proof      every proof with the full counts. It may be interrupted: what was finished with this very code is
             noted in .proof/ and skipped the next time
  --fresh    forgets those notes first
`;

process.exitCode = await main(process.argv.slice(2));

/** Runs the proofs and resolves with the exit code: 0 all held, 1 one did not, 2 wrong usage. */
async function main(words: readonly string[]): Promise<number> {
  const asked = readWords(words);
  if (asked === null || asked.help) {
    (asked === null ? process.stderr : process.stdout).write(usage);
    return asked === null ? 2 : 0;
  }
  const { size, parts } = asked;
  const notes = size === 'full' ? notesFor(asked.fresh) : null;
  const files = filesUnder('test').filter(
    (file) => file.endsWith('.proof.ts') && parts.every((part) => file.includes(part)),
  );
  if (files.length === 0) {
    process.stderr.write(`There is no proof called ${parts.join(' ')}.\n`);
    return 2;
  }
  const reports = process.env['MOORING_TEST_REPORTS'];
  const folder = reports ?? mkdtempSync(join(tmpdir(), 'mooring-proof-'));
  try {
    const began = Date.now();
    const ran = await all(files, (file) => prove(file, { size, notes, reports: folder }));
    tell(size, ran, seconds(began));
    return ran.some(({ failed }) => failed > 0) ? 1 : 0;
  } finally {
    if (reports === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

interface Asked {
  readonly size: 'ci' | 'full';
  readonly fresh: boolean;
  readonly help: boolean;
  readonly parts: readonly string[];
}

function readWords(words: readonly string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { fresh: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    const [which, ...parts] = positionals;
    const { fresh = false, help = false } = values;
    if (which === 'proof:ci') return { size: 'ci', fresh, help, parts };
    return which === 'proof' || help ? { size: 'full', fresh, help, parts } : null;
  } catch {
    return null;
  }
}

/** The folder for what was finished with this very code: named by a hash of everything a proof may depend on. */
function notesFor(fresh: boolean): string {
  const proofs = join(root, '.proof');
  if (fresh) rmSync(proofs, { recursive: true, force: true });
  const hash = createHash('sha256').update(process.version);
  const code = ['src', 'test', 'flows', 'content'].flatMap(filesUnder);
  for (const file of [...code, 'package.json', 'package-lock.json', 'vitest.config.ts'])
    hash.update(`\n${file}\n`).update(read(file));
  const notes = join(proofs, hash.digest('hex').slice(0, 16));
  mkdirSync(notes, { recursive: true });
  return notes;
}

/** At most one file a core, and no more than two: a proof may start processes of its own. */
async function all(
  files: readonly string[],
  work: (file: string) => Promise<Ran>,
): Promise<readonly Ran[]> {
  const left = [...files];
  const ran: Ran[] = [];
  const hand = async (): Promise<void> => {
    for (let file = left.shift(); file !== undefined; file = left.shift()) {
      ran.push(await work(file));
      process.stdout.write(`${ran.length} of ${files.length} proofs are done.\n`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, hand));
  return ran;
}

interface Way {
  readonly size: 'ci' | 'full';
  readonly notes: string | null;
  readonly reports: string;
}

async function prove(file: string, { size, notes, reports }: Way): Promise<Ran> {
  const note = notes === null ? null : join(notes, `${file.replaceAll('/', '.')}.done.json`);
  if (note !== null && existsSync(note)) {
    process.stdout.write(`${file} was finished before.\n`);
    return { ...(JSON.parse(readFileSync(note, 'utf8')) as Ran), before: true };
  }
  process.stdout.write(`${file} begins.\n`);
  const began = Date.now();
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/vitest/vitest.mjs'), 'run', file],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        MOORING_PROOF: size,
        MOORING_PROOF_NOTES: notes ?? '',
        MOORING_TEST_REPORTS: reports,
      },
    },
  );
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const counted = countsIn(join(reports, `${child.pid}.json`));
  const failed = code === 0 && counted.passed > 0 ? counted.failed : Math.max(1, counted.failed);
  const ran = { file, passed: counted.passed, failed, seconds: seconds(began), before: false };
  if (note !== null && failed === 0) writeFileSync(note, JSON.stringify(ran));
  return ran;
}

function countsIn(report: string): { readonly passed: number; readonly failed: number } {
  if (!existsSync(report)) return { passed: 0, failed: 0 };
  const run = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  return { passed: run['numPassedTests'] ?? 0, failed: run['numFailedTests'] ?? 0 };
}

function tell(size: Way['size'], ran: readonly Ran[], took: number): void {
  const lines = ran.map(
    ({ file, passed, failed, seconds: each, before }) =>
      `  ${failed === 0 ? 'held ' : 'BROKE'} ${file}: ${passed} passed, ${failed} failed, ${each} s${before ? ', before' : ''}`,
  );
  const broke = ran.filter(({ failed }) => failed > 0).length;
  const sum = `${ran.length - broke} of ${ran.length} proofs held (${size} counts), ${took} s`;
  process.stdout.write(`\n${[...lines, sum].join('\n')}\n`);
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1_000);
}
