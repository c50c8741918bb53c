import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadFolder } from '#library/load-folder.ts';
import { isRefused, readConfig, type Environment } from '#config.ts';
import { makeFolder } from '#store/make-folder.ts';
import { StoreError } from '#store/store.ts';
import { answer } from './answer.ts';
import { progress } from './progress.ts';
import { readCheckIn, turnsEach } from './bench/check-in.ts';
import { syncTimes } from './bench/disk.ts';
import { coldStart } from './bench/first-reply.ts';
import { keptIn } from './bench/kept-in.ts';
import { nodeFlags } from './bench/node-flags.ts';
import { aimsOf, reportOf, spreadOf, startsOf, type Report } from './bench/report.ts';
import type { RoundMeasure } from './bench/round.ts';
import type { RowAnswer, RowOrder } from './bench/row-process.ts';
import { rowNames, type BenchRow, type RowName } from './bench/row-name.ts';
import { tableOf } from './bench/table.ts';

/** What `bench` was asked for. */
export interface BenchOptions {
  readonly members: number;
  /** One row, or all with `null`. */
  readonly only: BenchRow | null;
  readonly json: boolean;
  readonly env: Environment;
}

/** Of every row; fewer members than `few` are a try, not a measure, and need one. */
const mostRounds = 3;
const few = 200;
/** Members who act at once, at most. */
const inFlight = 256;
const syncsEach = 100;
/** Later starts, after the first. */
const starts = 5;

/** Measures Mooring beside its peers on the disk the store would lie on, and leaves nothing there. The aims are for people to judge: only what breaks gives 1. */
export async function bench(root: string, options: BenchOptions): Promise<number> {
  const config = readConfig(options.env, process.cwd());
  if (isRefused(config)) {
    for (const { variable, message, mend } of config)
      process.stderr.write(`${variable}: ${message}; ${mend}.\n`);
    return 2;
  }
  const made = !existsSync(config.folder);
  try {
    makeFolder(config.folder);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
  const folder = mkdtempSync(join(config.folder, 'bench-'));
  const clear = (): void => {
    rmSync(folder, { recursive: true, force: true });
    if (made && existsSync(config.folder) && readdirSync(config.folder).length === 0)
      rmdirSync(config.folder);
  };
  process.once('exit', clear);
  try {
    const report = await measure(root, folder, options);
    return answer({ code: 0, facts: { ...report }, words: tableOf(report) }, options.json);
  } finally {
    clear();
    process.removeListener('exit', clear);
  }
}

async function measure(root: string, folder: string, options: BenchOptions): Promise<Report> {
  const { members, only, env } = options;
  const rounds = members < few ? 1 : mostRounds;
  const names = rowNames.filter((name) => only === null || only === name);
  const checkIn = await readCheckIn(root);
  await loadFolder(root, keptIn(folder));
  await keepCode(folder, env);
  const syncs: number[] = [];
  const measures = new Map<RowName, RoundMeasure[]>(names.map((name) => [name, []]));
  const processes = [];
  for (const row of names) {
    progress(`${row}: warming up`);
    processes.push(await openRow({ root, row, folder, checkIn, members, inFlight }, env));
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const each of processes) {
      progress(`round ${round} of ${rounds}: ${each.row}`);
      syncs.push(...syncTimes(folder, syncsEach));
      measures.get(each.row)?.push(await each.round());
    }
  }
  for (const each of processes) each.end();
  let started = null;
  if (only === null || only === 'cold-start') {
    progress('cold start');
    syncs.push(...syncTimes(folder, syncsEach));
    started = startsOf(await coldStart(root, folder, { env, count: members < few ? 1 : starts }));
  }
  progress('');
  const rows = processes.map(({ row, sizes }) => reportOf(row, measures.get(row) ?? [], sizes));
  const bareNode = Number(execFileSync(process.execPath, ['-p', 'process.memoryUsage().rss']));
  const { arch, platform, version } = process;
  return {
    members,
    turnsEach,
    inFlight: Math.min(inFlight, Math.floor(members / 2)),
    rounds,
    machine: `${platform} ${arch}, ${availableParallelism()} cores, Node ${version}, ${Temporal.Now.plainDateISO().toString()}`,
    disk: { ...spreadOf(syncs), count: syncs.length },
    bareNode,
    rows,
    coldStart: started,
    aims: aimsOf(rows, bareNode, started),
  };
}

/** One row in a process of its own, so that its memory and its warmth are its own. */
async function openRow(order: RowOrder, env: Environment) {
  const child = forkRow(order.folder, env);
  child.send(order);
  const ready = await next(child);
  return {
    row: order.row,
    sizes: ready.type === 'ready' ? ready.sizes : null,
    async round(): Promise<RoundMeasure> {
      child.send('round');
      const measured = await next(child);
      if (measured.type !== 'measured') throw new Error(`row ${order.row} lost its way`);
      return measured.measure;
    },
    end: () => child.disconnect(),
  };
}

/** As `npm start` runs: on the same flags, from code that was compiled before. */
function forkRow(folder: string, env: Environment): ChildProcess {
  return fork(new URL('bench/row-process.ts', import.meta.url), {
    execArgv: [...nodeFlags],
    env: { ...env, NODE_COMPILE_CACHE: join(folder, 'code') },
  });
}

/** Loads the code of a row once and lets go, so that Node keeps what it compiled. */
async function keepCode(folder: string, env: Environment): Promise<void> {
  const child = forkRow(folder, env);
  child.send('compile');
  await once(child, 'exit');
}

function next(child: ChildProcess): Promise<RowAnswer> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null): void =>
      reject(new Error(`the process of a row ended with ${code}`));
    child.once('exit', failed);
    child.once('message', (message) => {
      child.removeListener('exit', failed);
      resolve(message as RowAnswer);
    });
  });
}
