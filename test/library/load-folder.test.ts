import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { FlowId } from '#conversation/id.ts';
import type { FolderRead } from '#library/bind.ts';
import { fingerprint } from '#library/fingerprint.ts';
import { keepBesideCode } from '#library/keep.ts';
import { recall, remember } from '#library/kept-reading.ts';
import { loadFolder } from '#library/load-folder.ts';
import { readFolder, readTexts } from '#library/read-folder.ts';
import { textsIn } from '#library/texts.ts';

const shipped = new URL('../..', import.meta.url).pathname;
const base = mkdtempSync(join(tmpdir(), 'mooring-library-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const key = (): Uint8Array => new Uint8Array(32).fill(7);
const flow = 'ground-54321' as FlowId;
let root = '';
let folder = '';

/** A small folder of people's work, and nothing kept yet. */
beforeEach(() => {
  root = mkdtempSync(join(base, 'root-'));
  folder = join(root, 'kept');
  for (const path of [
    `flows/${flow}.yaml`,
    `flows/${flow}.es.yaml`,
    'content/locales',
    'content/crisis/lines/ie.yaml',
    'content/crisis/en/signals.tsv',
    'content/crisis/es/signals.tsv',
  ]) {
    cpSync(join(shipped, path), join(root, path), { recursive: true });
  }
});

const load = (): Promise<FolderRead> => loadFolder(root, [{ folder, key }]);
const titleOf = (read: FolderRead): string | undefined => read.library?.flow(flow)?.flow.title;

/** The reading that was kept last. */
function kept(): string {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const [newest] = files.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newest as string;
}

function edit(path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(root, path), 'utf8');
  expect(text.search(from)).toBeGreaterThan(-1);
  writeFileSync(join(root, path), text.replace(from, to));
}

/** What a start without anything kept would say of the same files. */
function expectAsRead(read: FolderRead): void {
  const anew = readFolder(root);
  expect(read.problems).toEqual(anew.problems);
  expect(read.sources).toEqual(anew.sources);
  expect(read.library?.flow(flow)?.flow).toEqual(anew.library?.flow(flow)?.flow);
  expect(read.library?.translation(flow, 'es')).toEqual(anew.library?.translation(flow, 'es'));
  for (const text of ['i want to kill myself', 'quiero morirme', 'a heron in the reeds'])
    expect(read.library?.screen.assess(text)).toEqual(anew.library?.screen.assess(text));
  expect(read.library?.directory.help('IE', 'crisis')).toEqual(
    anew.library?.directory.help('IE', 'crisis'),
  );
  for (const locale of ['en', 'es'])
    expect(read.library?.phrases.words(locale)).toEqual(anew.library?.phrases.words(locale));
}

describe('a reading that was kept', () => {
  test('says of everything that is shipped exactly what the files say', () => {
    const texts = textsIn(shipped);
    const written = readTexts(texts);
    expect(written.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    remember({ folder, key }, 'print', written);
    expect(recall({ folder, key }, 'print')).toStrictEqual(written);
  });

  test('is taken by the next start, and says the same', async () => {
    expectAsRead(await load());
    const { mtimeMs } = statSync(kept());
    expectAsRead(await load());
    expect(statSync(kept()).mtimeMs).toBe(mtimeMs);
  });

  test('tells what only deserves a warning as the first start does', async () => {
    writeFileSync(join(root, `flows/${flow}.es.yaml`), `of: ${flow}\nlocale: es\nsteps: {}\n`);
    const first = await load();
    expect(first.problems.map(({ severity }) => severity)).toContain('warning');
    expect((await load()).problems).toEqual(first.problems);
  });

  test('is for nobody else to read, and leaves nothing beside it', async () => {
    await load();
    expect(statSync(kept()).mode & 0o777).toBe(0o600);
    expect(statSync(join(root, 'kept')).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/^reading-[0-9a-f]{16}$/)]);
  });

  test('is not asked for once a file was edited, added or taken away', async () => {
    await load();
    edit(`flows/${flow}.yaml`, /^title: .*$/m, 'title: Another name');
    expect(titleOf(await load())).toBe('Another name');
    rmSync(join(root, `flows/${flow}.es.yaml`));
    expect((await load()).library?.translation(flow, 'es')).toBeNull();
    cpSync(
      join(shipped, 'content/crisis/lines/gb.yaml'),
      join(root, 'content/crisis/lines/gb.yaml'),
    );
    expect((await load()).library?.directory.known()).toContain('GB');
    edit('content/crisis/en/signals.tsv', /$/, 'zzz\tdanger\theron reeds\n');
    expect((await load()).library?.screen.assess('heron reeds')?.level).toBe('danger');
  });

  test('is ignored and written anew where it is damaged, wherever that is', async () => {
    await load();
    const file = kept();
    const whole = readFileSync(file);
    const damages = [
      Buffer.alloc(0),
      Buffer.from('{"flows":[]}'),
      whole.subarray(0, whole.length - 1),
      ...[0, 20, 43, 44, 60, whole.length - 2].map((at) => {
        const bad = Buffer.from(whole);
        bad[at] = (bad[at] as number) ^ 1;
        return bad;
      }),
    ];
    const print = fingerprint(textsIn(root));
    for (const damage of damages) {
      writeFileSync(file, damage);
      expect(recall({ folder, key }, print)).toBeNull();
    }
    expect(titleOf(await load())).toBe(titleOf(readFolder(root)));
    expect(readFileSync(file).equals(whole)).toBe(true);
  });

  test('brings in no other text, whoever wrote it', async () => {
    const print = fingerprint(textsIn(root));
    const forged = readTexts(textsIn(root));
    const [one] = forged.flows;
    Object.assign(one!.flow, { title: 'Forged' });
    remember({ folder, key: () => new Uint8Array(32).fill(8) }, print, forged);
    expect(titleOf(await load())).not.toBe('Forged');
    remember({ folder, key }, fingerprint(new Map()), forged);
    expect(titleOf(await load())).not.toBe('Forged');
  });
});

describe('the place beside the code', () => {
  test('is taken where it is ours alone, and made where it is not there', () => {
    expect(keepBesideCode(root)).toBeNull();
    mkdirSync(join(root, 'node_modules'));
    const place = join(root, 'node_modules/.cache/mooring');
    expect(keepBesideCode(root)?.folder).toBe(place);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    for (const mode of [0o720, 0o702]) {
      chmodSync(place, mode);
      expect(keepBesideCode(root)).toBeNull();
    }
  });

  test('keeps the four newest readings', async () => {
    for (const title of ['a', 'b', 'c', 'd', 'e', 'f']) {
      edit(`flows/${flow}.yaml`, /^title: .*$/m, `title: ${title}`);
      await load();
    }
    expect(readdirSync(folder)).toHaveLength(4);
  });
});

describe('a start that finds mistakes', () => {
  test('tells them every time, and keeps nothing', async () => {
    edit(`flows/${flow}.yaml`, /^title: .*$/m, 'tilte: Oops');
    const first = await load();
    expect(first.library).toBeNull();
    expect(first.problems).toEqual(readFolder(root).problems);
    expect((await load()).problems).toEqual(first.problems);
    expect(readdirSync(root)).not.toContain('kept');
  });

  test('does so after a start that found none, and is well again when they are mended', async () => {
    await load();
    edit(`flows/${flow}.yaml`, /^title:/m, 'tilte:');
    expect((await load()).library).toBeNull();
    edit(`flows/${flow}.yaml`, /^tilte:/m, 'title:');
    expectAsRead(await load());
  });
});

describe('where nothing can be kept', () => {
  test('the library is read all the same', async () => {
    writeFileSync(join(root, 'kept'), 'a file where the folder belongs');
    expectAsRead(await load());
  });

  test('and where what is there cannot be read as a file', async () => {
    await load();
    const file = kept();
    rmSync(file);
    mkdirSync(file);
    expectAsRead(await load());
  });

  test('and the next place is taken', async () => {
    writeFileSync(folder, 'a file where the folder belongs');
    const second = join(root, 'second');
    const keeps = [
      { folder, key },
      { folder: second, key },
    ];
    expectAsRead(await loadFolder(root, keeps));
    expect(readdirSync(second)).toHaveLength(1);
    expectAsRead(await loadFolder(root, keeps));
  });
});
