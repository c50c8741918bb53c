import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lehmer, pause, until } from './chance.ts';
import { openLedger, type Ledger } from './ledger.ts';
import { members, writeLibrary, type FromHouse, type Plant, type ToHouse } from './wire.ts';

/** How the process is to die, and how often. */
export interface KillLoop {
  /** How often `kill -9` has to hit a living process. */
  readonly kills: number;
  readonly seed: number;
  readonly plant?: Plant;
}

/** What came of it. */
export interface KillReport {
  readonly figures: Ledger['figures'] & Readonly<Record<'kills' | 'redelivered', number>>;
  readonly broken: readonly string[];
}

/** So many lines of one member are on their way at once. */
const window = 3;
/** How long a member thinks at most, in ms. */
const thought = 25;
/** A drain that takes longer has lost something. */
const patience = 30_000;

/** Starts the process, lets members write, kills it at a random moment, and again; then lets it come to rest and compares. */
export async function killLoop({ kills, seed, plant }: KillLoop): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-kill-'));
  const luck = lehmer(seed);
  const ledger = openLedger();
  const counts = { kills: 0, redelivered: 0 };
  /** How long a start took lately. */
  let opening = 500;
  writeLibrary(folder);
  try {
    while (counts.kills < kills && ledger.broken.length === 0) {
      const life = live(folder, { ledger, luck, counts, writes: true }, plant);
      counts.kills += (await killed(life, luck, opening)) ? 1 : 0;
      if ((life.child.exitCode ?? 0) !== 0) broken('it ended by itself');
      opening = life.opened() ?? opening;
    }
    const report = { figures: { ...ledger.figures, ...counts }, broken: ledger.broken };
    if (ledger.broken.length > 0) return report;
    const last = live(folder, { ledger, luck, counts, writes: true }, plant);
    await until(() => last.opened() !== null, patience);
    last.hush();
    if (!(await until(() => ledger.isQuiet(), patience))) broken('not all came out in the end');
    last.child.kill('SIGTERM');
    if ((await last.over) !== 0) broken('an orderly end was no orderly end');
    const after = live(folder, { ledger, luck, counts, writes: false }, plant);
    await until(() => after.opened() !== null, patience);
    await pause(200);
    if (!ledger.isQuiet()) broken('something was left over');
    after.child.kill('SIGTERM');
    await after.over;
    return { figures: { ...ledger.figures, ...counts }, broken: ledger.broken };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  function broken(what: string): void {
    (ledger.broken as string[]).push(what);
  }
}

/** One process from its start to its end. */
interface Life {
  readonly child: ChildProcess;
  /** Its exit code, once everything it said was heard; `null` where a signal ended it. */
  readonly over: Promise<number | null>;
  /** After how many ms it was open, or `null`. */
  opened(): number | null;
  /** Members finish what they said and write nothing new. */
  hush(): void;
}

interface World {
  readonly ledger: Ledger;
  readonly luck: () => number;
  readonly counts: { redelivered: number };
  readonly writes: boolean;
}

function live(folder: string, world: World, plant: Plant | undefined): Life {
  const { ledger, luck, counts } = world;
  const began = Date.now();
  const next = new Map<string, number>();
  const upTo = new Map(members.map((member) => [member, Infinity]));
  let opened: number | null = null;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(MOORING|VITEST)/.test(name)),
  );
  const child = fork(join(import.meta.dirname, 'house.ts'), [folder, plant ?? ''], { env });
  const over = Promise.all([
    new Promise<number | null>((resolve) => child.once('exit', resolve)),
    new Promise((resolve) => child.once('disconnect', resolve)),
  ]).then(([code]) => code);
  ledger.begin();

  child.on('message', (heard: FromHouse) => {
    switch (heard.type) {
      case 'found':
        return ledger.found(heard.members);
      case 'open':
        opened = Date.now() - began;
        if (world.writes) for (const member of members) begin(member);
        return;
      case 'receipt': {
        if (heard.outcome === 'failed') return; // It is stopping: they say it again to the next one.
        if (heard.outcome === 'duplicate') counts.redelivered += 1;
        ledger.receipted(heard.member, heard.n);
        setTimeout(() => write(heard.member), luck() * thought);
        return;
      }
      case 'arrived':
        return answer(heard.call, ledger.arrived(heard.member, heard.nonce));
      case 'show':
        ledger.shown(heard.member, heard.nonce, heard.text);
        setTimeout(() => answer(heard.call, true), luck() * 8);
    }
  });

  /** First again what was said and not receipted, as a platform does. */
  function begin(member: string): void {
    next.set(member, ledger.lastReceipt(member) + 1);
    for (let n = 0; n < window; n += 1) write(member);
  }

  function write(member: string): void {
    const n = next.get(member) ?? 0;
    if (n > (upTo.get(member) ?? Infinity)) return;
    next.set(member, n + 1);
    ledger.said(member, n);
    tell({ type: 'said', member, n });
  }

  function answer(call: number, arrived: boolean): void {
    tell({ type: 'answer', call, arrived });
  }

  function tell(what: ToHouse): void {
    if (child.connected) child.send(what, () => {}); // Nobody may be there any more.
  }

  return {
    child,
    over,
    opened: () => opened,
    hush() {
      for (const member of members) upTo.set(member, (next.get(member) ?? 0) - 1);
    },
  };
}

/** Kills it while it starts, works or stops. True if it was alive to be killed. */
async function killed(life: Life, luck: () => number, opening: number): Promise<boolean> {
  const { child, over } = life;
  const moment = luck();
  if (moment < 0.25) await pause(luck() * opening * 1.1);
  else {
    await until(() => life.opened() !== null || child.exitCode !== null, patience);
    await pause(20 + luck() * 1_000);
  }
  if (moment > 0.75) {
    child.kill('SIGTERM');
    await Promise.race([over, pause(luck() * 60)]);
  }
  const alive = child.exitCode === null;
  child.kill('SIGKILL');
  await over;
  return alive;
}
