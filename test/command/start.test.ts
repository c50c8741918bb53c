import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { talk } from './talk.ts';

const folder = mkdtempSync(join(tmpdir(), 'mooring-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is asked just above a choice, whichever wording it has. */
function paragraphBefore(said: string, choice: string): string {
  const above = said.slice(0, said.indexOf(choice)).trim();
  return (above.split('\n\n').at(-1) ?? '').replaceAll(/\s+/g, ' ');
}

describe('the companion in the terminal', () => {
  test('goes on exactly where it was after kill -9', { timeout: 90_000 }, async () => {
    const first = talk(folder);
    await first.heard(/not a person.*1 Begin/i);
    await first.type('/ground-54321', /1 Begin/);
    const question = paragraphBefore(first.said(), '1  Begin');
    await first.kill();
    const second = talk(folder);
    await second.heard(/1 Begin/);
    expect(second.said()).toMatch(/Where we were/);
    expect(paragraphBefore(second.said(), '1  Begin')).toBe(question);
    expect(await second.end()).toBe(0);
  });
});
