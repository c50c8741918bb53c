import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { readKeyFile } from '#store/key.ts';
import { count, say } from '../proof/in-chunks.ts';
import { mooring } from './commands.ts';
import { copyOf, livedIn, names, wordOf, type LivedIn } from './lived-in.ts';
import { codesIn, look } from './look.ts';

/** A piece of everything that is sealed. */
function sealedIn(folder: string): readonly Buffer[] {
  using db = new DatabaseSync(join(folder, 'mooring.db'), { readOnly: true });
  return db
    .prepare(
      `select body as blob from conversation union all select body from entry
       union all select payload from delivery where payload is not null union all select wrapped from member_key`,
    )
    .all()
    .map(({ blob }) => Buffer.from(blob as Uint8Array).subarray(13, 45));
}

/** Changes the key, killed at one boundary; then changes it again. False where it ended before it was killed. */
async function broken(house: LivedIn, at: number): Promise<boolean> {
  using harmed = copyOf(house);
  const { path } = harmed;
  const sealed = sealedIn(path);
  const first = await mooring(path, ['change-key'], {
    node: ['--import', import.meta.resolve('./dying.ts')],
    env: { MOORING_TEST_DIES_AT: String(at) },
  });
  const found = codesIn(look(path));
  for (const code of found)
    expect(['key-change-broken-off', 'key-wrong', 'old-key-kept'], `${at}`).toContain(code);
  if (first.code !== 0) {
    const again = await mooring(path, ['change-key']);
    expect(again.code, `${at}: ${again.err}`).toBe(0);
  }
  expect(codesIn(look(path)), `${at}`).toEqual(['old-key-kept']);
  const file = join(path, 'mooring.db');
  const store = await openSqlite({ file, key: readKeyFile(join(path, 'key')), lock: true });
  for (const name of names) {
    const kept = await store.load(store.idOf(`terminal:${name}`));
    expect(kept?.kind === 'member' && kept.settings.name, `${at}`).toBe(wordOf(name));
  }
  await store.close();
  expect(readdirSync(path)).not.toContain('key.new');
  for (const bytes of [file, `${file}-wal`].filter(existsSync).map((one) => readFileSync(one)))
    for (const piece of sealed) expect(bytes.includes(piece), `${at}`).toBe(false);
  return first.code !== 0;
}

test('a change of the key that is killed anywhere is finished by the next, and leaves nothing the old key opens', async () => {
  using house = await livedIn({ crashed: false });
  const step = count({ ci: 4, full: 1 });
  let at = 1;
  while (await broken(house, at)) at += step;
  say(`change-key killed at ${Math.ceil(at / step)} places of about ${at}`);
  expect(at).toBeGreaterThan(10);
});
