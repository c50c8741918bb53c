import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ailments } from '#command/ailments.ts';
import { openSqlite } from '#store/sqlite/open-sqlite.ts';
import { member, turn } from '../store/samples.ts';
import { read } from '../support/repository.ts';
import { damages } from './damages.ts';
import { codesIn, look } from './look.ts';
import { copyOf, houseKey, livedIn, names, printOf, wordOf, type LivedIn } from './lived-in.ts';

let calm: LivedIn;
let crashed: LivedIn;
beforeAll(async () => {
  calm = await livedIn({ crashed: false });
  crashed = await livedIn({ crashed: true });
});
afterAll(() => {
  calm[Symbol.dispose]();
  crashed[Symbol.dispose]();
});

describe('doctor', () => {
  test.each(damages)('of $name finds $finds, says what to do, and changes nothing', (damage) => {
    using harmed = copyOf(damage.crashed === true ? crashed : calm);
    damage.harm(harmed.path);
    const before = printOf(harmed.path);
    const found = look(harmed.path);
    expect(codesIn(found)).toEqual(damage.finds);
    expect(found.code).toBe(damage.finds.some((code) => ailments[code as never]['grave']) ? 1 : 0);
    for (const code of damage.finds) expect(found.words).toContain(`(${code})`);
    expect(found.words.split('Next: ')).toHaveLength(damage.finds.length + 1);
    for (const name of names) expect(found.words).not.toContain(wordOf(name));
    expect(printOf(harmed.path)).toEqual(before);
    expect(() => look(harmed.path, true)).not.toThrow();
    expect(printOf(harmed.path)).toEqual(before);
  });

  test('works beside a running companion, and names its process', async () => {
    using harmed = copyOf(calm);
    const store = await openSqlite({
      file: join(harmed.path, 'mooring.db'),
      key: houseKey,
      lock: true,
    });
    const found = look(harmed.path);
    expect(found.code).toBe(0);
    expect(found.facts['running']).toBe(process.pid);
    await store.close();
    expect(look(harmed.path).facts['running']).toBeNull();
  });

  test('tells what a running companion is more than an hour late with, and of nothing it waits for', async () => {
    using harmed = copyOf(calm);
    const file = join(harmed.path, 'mooring.db');
    const store = await openSqlite({ file, key: houseKey, lock: true });
    const now = Temporal.Now.instant().epochMilliseconds;
    const rung = async (name: string, was: number, nextWake: number): Promise<void> => {
      const conversation = member(store.idOf(`terminal:${name}`), was + 1, wordOf(name));
      await store.commit(turn(`${name} ${was}`, { at: now, was, conversation, nextWake }));
    };
    await rung('guest1', 1, now - 1_800_000);
    expect(codesIn(look(harmed.path))).toEqual([]);
    await rung('guest2', 1, now - 7_200_000);
    expect(codesIn(look(harmed.path))).toEqual(['late']);
    await store.close();
    expect(codesIn(look(harmed.path))).toEqual([]);
  });

  test('says so where another process keeps the store to itself', { timeout: 30_000 }, () => {
    using harmed = copyOf(calm);
    using other = new DatabaseSync(join(harmed.path, 'mooring.db'));
    other.exec('pragma locking_mode = exclusive; begin immediate; pragma user_version = 1; commit');
    const found = look(harmed.path);
    expect(codesIn(found)).toEqual(['store-busy']);
    expect(found.code).toBe(1);
  });

  test('tells how many rows and people are harmed, and never who', () => {
    using harmed = copyOf(calm);
    damages.find(({ name }) => name === 'a bit in what somebody said')?.harm(harmed.path);
    const found = look(harmed.path);
    expect(found.words).toMatch(/do not open: 1, of 1 people/);
    for (const id of calm.ids.values()) expect(JSON.stringify(found)).not.toContain(id);
  });
});

describe('docs/operating.md', () => {
  const page = read('docs/operating.md');
  const sections = new Map(
    page
      .split(/^### /m)
      .slice(1)
      .map((text) => [/^`([\w-]+)`/.exec(text)?.[1] ?? '', text] as const),
  );

  test('explains every finding of doctor, and no other', () => {
    expect([...sections.keys()].toSorted()).toEqual(Object.keys(ailments).toSorted());
  });

  test.each(Object.keys(ailments))('names the same commands as doctor for %s', (code) => {
    const { next } = ailments[code as keyof typeof ailments];
    const commands = next.match(/npx mooring [a-z-]+/g) ?? [];
    for (const command of commands) expect(sections.get(code)).toContain(command);
  });
});
