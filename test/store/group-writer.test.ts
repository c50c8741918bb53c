import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { groupWriter } from '#store/sqlite/group-writer.ts';

function notes() {
  const db = new DatabaseSync(':memory:');
  db.exec('create table note (text text primary key) strict');
  const insert = db.prepare('insert into note (text) values (?)');
  const count = { commits: 0, undone: 0 };
  const writer = groupWriter(db, 'notes', {
    before: () => {},
    after: () => {
      count.commits += 1;
    },
    undone: () => {
      count.undone += 1;
    },
  });
  const put = (text: string) => writer.write(() => insert.run(text).changes);
  const all = () =>
    db
      .prepare('select text from note order by text')
      .all()
      .map((row) => row['text']);
  return { count, writer, put, all };
}

test('what is asked for in one turn of the event loop shares one commit', async () => {
  const { count, put, all } = notes();
  await Promise.all([put('a'), put('b'), Promise.resolve().then(() => put('c'))]);
  expect(count.commits).toBe(1);
  await put('d');
  expect(count.commits).toBe(2);
  expect(all()).toEqual(['a', 'b', 'c', 'd']);
});

test('nothing is written before its group is, and flushing writes it at once', async () => {
  const { writer, put, all } = notes();
  const asked = put('a');
  expect(all()).toEqual([]);
  writer.flush();
  expect(all()).toEqual(['a']);
  await asked;
});

test('one that fails is undone alone; its group is kept', async () => {
  const { count, put, all } = notes();
  const outcomes = await Promise.allSettled([put('a'), put('a'), put('b')]);
  expect(outcomes.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(count).toEqual({ commits: 2, undone: 2 });
  expect(all()).toEqual(['a', 'b']);
});
