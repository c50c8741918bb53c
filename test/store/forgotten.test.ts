import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ConversationId } from '#conversation/id.ts';
import { changeKey } from '#store/sqlite/change-key.ts';
import { restore } from '#store/sqlite/restore.ts';
import type { Store } from '#store/store.ts';
import { newFolder, openIn, testKey } from './folder.ts';
import { delivery, entry, member, start, turn } from './samples.ts';

/** What happens to a store, at random: `who` is one of four people, `which` one of the backups so far. */
const acts = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('talk' as const), who: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('forget' as const), who: fc.nat(3) }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('backup' as const) }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('restore' as const), which: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('change-key' as const) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('restart' as const) }) },
  ),
  { minLength: 4, maxLength: 24 },
);

/** A person as we expect them: `life` counts how often they came. */
interface Person {
  readonly life: number;
  readonly version: number;
}

interface Backup {
  readonly file: string;
  readonly key: Uint8Array;
  readonly people: ReadonlyMap<number, Person>;
}

const wordOf = (who: number, { life, version }: Person): string =>
  `${who} in life ${life} said ${version}`;

/** Bodies as they rest in a backup, by conversation. */
function sealedIn(file: string): ReadonlyMap<string, Buffer> {
  using db = new DatabaseSync(file, { readOnly: true });
  const rows = db.prepare('select id, body from conversation').all();
  return new Map(rows.map(({ id, body }) => [String(id), Buffer.from(body as Uint8Array)]));
}

test('whoever was forgotten never comes back, and everybody else is whole, whatever is put back and under whatever key', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (history) => {
      using folder = newFolder();
      const file = join(folder.path, 'mooring.sqlite');
      let key: Uint8Array = testKey;
      let keys = 0;
      const open = () => openIn(folder.path, { key, synchronous: 'off' });
      let store = await open();
      let people = new Map<number, Person>();
      const lives = new Map<number, number>();
      const forgotten = new Set<string>();
      const backups: Backup[] = [];
      let step = 0;

      for (const one of history) {
        step += 1;
        if (one.act === 'talk') await talk(one.who);
        else if (one.act === 'forget') await forget(one.who);
        else if (one.act === 'backup') await back();
        else if (one.act === 'restart') await again(() => {});
        else if (one.act === 'change-key') await again(newKey);
        else await again(() => putBack(one.which));
        await look(store);
      }
      await store.close();

      async function talk(who: number): Promise<void> {
        const id = store.idOf(`terminal:${who}`);
        const known = people.get(who);
        const life = known?.life ?? (lives.get(who) ?? 0) + 1;
        lives.set(who, Math.max(lives.get(who) ?? 0, life));
        const now = { life, version: (known?.version ?? 0) + 1 };
        people.set(who, now);
        const said = turn(`${who} ${step}`, {
          was: known?.version ?? null,
          conversation: member(id, now.version, wordOf(who, now)),
          deliveries: [delivery(`${who} ${step}`, id)],
          record: [entry('said', { values: { text: wordOf(who, now) } })],
        });
        expect(await store.commit(said)).toBe('committed');
      }

      async function forget(who: number): Promise<void> {
        const known = people.get(who);
        if (known === undefined) return;
        const of = store.idOf(`terminal:${who}`);
        await store.commit(turn(`forget ${step}`, { was: known.version, of }));
        people.delete(who);
        forgotten.add(`${who} ${known.life}`);
      }

      async function back(): Promise<void> {
        const to = join(folder.path, `backup ${step}`);
        await store.backup(to);
        backups.push({ file: to, key, people: new Map(people) });
      }

      async function again(between: () => void): Promise<void> {
        await store.close();
        between();
        store = await open();
      }

      function newKey(): void {
        const fresh = Buffer.alloc(32, 100 + (keys += 1));
        changeKey({ file, key, newKey: fresh, now: () => start });
        key = fresh;
      }

      function putBack(which: number): void {
        const chosen = backups[which % Math.max(1, backups.length)];
        if (chosen === undefined) return;
        key = chosen.key;
        restore({ backup: chosen.file, file, key, replace: true, now: () => start });
        people = new Map(
          [...chosen.people].filter(([who, { life }]) => !forgotten.has(`${who} ${life}`)),
        );
        const sealed = sealedIn(chosen.file);
        const bytes = readFileSync(file);
        for (const who of chosen.people.keys()) {
          const body = sealed.get(store.idOf(`terminal:${who}`));
          expect(bytes.includes((body as Buffer).subarray(13, 45))).toBe(people.has(who));
        }
      }

      async function look(at: Store): Promise<void> {
        const known: ConversationId[] = [];
        for (const who of [0, 1, 2, 3]) {
          const id = at.idOf(`terminal:${who}`);
          const person = people.get(who);
          const word = person === undefined ? null : wordOf(who, person);
          if (person !== undefined) known.push(id);
          const kept = await at.load(id);
          expect(kept?.kind === 'member' ? kept.settings.name : null).toBe(word);
          expect((await at.entries(id)).map(({ values }) => values['text'])).toEqual(
            word === null ? [] : [word],
          );
          if (word === null) expect(await at.weigh(id)).toMatchObject({ entries: 0, keys: 0 });
        }
        expect((await at.conversations()).toSorted()).toEqual(known.toSorted());
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
