import { expect, test } from 'vitest';
import { expressionsOver } from '#flow/expression.ts';

const told = (source: string): string => {
  const found = expressionsOver({ day: 'text' }).read(source);
  return 'message' in found ? found.message : '';
};

test.each([
  ["weekday == 'mnoday'", /never `'mnoday'`; did you mean `monday`/],
  ["weekday in ['monday', 'freitag']", /never `'freitag'`/],
  ["'wekly' != member.rhythm", /did you mean `weekly`/],
  ["member.intensity >= '1'", /is a number.*take the inner quotes off/],
])('%s can never be, and says so', (source, words) => {
  expect(told(source)).toMatch(words);
});

test.each([
  "weekday == 'monday'",
  "weekday in ['saturday', 'sunday']",
  "member.rhythm == 'none'",
  'member.intensity >= 1',
  'weekday == day',
  "day == 'mnoday'",
])('%s can be', (source) => {
  expect(told(source)).toBe('');
});
