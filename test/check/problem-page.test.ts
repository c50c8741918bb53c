import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemCodes } from '#conversation/problem-codes.ts';
import { problemPage, problemPagePath } from '../support/problem-page.ts';
import { read, root } from '../support/repository.ts';

if (process.env['UPDATE'] === '1') writeFileSync(join(root, problemPagePath), problemPage());

test('the page of all kinds of problems is what the code makes of it; `npm run problems` writes it anew', () => {
  expect(read(problemPagePath)).toBe(problemPage());
});

test('every kind of problem has an entry that says in a sentence what it means', () => {
  const page = read(problemPagePath);
  for (const [code, means] of Object.entries(problemCodes)) {
    expect(page.split(`\n## \`${code}\`\n`)).toHaveLength(2);
    expect(means).toMatch(/^[A-Z`].{15,300}\.$/);
  }
});
