import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '#conversation/report.ts';
import { terminalKeys } from '#platform/terminal/terminal.ts';
import { findKey } from '#store/key.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { shippedLibrary } from '../../support/visit.ts';
import { talk, type Talk } from '../../command/talk.ts';
import { lehmer, pause, until } from './chance.ts';
import type { KillReport } from './kill-loop.ts';

/** What is typed for one report, and what has to be seen before the next line. */
const lines = (n: number): readonly (readonly [line: string, answer: RegExp])[] => [
  ['/report', /1 Something in the group/],
  ['1', /What happened/],
  [noteOf(n), /1 Send it/],
  ['Send it', new RegExp(`mod\\|[^>]*${noteOf(n)}\\b`)],
];

/** What a member is told when a report is on its way: from then on it must not be lost. */
const thanks = shippedLibrary().phrases.text('report.sent', 'en');
/** A line that is not answered for so long has been lost. */
const patience = 60_000;

/**
 * The same with `mooring start` itself on a pipe, where one member writes reports and their moderators are shown them: each report crosses from one conversation to the other, and is to arrive once.
 * What was typed and not answered is typed again only if the store does not hold it, as a person would who looks first.
 */
export async function terminalLoop(kills: number, seed: number): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'mooring-kill-terminal-'));
  const luck = lehmer(seed);
  const broken: string[] = [];
  let figures = { kills: 0, turns: 0, receipts: 0, redelivered: 0, shown: 0, reshown: 0 };
  let opening = 500;
  let said = '';
  let next = 1;
  /** The last report that was sent off, and what its member was told since. */
  let sentOff = { n: 0, said: '' };
  try {
    while (broken.length === 0) {
      const isLast = figures.kills >= kills;
      const began = Date.now();
      const talking = talk(folder);
      let over = false;
      void talking.over.then(() => (over = true));
      const isOver = (): boolean => over;
      const killing = isLast ? Promise.resolve(false) : killed(talking, isOver);
      const came = await until(() => isOver() || isOpen(talking), patience);
      if (!came) broken.push('it did not open');
      opening = over ? opening : Date.now() - began;
      const goal = isLast ? next + 1 : Infinity;
      while (!isOver() && broken.length === 0 && next <= goal) await report(talking, isOver);
      if (isLast) talking.child.kill('SIGTERM');
      figures = { ...figures, kills: figures.kills + ((await killing) ? 1 : 0) };
      const code = await talking.over;
      said += talking.all();
      if (code !== 0 && code !== 'SIGKILL') broken.push(`it ended by itself: ${String(code)}`);
      if (isLast) break;
    }
    for (const { number, words } of await reports())
      if (words !== noteOf(number)) broken.push(`report ${number} says ${words}`);
    const last = (await reports()).at(-1)?.number ?? 0;
    if (last !== next - 1) broken.push(`${next - 1} were answered, ${last} are kept`);
    let reshown = 0;
    for (let n = 1; n < next; n += 1) {
      const times = said.match(new RegExp(`^mod\\|.*${noteOf(n)}\\b`, 'gm'))?.length ?? 0;
      if (times === 0) broken.push(`${noteOf(n)} was never shown`);
      reshown += Math.max(0, times - 1);
    }
    if (reshown > figures.kills) broken.push(`${reshown} were shown again`);
    const shown = next - 1;
    return { figures: { ...figures, turns: shown * 4, receipts: shown, shown, reshown }, broken };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  /** Brings the next report through, as far as the process lives. */
  async function report(talking: Talk, isOver: () => boolean): Promise<void> {
    for (const [index, [line, answer]] of lines(next).entries()) {
      const from = talking.all().length;
      if (line === 'Send it') sentOff = { n: next, said: '' };
      talking.child.stdin.write(`${line}\n`);
      // What was still to be said from the life before comes before the first line's answer.
      const heard = (): string => talking.all().slice(index === 0 ? 0 : from);
      const isAnswered = (): boolean => answer.test(folded(talking.all().slice(from)));
      if (!(await until(() => isAnswered() || isOver(), patience))) {
        broken.push(`"${line}" was not answered`);
        return;
      }
      if (index === 0 || line === 'Send it') sentOff = { ...sentOff, said: sentOff.said + heard() };
      if (!isAnswered()) return;
      // A line is read only once all before it has come to rest: what was sent is there by now.
      if (index > 0) continue;
      if ((await reports()).some(({ words }) => words === noteOf(next))) {
        next += 1;
        return;
      }
      if (sentOff.n === next && folded(sentOff.said).includes(thanks)) {
        broken.push(`${noteOf(next)} was called sent, and is lost`);
        return;
      }
    }
    next += 1;
  }

  /** What the moderators' conversation holds, in order. */
  async function reports(): Promise<readonly Report[]> {
    const file = join(folder, 'mooring.db');
    const { key } = findKey({ text: null, file: join(folder, 'key'), store: file });
    const store = await openSqlite({ file, key, lock: false });
    try {
      const kept = await store.load(store.idOf(terminalKeys.community));
      return kept?.kind === 'community' ? kept.reports : [];
    } finally {
      await store.close();
    }
  }

  async function killed(talking: Talk, isOver: () => boolean): Promise<boolean> {
    const moment = luck();
    if (moment < 0.2) await pause(luck() * opening * 1.1);
    else {
      await until(() => isOver() || isOpen(talking), patience);
      await pause(luck() * 700);
    }
    if (moment > 0.85) {
      talking.child.kill('SIGTERM');
      await Promise.race([talking.over, pause(luck() * 40)]);
    }
    const isAlive = !isOver();
    talking.child.kill('SIGKILL');
    await talking.over;
    return isAlive;
  }
}

/** The words that always work stand under every question. */
function isOpen(talking: Talk): boolean {
  return talking.all().includes('Help now');
}

function folded(said: string): string {
  return said.replaceAll(/\s+/g, ' ');
}

function noteOf(n: number): string {
  return `note-${n}`;
}
