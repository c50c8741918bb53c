import { expect, test } from 'vitest';
import { problemsOf } from '../support/broken.ts';

const head = 'title: Sample\nabout: A flow.\nkind: exercise\nlocale: en\nsteps:\n';

function told(keys: string): readonly (readonly [string, string])[] {
  const text = `${head}  - { plan: tea, key: tea, ${keys} }\n`;
  const row = text.split('\n')[5] as string;
  return problemsOf({ 'flows/sample.yaml': text }).map(({ code, at }) => [
    code,
    /^[a-z]+/.exec(row.slice(at.column - 1))?.[0] ?? '',
  ]);
}

const weekly = "every: week, at: '09:00'";

test.each([
  ["every: day, at: '09:00', on: monday", 'odd-plan', 'on'],
  ['after: 1d, before: 1d', 'odd-plan', 'before'],
  ["date: '2026-12-24', after: 1d, before: 1d", 'odd-plan', 'before'],
  ["date: '2026-12-24', after: 36h", 'odd-plan', 'after'],
  ["date: '2026-12-24', before: 1h", 'odd-plan', 'before'],
  ['after: 1d, times: 2', 'odd-plan', 'times'],
  ["after: 1d, until: '2026-12-24'", 'odd-plan', 'until'],
  [`${weekly}, late: 2h 1m`, 'odd-plan', 'late'],
  ['after: 1d, late: 25h', 'odd-plan', 'late'],
  [`${weekly}, on: mondey`, 'unknown-value', 'mondey'],
  [`${weekly}, on: days`, 'expression', 'days'],
  [`${weekly}, on: hour`, 'expression-type', 'hour'],
  [`${weekly}, date: '2026-12-24'`, 'no-rhythm', ''],
  [`${weekly}, after: 1d`, 'no-rhythm', ''],
  ['every: week', 'no-rhythm', ''],
])('a plan with `%s` is told where it cannot be kept', (keys, code, key) => {
  expect(told(keys)).toEqual([[code, key]]);
});

test.each([
  [`${weekly}, on: [monday, friday], times: 365, until: '2026-12-24', late: 2h, busy: skip`],
  ["date: '2026-12-24', before: 2d, at: '18:00', late: 24h"],
  ["date: '2026-12-24', after: 1d"],
  ['after: 1d, late: skip'],
])('a plan with `%s` is in order', (keys) => {
  expect(told(keys)).toEqual([]);
});
