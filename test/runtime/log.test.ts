import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConversationId } from '#conversation/id.ts';
import { openLog, silentLog, type LogLevel, type Particulars } from '#log.ts';
import { PlatformError } from '#platform/platform.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mooring-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function linesOf(level: LogLevel, particulars: Particulars): Promise<readonly string[]> {
  const file = join(folder, 'log');
  const log = openLog(level, file);
  log.event('turn-failed', particulars as never);
  log.event('started', { count: 1 });
  await log.close();
  log.event('stopped', { ms: 3 });
  return readFileSync(file, 'utf8').trim().split('\n');
}

describe('the log', () => {
  test('holds a line of JSON an event, in order, for its owner’s eyes', async () => {
    const lines = await linesOf('info', {
      conversation: 'c1',
      delivery: 'd1',
      at: 5,
    });
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { level: 50, msg: 'turn-failed', conversation: 'c1', delivery: 'd1', at: 5 },
      { level: 30, msg: 'started', count: 1 },
      { level: 30, msg: 'stopped', ms: 3 },
    ]);
    expect(statSync(join(folder, 'log')).mode & 0o077).toBe(0);
  });

  test('leaves out what is quieter than it was told to be', async () => {
    expect(await linesOf('warn', {})).toHaveLength(1);
  });

  test('makes no file where it says nothing', async () => {
    const log = openLog('silent', join(folder, 'silent'));
    log.event('turn-failed', {});
    await log.close();
    expect(() => statSync(join(folder, 'silent'))).toThrow('ENOENT');
  });

  test('never holds a member’s words, wherever they were put', async () => {
    const words = 'the blue kettle is singing';
    const fault = new PlatformError('refused', words, null, { cause: new Error(words) });
    const sly = {
      conversation: words,
      platform: words,
      count: words,
      note: words,
      fault: Object.assign(fault, { text: words, name: words, reason: words }),
    } as unknown as Particulars;
    const text = (await linesOf('debug', sly)).join('\n');
    expect(text).not.toContain('kettle');
    const thrown = (await linesOf('debug', { fault: words })).join('\n');
    expect(thrown).not.toContain('kettle');
  });

  test('takes ids of ours, and no other text', () => {
    // @ts-expect-error a plain string is nobody's id
    silentLog.event('started', { conversation: 'the blue kettle' });
    // @ts-expect-error whatever it is called
    silentLog.event('started', { note: 'the blue kettle' });
    silentLog.event('started', { conversation: 'c1' as ConversationId, count: 3 });
    expect(silentLog).toBeDefined();
  });

  test('tells of a fault its kind, its reason and where in our source', async () => {
    const fault = new PlatformError('throttled', 'too fast');
    fault.stack = `PlatformError: too fast\n    at deliver (file:///srv/mooring/src/platform/terminal/terminal.ts:12:5)`;
    const [line] = await linesOf('warn', { fault });
    expect(JSON.parse(line ?? '')).toMatchObject({
      fault: 'PlatformError',
      reason: 'throttled',
      where: ['platform/terminal/terminal.ts:12'],
    });
  });
});
