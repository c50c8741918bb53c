import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { readConfig, isRefused } from '#config.ts';
import { settings } from '#command/environment.ts';
import { read, root } from '../support/repository.ts';
import { run } from './run.ts';

const pack = JSON.parse(read('package.json')) as { version: string };

/** The commands that `mooring help` lists, without `help` itself. */
async function listed(): Promise<readonly string[]> {
  const { out } = await run(['help']);
  return [...out.matchAll(/^ {2}([a-z][a-z-]+)(?= .*(?:\[options\]|<))/gm)].map(
    ([, name]) => name as string,
  );
}

describe('mooring', () => {
  test('alone explains itself, and lists its commands in groups', async () => {
    const { code, out, err } = await run([]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const groups = [...out.matchAll(/^To [a-z ]+:$/gm)].map(([group]) => group);
    expect(groups).toEqual(['To talk:', 'To write:', 'To run it for others:']);
    expect(out).toMatch(/exits 0 .*, 1 .*, 2 /);
    expect((await run(['help'])).out).toBe(out);
  });

  test('on an older Node says which it needs and how to come by it, and no more', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` };
    const { code, out, err } = await run(['check'], { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^Mooring needs Node 26 .* 20\.20\.2\.\n.*npx mooring.*\n$/);
  });

  test('asks an older Node for nothing it may not have before that', () => {
    const asked = [...read('src/mooring.js').matchAll(/^import (.*) from '(.*)';$/gm)];
    const named = asked.filter(([, names]) => names?.startsWith('{')).map(([, , from]) => from);
    expect(named).toEqual(['node:fs', 'node:path']);
  });

  test('tells its version, which is the package’s', async () => {
    expect(await run(['--version'])).toMatchObject({ code: 0, out: `${pack.version}\n` });
  });

  test('explains every command, with what `--json` prints', { timeout: 120_000 }, async () => {
    const names = await listed();
    expect(names).toEqual(expect.arrayContaining(['start', 'check', 'doctor', 'backup']));
    for (const name of names) {
      const { code, out } = await run([name, '--help']);
      expect({ name, code, json: /--json +\w/.test(out) }).toEqual({ name, code: 0, json: true });
    }
    const [last = ''] = names.slice(-1);
    expect((await run(['help', last])).out).toBe((await run([last, '--help'])).out);
  });

  test.each([
    [['strat'], /Did you mean start\?/],
    [['help', 'strat'], /Did you mean start\?/],
    [
      ['start', '--locale', 'fr'],
      /--locale: there is nothing in `fr`.*en \(English\), es \(Español\)/,
    ],
    [['screen', '--locale', 'fr', 'hi'], /languages there are: en/],
    [['doctor', '--jsn'], /Did you mean --json\?/],
    [['backup'], /missing required argument 'file'/],
    [['doctor', 'more'], /too many arguments/],
  ])('calls %j a wrong usage, and says what was meant', async (words, meant) => {
    const { code, out, err } = await run(words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(meant);
  });

  test('calls a setting that cannot be used by its name, in words and in JSON', async () => {
    for (const command of ['start', 'doctor']) {
      const { code, out, err } = await run([command, '--json'], {
        env: { MOORING_COUNTRY: 'Ireland' },
      });
      expect(code).toBe(2);
      expect(err).toMatch(/^MOORING_COUNTRY: /);
      expect(JSON.parse(out)).toMatchObject({
        refused: 'configuration',
        problems: [{ variable: 'MOORING_COUNTRY' }],
      });
    }
  });

  test('explains in `start --help` every setting there is, and no other', async () => {
    const { out } = await run(['start', '--help']);
    const told = [...out.matchAll(/^ {2}(MOORING_\w+)$/gm)].map(([, name]) => name);
    expect(told).toEqual(Object.keys(settings));
    const config = readConfig({ MOORING_NONSENSE: '1' }, '/');
    if (isRefused(config)) throw new Error('the empty environment is refused');
    const known = /Known are (.*)\.$/.exec(config.notes[0] ?? '')?.[1]?.split(', ');
    expect(new Set(told)).toEqual(new Set(known));
  });

  test('ends in peace when whoever reads it has read enough', async () => {
    const child = spawn(process.execPath, ['src/mooring.js', 'graph', 'welcome'], { cwd: root });
    let err = '';
    child.stderr.on('data', (text: Buffer) => (err += text.toString()));
    child.stdout.destroy();
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
