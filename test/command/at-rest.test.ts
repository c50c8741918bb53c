import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from './run.ts';
import { talk } from './talk.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-rest-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is typed, and may be found nowhere but on the screen. */
const planted = {
  report: 'quarrel-by-the-greenhouse',
  answer: 'seen-by-thistle-the-moderator',
  idle: 'heron-on-the-chimney',
  key: 'terminal:me',
};

/** Every file below the folder, read from a copy: reading a database's own file would drop its locks. */
function everything(): readonly { readonly name: string; readonly bytes: Buffer }[] {
  const copy = mkdtempSync(join(tmpdir(), 'mooring-rest-copy-'));
  try {
    cpSync(folder, copy, { recursive: true });
    return readdirSync(copy, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => ({ name, bytes: readFileSync(join(parentPath, name)) }));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function found(words: readonly string[]): readonly string[] {
  return everything().flatMap(({ name, bytes }) =>
    words
      .filter(
        (word) => bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le')),
      )
      .map((word) => `${name}: ${word}`),
  );
}

test(
  'a running companion leaves nobody’s words in a file or a log, through a crash, a backup and an export',
  { timeout: 120_000 },
  async () => {
    const words = Object.values(planted);
    const first = talk(folder, { MOORING_LOG: 'debug' });
    await first.heard(/1 Begin/);
    await first.type('/report', /1 Something in the group/);
    await first.type('1', /What happened/);
    await first.type(planted.report, /Send it like this/);
    await first.type('Send it', new RegExp(planted.report));
    await first.type(`@mod 1 ${planted.answer}`, new RegExp(planted.answer));
    await first.type(planted.idle, /./);
    expect(found(words)).toEqual([]);
    await first.kill();
    expect(found(words)).toEqual([]);

    const second = talk(folder, { MOORING_LOG: 'debug' });
    await second.heard(/1/);
    expect(
      (await run(['backup', join(folder, 'copy.db')], { env: { MOORING_DATA: folder } })).code,
    ).toBe(0);
    await second.type('/my-data', /Get a copy/);
    await second.type('Get a copy', /\.(html|json)/);
    expect(await second.end()).toBe(0);
    expect(first.told() + second.told()).toMatch(/"msg":"delivery-sent"/);
    for (const word of words) expect(first.told() + second.told()).not.toContain(word);

    const names = everything().map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['mooring.db', 'copy.db']));
    const exported = names.filter((name) => /\.(html|json)$/.test(name));
    expect(exported).not.toEqual([]);
    // What a member asked for is theirs to keep: for their eyes alone, and the only place their words may stand in.
    expect(found(words).filter((line) => !exported.some((name) => line.startsWith(name)))).toEqual(
      [],
    );
    for (const name of exported) expect(statSync(join(folder, name)).mode & 0o077, name).toBe(0);
    expect(found(['daily-check-in'])).not.toEqual([]);
  },
);
