import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixFlows } from '#command/fix-flows.ts';
import { readFolder } from '#library/read-folder.ts';
import { root } from '../support/repository.ts';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('check --fix', () => {
  test('names the steps in the files, and then they read well', () => {
    cpSync(join(root, 'flows'), join(folder, 'flows'), { recursive: true });
    cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
    const file = join(folder, 'flows/who-are-you.yaml');
    const shipped = readFileSync(file, 'utf8');
    writeFileSync(file, shipped.replace(/- id: .*\n +/, '- '));
    const codes = () => readFolder(folder).problems.map(({ code }) => code);
    expect(codes()).toContain('missing-id');
    expect(fixFlows(folder)).toEqual([
      { file: 'flows/who-are-you.yaml', named: [expect.stringMatching(/^say-/)] },
    ]);
    expect(codes()).not.toContain('missing-id');
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(shipped.split('\n').length);
    expect(fixFlows(folder)).toEqual([]);
  });

  test('changes nothing where all is named, and says so in JSON', async () => {
    const { code, out } = await run(['check', '--fix', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ errors: 0, fixed: [] });
  });
});
