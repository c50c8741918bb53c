import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completeLock, type Lock, missingIn } from './support/lock.ts';
import { filesUnder, read, root } from './support/repository.ts';

const longest = 250;
const written = filesUnder('.').filter((path) => !/\.(png|svg|ttf|woff2)$/.test(path));

/** Patterns of what belongs to one machine or one network, not to Mooring; each split so that it does not find itself. */
const elsewhere: readonly RegExp[] = [
  /(?:^|[\s"'`(=])\/(?:home|root|Users|work|mnt)\/[\w.-]/m,
  /(?:^|[\s"'`(=])\/(?:tmp|private|var\/folders)\/[\w-]/m,
  /\b[A-Z]:\\(?:Users|Windows)\b/,
  /\bregistry\.[\w-]+\.(?:org|com|net|io|dev)\b/,
  /\b(?:npm|nexus|artifactory|verdaccio)\.[\w-]+\.(?:internal|local|lan|corp)\b/,
  /\b(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2})\b/,
];

const tooLong = (path: string, text: string): boolean =>
  path.startsWith('src/') && text.split('\n').length - 1 > longest;

describe('the house', () => {
  test(`no file of src/ is longer than ${longest} lines`, () => {
    expect(written.filter((path) => tooLong(path, read(path)))).toEqual([]);
    expect(tooLong('src/engine/long.ts', 'x\n'.repeat(longest + 1))).toBe(true);
    expect(tooLong('src/engine/long.ts', 'x\n'.repeat(longest))).toBe(false);
  });

  test('no file names a machine or a network', () => {
    const named = written.flatMap((path) => {
      const text = read(path);
      return elsewhere.flatMap((pattern) => {
        const found = pattern.exec(text);
        return found === null ? [] : [`${path}: ${found[0].trim()}`];
      });
    });
    expect(named).toEqual([]);
  });

  test.each([
    ['/ho', 'me/somebody/notes'],
    ['cd /wo', 'rk/main'],
    ['"/tm', 'p/thing"'],
    ['https://regis', 'try.example.org/pack'],
    ['192.168', '.1.20'],
  ])('and would notice %s%s', (start, end) => {
    expect(elsewhere.some((pattern) => pattern.test(start + end))).toBe(true);
  });

  test.each(['/data', 'src/home/page.ts', 'version 10.2.1', '/dev/shm', 'and/or'])(
    'and leaves %s alone',
    (text) => {
      expect(elsewhere.some((pattern) => pattern.test(text))).toBe(false);
    },
  );
});

describe('the lock file', () => {
  const lock = JSON.parse(read('package-lock.json')) as Lock;

  test('holds every optional dependency it names, or `npm ci` refuses it', () => {
    const whole = completeLock(lock);
    if (process.env['UPDATE'] !== undefined && missingIn(lock).length > 0) {
      writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(whole, null, 2)}\n`);
    }
    expect(missingIn(JSON.parse(read('package-lock.json')) as Lock)).toEqual([]);
  });

  test('names no host', () => {
    expect(Object.values(lock.packages).filter((one) => one.resolved !== undefined)).toEqual([]);
  });

  test('is completed for the machine a missing binary is for', () => {
    const whole = completeLock({
      packages: {
        'node_modules/a': {
          version: '1.0.0',
          optionalDependencies: { '@a/binding-linux-x64-musl': '1.0.0' },
        },
      },
    });
    expect(whole.packages['node_modules/@a/binding-linux-x64-musl']).toEqual({
      version: '1.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    expect(missingIn(whole)).toEqual([]);
  });

  test('has the same Node for every machine, and the one the project asks for', () => {
    const nodes = Object.entries(lock.packages).filter(([path]) =>
      /^node_modules\/node-(bin-)?(linux|darwin)-/.test(path),
    );
    expect(nodes.map(([, { version }]) => version)).toEqual(
      Array.from({ length: 4 }, () => read('.node-version').trim()),
    );
  });
});
