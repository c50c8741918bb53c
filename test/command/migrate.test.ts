import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { migrate } from '#command/migrate.ts';
import { newFolder, testKey } from '../store/folder.ts';
import { companionIn, writeFlows } from '../support/companion.ts';
import { filesUnder, read } from '../support/repository.ts';

const noon = Date.UTC(2026, 2, 2, 12);
const shipped = Object.fromEntries(
  filesUnder('flows').map((path) => [path.slice('flows/'.length, -'.yaml'.length), read(path)]),
);

const edition = (question: string, header = ''): string => `title: Two questions
about: What an urgent change does.
kind: exercise
locale: en
topics: [test]
intensity: 0
${header}data: { one: text, two: text }
steps:
  - id: one
    ask: The first question?
    input: text
    save: one
  - id: ${question}
    ask: The question called ${question}?
    input: text
    save: two
  - id: end
    say: You said {one} and {two}.
`;

/** A member in the middle of the old edition, and then these flows in the folder. */
async function within(folder: string, now: Readonly<Record<string, string>>): Promise<void> {
  writeFlows(folder, { ...shipped, two: edition('old') });
  {
    await using here = await companionIn(folder, noon);
    await here.ask('two');
    await here.say('secret words');
  }
  renameSync(join(folder, 'mooring.sqlite'), join(folder, 'mooring.db'));
  writeFlows(folder, { ...shipped, ...now });
}

/** What the member meets afterwards. */
async function say(folder: string, text: string): Promise<string> {
  cpSync(join(folder, 'mooring.db'), join(folder, 'mooring.sqlite'));
  await using here = await companionIn(folder, noon + 3_600_000);
  return here.say(text);
}

async function run(folder: string, options: Partial<Parameters<typeof migrate>[1]> = {}) {
  let out = '';
  const write = (text: unknown) => ((out += String(text)), true);
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  const env = { MOORING_DATA: folder, MOORING_KEY: testKey.toString('base64') };
  const asked = { flow: 'two', withdraw: false, apply: false, perMinute: 6_000, json: false, env };
  const code = await migrate(folder, { ...asked, ...options });
  vi.restoreAllMocks();
  return { code, out };
}

afterEach(() => void vi.restoreAllMocks());

describe('an urgent change', { timeout: 60_000 }, () => {
  test('is looked at first, and names nobody', async () => {
    using folder = newFolder();
    const replaces = 'replaces: { steps: { old: fresh } }\n';
    await within(folder.path, { two: edition('fresh', replaces) });
    const { code, out } = await run(folder.path);
    expect(code).toBe(0);
    expect(out).toMatch(/1 at `old` \(.{6}\) go on at `fresh`/);
    expect(out).toContain('Nothing was changed');
    expect(out).not.toContain('secret');
    expect(await say(folder.path, 'say that again')).toContain('called old?');
  });

  test('moves everyone who is in it, once, and they are asked in the new words', async () => {
    using folder = newFolder();
    const replaces = 'replaces: { steps: { old: fresh } }\n';
    await within(folder.path, { two: edition('fresh', replaces) });
    expect(await run(folder.path, { apply: true })).toMatchObject({
      code: 0,
      out: expect.stringContaining('Done.'),
    });
    expect((await run(folder.path, { apply: true })).out).toContain(
      'nobody is in an older edition',
    );
    expect(await say(folder.path, 'hm')).toContain('called fresh?');
    expect(await say(folder.path, 'hm')).toContain('called fresh?');
  });

  test('says who stays, and why', async () => {
    using folder = newFolder();
    await within(folder.path, { two: edition('fresh', 'replaces: {}\n') });
    expect(await run(folder.path, { apply: true })).toMatchObject({
      code: 1,
      out: expect.stringContaining('stay as they are: no such step'),
    });
    expect(await say(folder.path, 'hm')).toContain('You said secret words and hm.');
  });

  test('withdraws a flow whose file is gone', async () => {
    using folder = newFolder();
    await within(folder.path, { two: edition('fresh') });
    expect(await run(folder.path, { withdraw: true, apply: true })).toMatchObject({ code: 0 });
    expect(await say(folder.path, 'hm')).toContain('taken out while we were in it');
  });

  test('asks for a map, and for a flow that is there', async () => {
    using folder = newFolder();
    await within(folder.path, { two: edition('fresh') });
    expect(await run(folder.path)).toMatchObject({
      code: 2,
      out: expect.stringContaining('replaces'),
    });
    expect(await run(folder.path, { flow: 'tow' })).toMatchObject({
      code: 2,
      out: expect.stringContaining('`two`'),
    });
  });
});
