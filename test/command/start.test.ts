import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { root } from '../support/repository.ts';
import { talk } from './talk.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is asked just above a choice, whichever wording it has. */
function paragraphBefore(said: string, choice: string): string {
  const above = said.slice(0, said.indexOf(choice)).trim();
  return (above.split('\n\n').at(-1) ?? '').replaceAll(/\s+/g, ' ');
}

describe('the companion in the terminal', () => {
  test('goes on exactly where it was after kill -9', { timeout: 90_000 }, async () => {
    const first = talk(folder);
    await first.heard(/not a person.*1 Begin/i);
    await first.type('/ground-54321', /1 Begin/);
    const question = paragraphBefore(first.said(), '1  Begin');
    await first.kill();
    const second = talk(folder);
    await second.heard(/1 Begin/);
    expect(second.said()).toMatch(/Where we were/);
    expect(paragraphBefore(second.said(), '1  Begin')).toBe(question);
    expect(await second.end()).toBe(0);
  });
});

/** Starts a companion over what people wrote elsewhere, and says these lines to it. */
function startOver(
  written: string,
  typed: string,
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const options = '{ plain: true, json: false, locale: null, env: process.env, luck: () => 0.5 }';
  const program = `import { start } from '#command/start.ts';
    process.exitCode = await start(${JSON.stringify(written)}, ${options});`;
  const env = { ...process.env, MOORING_KEY: '', MOORING_DATA: join(written, 'data') };
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { cwd: root, env });
  const said = { out: '', err: '' };
  child.stdout.on('data', (piece: Buffer) => (said.out += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (said.err += piece.toString()));
  child.stdin.end(typed);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })));
}

describe('a flow with a mistake', () => {
  test(
    'is left out, and told of; whoever is in the middle of it goes on, and all else is as before',
    { timeout: 90_000 },
    async () => {
      const written = mkdtempSync(join(folder, 'written-'));
      for (const part of ['flows', 'content'])
        cpSync(join(root, part), join(written, part), { recursive: true });
      expect((await startOver(written, '/slow-breath\n')).code).toBe(0);

      const flow = join(written, 'flows/slow-breath.yaml');
      writeFileSync(flow, readFileSync(flow, 'utf8').replace('kind: exercise', 'kind: exrcise'));
      const again = await startOver(written, '1\nmenu\n/slow-breath\n');
      expect(again.err).toMatch(/slow-breath\.yaml:\d+:\d+ error unknown-value/);
      expect(again.err).toMatch(/Left out until it is mended: flows\/slow-breath\.yaml\.\n$/);
      expect(again.code).toBe(0);
      expect(again.out).toMatch(/^Where we were:/);
      expect(again.out.replaceAll(/\s+/g, ' ')).toMatch(/> \/slow-breath I do not know that one/);
    },
  );

  test(
    'keeps the companion closed where help, a crisis or the welcome depend on it',
    { timeout: 90_000 },
    async () => {
      for (const path of ['flows/crisis-reply.yaml', 'flows/welcome.es.yaml']) {
        const written = mkdtempSync(join(folder, 'written-'));
        for (const part of ['flows', 'content'])
          cpSync(join(root, part), join(written, part), { recursive: true });
        appendFileSync(join(written, path), 'odd: key\n');
        const { code, out, err } = await startOver(written, 'hello\n');
        expect(code).toBe(1);
        expect(out).toBe('');
        expect(err).toContain(path);
      }
    },
  );
});
