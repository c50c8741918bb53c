import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { migrate } from '#command/migrate.ts';
import { newFolder, openIn, testKey } from '../store/folder.ts';
import { companionIn, writeFlows } from '../support/companion.ts';
import { root } from '../support/repository.ts';

const noon = Date.UTC(2026, 2, 2, 12);

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

/** Members in the middle of the old edition, and then these flows in the folder. */
async function within(
  folder: string,
  now: Readonly<Record<string, string>>,
  members: readonly string[] = ['room:me'],
): Promise<void> {
  writeFlows(folder, { two: edition('old') });
  {
    await using here = await companionIn(folder, noon);
    for (const one of members) {
      await here.ask('two', one);
      await here.say('secret words', one);
    }
  }
  symlinkSync('mooring.sqlite', join(folder, 'mooring.db'));
  writeFlows(folder, now);
}

/** What the member meets afterwards. */
async function say(folder: string, text: string): Promise<string> {
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

/** The same in a process of its own, killed just before the so-and-so-many-th turn is on the disk; resolves with its code, `null` where it was killed. */
async function inProcess(folder: string, perMinute: number, diesAt = 0): Promise<number | null> {
  const env = { MOORING_DATA: folder, MOORING_KEY: testKey.toString('base64') };
  const asked = { flow: 'two', withdraw: false, apply: true, perMinute, json: true, env };
  const script = `import { migrate } from '#command/migrate.ts';
    process.exitCode = await migrate(${JSON.stringify(folder)}, ${JSON.stringify(asked)});`;
  const dying = ['--import', import.meta.resolve('./dying-at-commit.ts')];
  const child = spawn(process.execPath, [...dying, '--input-type=module', '--eval', script], {
    cwd: root,
    env: { ...process.env, MOORING_TEST_DIES_AT: String(diesAt) },
    stdio: 'ignore',
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}

afterEach(() => void vi.restoreAllMocks());

describe('an urgent change', { timeout: 180_000 }, () => {
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
    expect(await say(folder.path, 'fine')).toContain('You said secret words and fine.');
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

  const four = ['room:me', 'room:ada', 'room:bo', 'room:cy'];
  const replaces = 'replaces: { steps: { old: fresh } }\n';

  test('that is killed before, between and behind the people it moves is finished by the next, and moves nobody twice', async () => {
    using folder = newFolder();
    await within(folder.path, { two: edition('fresh', replaces) }, four);
    const versions = async (): Promise<readonly number[]> => {
      const store = await openIn(folder.path);
      const kept = await Promise.all(four.map((one) => store.load(store.idOf(one))));
      await store.close();
      return kept.map((one) => one?.version ?? 0);
    };
    const [before = 0, ...others] = await versions();
    expect(new Set(others)).toEqual(new Set([before]));
    const moved: number[] = [];
    for (let diesAt = 1; (await inProcess(folder.path, 100_000, diesAt)) === null; diesAt += 1) {
      const now = await versions();
      for (const version of now) expect([before, before + 1]).toContain(version);
      moved.push(now.filter((version) => version > before).length);
    }
    expect(moved).toEqual(moved.toSorted((one, other) => one - other));
    expect(moved).toContain(0);
    expect(moved.some((many) => many > 0 && many < four.length)).toBe(true);
    expect((await run(folder.path, { apply: true })).out).toContain(
      'nobody is in an older edition',
    );
    expect(await versions()).toEqual(four.map(() => before + 1));
    await using here = await companionIn(folder.path, noon + 3_600_000);
    for (const one of four) expect(await here.say('hm', one)).toContain('called fresh?');
  });

  test('works beside a companion that talks to them meanwhile, and loses nothing they say', async () => {
    using folder = newFolder();
    await within(folder.path, { two: edition('fresh', replaces) }, four);
    await using here = await companionIn(folder.path, noon + 3_600_000);
    const moving = inProcess(folder.path, 60);
    const [talker = '', ...others] = four.toReversed();
    const pause = () => new Promise<'moving'>((go) => setTimeout(go, 50, 'moving'));
    for (;;) {
      expect(await here.say('say that again', talker)).toMatch(/called (old|fresh)\?/);
      if ((await Promise.race([moving, pause()])) !== 'moving') break;
    }
    expect(await moving).toBe(0);
    for (const one of [talker, ...others]) {
      expect(await here.say('say that again', one)).toContain('called fresh?');
      expect(await here.say('the end', one)).toContain('You said secret words and the end.');
    }
  });
});
