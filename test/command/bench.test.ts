import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkFlow } from '#check/check-flow.ts';
import { checkInOf, readCheckIn, turnsEach } from '#command/bench/check-in.ts';
import type { Report, Spread } from '#command/bench/report.ts';
import { rows } from '#command/bench/rows.ts';
import type { FlowId } from '#conversation/id.ts';
import { readFlow } from '#flow/read-flow.ts';
import { run, type Ran } from './run.ts';
import { read, root } from '../support/repository.ts';
import { shippedFolder } from '../support/shipped-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function bench(words: readonly string[]): Promise<Ran> {
  return run(['bench', ...words], { env: { MOORING_DATA: join(folder, 'data') } });
}

const { library } = await shippedFolder();
if (library === null) throw new Error('what authors wrote does not read');

describe('the bench', () => {
  test(
    'measures every row beside this disk, judges every aim, and leaves nothing behind',
    { timeout: 240_000 },
    async () => {
      const { code, out, err } = await bench(['--members', '20', '--json']);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const report = JSON.parse(out) as Report;
      expect(report).toMatchObject({ members: 20, turnsEach });
      expect(report.rows.map(({ row }) => row)).toEqual([
        'mooring',
        'switch',
        'switch-alone',
        'xstate',
      ]);
      const inOrder = ({ p50, p99 }: Spread): boolean => p50 > 0 && p50 <= p99;
      expect(inOrder(report.disk)).toBe(true);
      for (const row of report.rows) {
        expect(row.turns).toBe(20 * turnsEach * report.rounds);
        expect(row.turnsPerSecond).toBeGreaterThan(0);
        expect(row.cpuPerTurn).toBeGreaterThan(0);
        expect([inOrder(row.durable), inOrder(row.shown)]).toEqual([true, true]);
        expect(row.shown.p50).toBeGreaterThanOrEqual(row.durable.p50);
        expect(row.rss).toBeGreaterThan(row.heap);
        if (row.row === 'xstate') expect(row.conversation).toBeNull();
        else expect(row.conversation?.after).toBeGreaterThan(100);
      }
      expect(report.coldStart?.first).toBeGreaterThan(0);
      expect(report.aims.map(({ met }) => typeof met)).toEqual(Array(6).fill('boolean'));
      expect(report.aims[3]?.met).toBe(true);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  test('measures one row alone, in words', { timeout: 120_000 }, async () => {
    const { code, out } = await bench(['--members', '2', '--only', 'xstate']);
    expect(code).toBe(0);
    expect(out).toMatch(/^bare XState /m);
    expect(out).not.toMatch(/^Mooring |Cold start|met /m);
  });

  test.each([
    ['--members', '1'],
    ['--members', 'many'],
    ['--only', 'nothing'],
  ])('says what is wrong with %s %s', async (...words) => {
    const { code, err } = await bench(words);
    expect(code).toBe(2);
    expect(err).toContain(words[0]);
  });

  test('plays a flow that its authors could have checked', () => {
    const file = 'content/bench/check-in.yaml';
    const flow = readFlow(file, 'bench-check-in' as FlowId, read(file));
    expect(
      'flow' in flow
        ? checkFlow(flow, {
            flows: new Map([[flow.flow.id, flow.flow]]),
            words: (locale) => library.phrases.words(locale),
          })
        : flow,
    ).toEqual([]);
  });

  test('compares with a switch that says, word for word, what Mooring says', async () => {
    const setting = {
      members: 30,
      library,
      checkIn: checkInOf(await readCheckIn(root)),
    };
    const at = (name: string): string => mkdtempSync(join(folder, name));
    const mooring = await rows.mooring({ ...setting, folder: at('mooring-') });
    const byHand = await rows.switch({ ...setting, folder: at('switch-') });
    for (let turn = 0; turn < turnsEach; turn += 1) {
      for (let member = 0; member < setting.members; member += 1) {
        await mooring.turn(member, turn);
        await byHand.turn(member, turn);
        expect(byHand.shown(member)).toEqual(mooring.shown(member));
      }
    }
    await Promise.all([mooring.settled(), byHand.settled()]);
    await Promise.all([mooring.close(), byHand.close()]);
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  });
});
