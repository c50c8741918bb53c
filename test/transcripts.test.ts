import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { read, root } from './support/repository.ts';
import { readTwice, replay, subjectOf, transcriptFiles } from './support/transcripts.ts';

const libraries = await readTwice();
const updating = process.env['UPDATE'] !== undefined;

describe('every transcript', () => {
  test.each(transcriptFiles())('%s reads as it was reviewed', (path) => {
    const { text, refused } = replay(path, libraries);
    if (updating) writeFileSync(join(root, path), text);
    expect(refused).toBe('');
    expect(text).toBe(read(path));
  });

  test.each(transcriptFiles())('%s is played in the language of its name', (path) => {
    const { flow, locale } = subjectOf(path);
    expect(libraries[0].flow(flow)?.flow.id).toBe(flow);
    expect(/^locale: (\S+)$/m.exec(read(path))?.[1] ?? 'en').toBe(locale);
  });
});
