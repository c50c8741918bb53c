import { describe, expect, test } from 'vitest';
import { format } from '#conversation/body/conversation-in.ts';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import { meetMember } from '#engine/meet.ts';
import type { Store } from '#store/store.ts';
import { run } from '../command/run.ts';
import { newFolder, openIn, testKey } from '../store/folder.ts';
import { companionIn, writeFlows } from '../support/companion.ts';

const noon = Date.UTC(2026, 2, 2, 12);

const flow = `title: Small
about: Nothing much.
kind: exercise
locale: en
topics: [test]
intensity: 0
data: { one: text }
steps:
  - id: one
    ask: What is it?
    input: text
    save: one
  - id: end
    say: It is {one}.
`;

/** Writes a conversation as a later Mooring would: its number is higher, and it holds something unheard of. */
async function writtenLater(store: Store, id: ConversationId): Promise<void> {
  const later = { ...meetMember(id, null), version: 1, format: format + 1, unheardOf: true };
  const committed = await store.commit({
    cause: 'later' as CauseId,
    at: noon,
    was: null,
    conversation: later,
    nextWake: null,
    deliveries: [],
    record: [],
    retract: [],
    cancel: [],
  });
  expect(committed).toBe('committed');
}

describe('a conversation a later Mooring wrote', () => {
  test('is answered with the honest sentence, or with lines, and is left as it is', async () => {
    using folder = newFolder();
    writeFlows(folder.path, { two: flow });
    await using here = await companionIn(folder.path, noon);
    await writtenLater(here.store, here.member);
    const says = async (text: string): Promise<string> => {
      const said = here.say(text);
      for (let second = 0; second < 30; second += 1) await here.clock.advance(1_000);
      return said;
    };
    expect(await says('hello')).toBe('broken');
    expect(await says('I want to kill myself')).toBe('help');
    await expect(here.store.load(here.member)).rejects.toMatchObject({ reason: 'newer' });
    expect(await here.store.heard('later' as CauseId)).toBe(true);
  });

  test('is told of by doctor', { timeout: 60_000 }, async () => {
    using folder = newFolder();
    const file = `${folder.path}/mooring.db`;
    {
      const store = await openIn(folder.path, { file });
      await writtenLater(store, store.idOf('room:me'));
      await store.close();
    }
    const env = { MOORING_DATA: folder.path, MOORING_KEY: testKey.toString('base64') };
    const told = await run(['doctor', '--json'], { env });
    expect(told.code).toBe(1);
    expect(told.out).toContain('rows-newer');
  });
});
