import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { talk } from '../command/talk.ts';
import { root } from '../support/repository.ts';
import { expectClear } from './clear.ts';
import { commands, mooring } from './commands.ts';
import { copyOf, livedIn, printOf, wordOf, type LivedIn } from './lived-in.ts';

let house: LivedIn;
beforeAll(async () => {
  house = await livedIn({ crashed: false });
});
afterAll(() => house[Symbol.dispose]());

/** Whom a mode keeps out: root is kept out by none. `null`: this machine lets nobody else run what lies here. */
const somebody: { readonly as?: number } | null = (() => {
  if (process.getuid?.() !== 0) return {};
  const tried = spawnSync(process.execPath, ['src/mooring.js', '--version'], {
    cwd: root,
    uid: 65_534,
    gid: 65_534,
  });
  return tried.status === 0 ? { as: 65_534 } : null;
})();

function give(folder: string, to: number | undefined): void {
  if (to === undefined) return;
  for (const name of ['', ...readdirSync(folder)]) chownSync(join(folder, name), to, to);
  chmodSync(join(folder, '..'), 0o755);
}

describe.skipIf(somebody === null)('what cannot be written', () => {
  test.each([
    ['a data folder', '', 0o500, 'folder-unwritable'],
    ['a store', 'mooring.db', 0o400, 'store-unwritable'],
    ['a store nobody may read', 'mooring.db', 0o000, 'store-unreadable'],
    ['a data folder nobody may enter', '', 0o000, 'folder-closed'],
  ])(
    '%s is said to be so, and nothing is changed',
    { timeout: 120_000 },
    async (_, name, mode, code) => {
      const { as } = somebody ?? {};
      const around = as === undefined ? {} : { as };
      const to = mkdtempSync(join(tmpdir(), 'mooring-out-'));
      using harmed = copyOf(house);
      give(harmed.path, as);
      const before = printOf(harmed.path);
      const file = join(harmed.path, name);
      chmodSync(file, mode);
      try {
        const found = await mooring(harmed.path, ['doctor', '--json'], around);
        const { ailments } = JSON.parse(found.out) as { ailments: readonly { code: string }[] };
        expect(ailments.map((one) => one.code)).toContain(code);
        for (const words of [['start'], ['forget', 'terminal:guest4', '--yes'], ['change-key']]) {
          const ran = await mooring(harmed.path, words, around);
          expectClear(ran, words.join(' '));
          expect(ran.code, words.join(' ')).toBeGreaterThan(0);
        }
      } finally {
        chmodSync(file, name === '' ? 0o700 : 0o600);
        rmSync(to, { recursive: true });
      }
      expect(printOf(harmed.path)).toEqual(before);
    },
  );
});

/** A small disk of its own, where the system lets us mount one. */
const canMount =
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m none /mnt']).status === 0;

/** Runs a command in a folder on a disk with `free` bytes left, and brings the folder back as it is then. */
async function onFullDisk(free: number, words: readonly string[], typed = '') {
  using harmed = copyOf(house);
  const disk = mkdtempSync(join(tmpdir(), 'mooring-disk-'));
  const back = mkdtempSync(join(tmpdir(), 'mooring-back-'));
  const data = join(disk, 'data');
  // "$@" is node and its words.
  const script = `
    mount -t tmpfs -o size=2m none ${disk} && cp -a ${harmed.path} ${data} &&
    head -c 2000000 /dev/zero > ${disk}/filler 2> /dev/null
    left=$(( $(stat -f -c '%a * %S' ${disk}) ))
    size=$(stat -c %s ${disk}/filler)
    truncate -s $(( size + left - ${free} )) ${disk}/filler
    head -c $(( size + left - ${free} )) /dev/zero > ${disk}/filler
    "$@"; code=$?
    cp -a ${data}/. ${back}/; exit $code`;
  const ran = await mooring(data, words, {
    typed,
    wrap: ['unshare', '-rm', 'sh', '-c', script, 'sh'],
  });
  const print = printOf(back);
  const keep = join(harmed.path, '..', 'kept');
  cpSync(back, keep, { recursive: true });
  const after = await mooring(keep, ['export', 'terminal:me', '--out', '-']);
  for (const one of [disk, back]) rmSync(one, { recursive: true, force: true });
  return { ran, print, before: printOf(house.path), after };
}

describe.skipIf(!canMount)('on a disk without room', () => {
  test('no command begins, and nothing is changed', { timeout: 120_000 }, async () => {
    for (const words of [['start'], ['forget', 'terminal:me', '--yes'], ['change-key']]) {
      const { ran, print, before } = await onFullDisk(0, words);
      expectClear(ran, words.join(' '));
      expect(ran.code, words.join(' ')).toBe(1);
      expect(print, words.join(' ')).toEqual(before);
    }
  });

  test('doctor says so, and changes nothing', { timeout: 120_000 }, async () => {
    const { ran, print, before } = await onFullDisk(0, ['doctor', '--json']);
    const { ailments } = JSON.parse(ran.out) as { ailments: readonly { code: string }[] };
    expect(ailments.map(({ code }) => code)).toContain('disk-low');
    expect(ran.code).toBe(1);
    expect(print).toEqual(before);
  });

  test(
    'a member hears that something broke on our side, and nothing that was kept is lost',
    { timeout: 120_000 },
    async () => {
      const { ran, after } = await onFullDisk(40_960, ['start'], 'hello there\n');
      expect(ran.code, ran.err).toBe(0);
      expect(ran.out + ran.err).toMatch(/on my side/);
      expect(after.out).toContain(wordOf('me'));
    },
  );
});

const canBreakReads = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

test.skipIf(!canBreakReads)(
  'on a disk that fails every command says so',
  { timeout: 120_000 },
  async () => {
    using harmed = copyOf(house);
    const store = join(harmed.path, 'mooring.db');
    const wrap = ['strace', '-f', '-qq', '-o', '/dev/null', '-P', store];
    const breaking = [...wrap, '-e', 'trace=pread64', '-e', 'inject=pread64:error=EIO'];
    const found = await mooring(harmed.path, ['doctor', '--json'], { wrap: breaking });
    expect(JSON.parse(found.out)).toMatchObject({
      ailments: [{ code: 'disk-fails', grave: true }],
    });
    expect(found.code).toBe(1);
    const begun = await mooring(harmed.path, ['start'], { wrap: breaking });
    expectClear(begun, 'start');
    expect(begun).toMatchObject({ code: 1, err: expect.stringContaining('The disk fails') });
  },
);

test(
  'of two companions on one store the second is refused, and what needs it alone waits',
  { timeout: 120_000 },
  async () => {
    using shared = copyOf(house);
    const to = mkdtempSync(join(tmpdir(), 'mooring-out-'));
    mkdirSync(join(to, 'x'));
    const first = talk(shared.path, { MOORING_KEY: '' });
    await first.heard(/1/);
    for (const words of [['start'], ['restore', house.backup, '--replace'], ['change-key']]) {
      const ran = await mooring(shared.path, words);
      expectClear(ran, words.join(' '));
      expect(ran.code).toBe(1);
      expect(ran.err).toContain(`process ${first.child.pid}`);
    }
    for (const words of commands(to, house.backup).filter(([name]) =>
      ['doctor', 'backup', 'export'].includes(String(name)),
    )) {
      const ran = await mooring(shared.path, words);
      expect(ran.code, `${words.join(' ')}: ${ran.err}`).toBe(0);
    }
    expect((await mooring(shared.path, ['doctor'])).out).toContain(`process ${first.child.pid}`);
    expect(readdirSync(shared.path)).not.toContain('key.new');
    expect(await first.end()).toBe(0);
    rmSync(to, { recursive: true });
  },
);
