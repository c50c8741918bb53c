import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FlowId, RevisionHash } from '#conversation/id.ts';
import { newFolder } from '../store/folder.ts';
import { companionIn, writeFlows } from '../support/companion.ts';
import { edits } from '../support/edits.ts';
import { filesUnder, read } from '../support/repository.ts';
import { shippedFolder } from '../support/shipped-folder.ts';

const noon = Date.UTC(2026, 2, 2, 12);

/** A flow of two questions and an end, in the words of one edition. */
function edition(name: string, extra = ''): string {
  return `title: Two questions
about: What an edit does to a person in the middle.
kind: exercise
locale: en
topics: [test]
intensity: 0
data: { one: text, two: text }
steps:
  - id: one
    ask: First question of the ${name} edition?
    input: text
    save: one
${extra}  - id: two
    ask: Second question of the ${name} edition?
    input: text
    save: two
  - id: end
    say: That was the ${name} edition.
`;
}

describe('a flow that is edited while somebody is in it', () => {
  test('is finished as it was begun, over a restart, and begun as it is now', async () => {
    using folder = newFolder();
    writeFlows(folder.path, { two: edition('old') });
    {
      await using before = await companionIn(folder.path, noon);
      expect(await before.ask('two')).toContain('First question of the old edition?');
    }
    writeFlows(folder.path, {
      two: edition('new', '  - id: between\n    say: A step that is new.\n'),
    });
    await using after = await companionIn(folder.path, noon + 60_000);
    expect(await after.say('an answer')).toContain('Second question of the old edition?');
    expect(await after.say('another')).toContain('That was the old edition.');
    expect(await after.ask('two')).toContain('First question of the new edition?');
    expect(await after.say('an answer')).toContain('A step that is new.');
  });

  test('is finished even if its file is gone', async () => {
    using folder = newFolder();
    writeFlows(folder.path, { two: edition('old'), other: edition('other') });
    {
      await using before = await companionIn(folder.path, noon);
      await before.ask('two');
    }
    rmSync(join(folder.path, 'flows/two.yaml'));
    await using after = await companionIn(folder.path, noon + 60_000);
    expect(await after.say('an answer')).toContain('Second question of the old edition?');
  });
});

describe('the shipped flows, edited over a restart', () => {
  const texts = new Map(
    filesUnder('flows').map((path) => [path.slice('flows/'.length, -'.yaml'.length), read(path)]),
  );
  const withWords = (flow: string, step: string): Readonly<Record<string, string>> => {
    const text = edits['new words']?.(texts.get(flow) ?? '', step);
    if (text == null) throw new Error(`${flow} has no step ${step}`);
    return { ...Object.fromEntries(texts), [flow]: text };
  };

  test('are finished as they were begun, but the crisis reply says what it says now', async () => {
    using folder = newFolder();
    writeFlows(folder.path, Object.fromEntries(texts));
    {
      await using here = await companionIn(folder.path, noon);
      expect(await here.ask('ground-54321')).toContain('Shall we begin?');
    }
    writeFlows(folder.path, withWords('ground-54321', 'way'));
    {
      await using here = await companionIn(folder.path, noon + 60_000);
      expect(await here.say('say that again')).toContain('Shall we begin?');
      await here.say('I want to kill myself');
    }
    writeFlows(folder.path, withWords('crisis-reply', 'near'));
    await using here = await companionIn(folder.path, noon + 120_000);
    expect(await here.say('say that again')).toContain('Words of the new edition.');
    expect(await here.say('1')).not.toContain('Words of the new edition.');
  });
});

describe('a flow that another one runs and that is edited meanwhile', () => {
  const runs = `title: Runs
about: Runs another flow.
kind: exercise
locale: en
topics: [test]
intensity: 0
data: { last: text }
steps:
  - run: two
  - id: last
    ask: And the last one?
    input: text
    save: last
`;

  test('is gone back into as it was, over a restart', async () => {
    using folder = newFolder();
    writeFlows(folder.path, { runs, two: edition('old') });
    {
      await using before = await companionIn(folder.path, noon);
      await before.ask('runs');
      await before.say('an answer');
      expect(await before.say('another')).toContain('And the last one?');
    }
    writeFlows(folder.path, { runs, two: edition('new', '  - id: between\n    say: New.\n') });
    await using after = await companionIn(folder.path, noon + 60_000);
    expect(await after.say('back')).toContain('Second question of the old edition?');
    expect(await after.say('back')).toContain('First question of the old edition?');
  });
});

describe('a revision that was kept', () => {
  const hash = 'of-an-earlier-reader' as RevisionHash;

  test('is taken as it was kept, though a later Mooring reads more out of it', async () => {
    const folder = await shippedFolder();
    await folder.pin(hash, 'two' as FlowId, edition('old'));
    expect(folder.library?.revision(hash)?.flow.steps).toHaveProperty('two');
  });

  test.each([
    ['does not read', 'title: Nothing'],
    [
      'holds an expression that does not read',
      edition('old', '  - set: { one: "no( such" }\n    id: wrong\n'),
    ],
  ])('and that %s counts as nowhere', async (_, source) => {
    const folder = await shippedFolder();
    await Promise.resolve(folder.pin(hash, 'two' as FlowId, source)).catch(() => {});
    expect(folder.library?.revision(hash)).toBeNull();
  });
});

describe('a flow that asks about the journal', () => {
  const counting = `title: Counting
about: Looks at what was kept.
kind: exercise
locale: en
topics: [test]
intensity: 0
data: { note: text }
steps:
  - branch:
      - when: count('jotting') >= 2.0
        do:
          - id: enough
            say: There are two or more.
          - end: enough
  - id: note
    ask: What shall be kept?
    input: text
    save: note
  - record: jotting
    values: { note: note }
    keep: 30d
  - id: kept
    say: It is kept.
`;

  const agreeing = `title: Agreeing
about: Allows answers to be kept.
kind: system
locale: en
topics: [test]
intensity: 0
steps:
  - act: consent
    with: { keep: "true" }
  - id: agreed
    say: You agreed.
`;

  test('decides by what was really recorded, over restarts', async () => {
    using folder = newFolder();
    writeFlows(folder.path, { counting, agreeing });
    {
      await using here = await companionIn(folder.path, noon);
      expect(await here.ask('agreeing')).toContain('You agreed.');
    }
    for (const word of ['first', 'second']) {
      await using here = await companionIn(folder.path, noon);
      expect(await here.ask('counting')).toContain('What shall be kept?');
      expect(await here.say(word)).toContain('It is kept.');
    }
    await using here = await companionIn(folder.path, noon);
    expect(await here.ask('counting')).toContain('There are two or more.');
    expect((await here.store.entries(here.member)).map((entry) => entry.kind)).toEqual([
      'jotting',
      'jotting',
    ]);
  });
});
