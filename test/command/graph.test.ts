import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMermaid } from '../support/mermaid.ts';
import { run } from './run.ts';

describe('graph', () => {
  test('prints a chart that Mermaid reads', async () => {
    const { code, out, err } = await run(['graph', 'who-are-you']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((await readMermaid(out)).nodes.length).toBeGreaterThan(2);
  });

  test('alone lists the flows and what they run, in JSON too', async () => {
    const { code, out } = await run(['graph', '--json']);
    expect(code).toBe(0);
    const found = JSON.parse(out) as { flows: readonly { id: string }[]; mermaid: string };
    expect(found.flows.find(({ id }) => id === 'daily-check-in')).toMatchObject({
      title: 'Daily check-in',
      kind: 'check-in',
      runs: expect.arrayContaining(['ground-54321', 'slow-breath']),
      plans: [],
    });
    expect((await readMermaid(found.mermaid)).nodes).toHaveLength(found.flows.length);
  });

  test('draws a draft by its path, and tells its mistakes where it lies', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mooring-graph-'));
    const path = join(folder, 'tea.yaml');
    const head = 'title: Tea\nabout: Tea.\nkind: exercise\nlocale: en\n';
    writeFileSync(path, `${head}steps:\n  - id: tea\n    say: Enjoy your tea.\n`);
    const drawn = await run(['graph', path]);
    expect(drawn.out).toContain('Enjoy your tea');
    writeFileSync(path, `${head}steps:\n  - id: tea\n    sya: Enjoy your tea.\n`);
    const told = await run(['graph', path]);
    rmSync(folder, { recursive: true });
    expect(told.code).toBe(1);
    expect(told.err).toContain(`${path}:7:5`);
    const nowhere = await run(['graph', path]);
    expect([nowhere.code, nowhere.err]).toEqual([
      2,
      `there is no file ${path}; look at the path.\n`,
    ]);
  });

  test('says which flow was meant', async () => {
    const { code, out, err } = await run(['graph', 'daily-chek-in']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/Did you mean daily-check-in\?/);
  });
});
