import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  CauseId,
  ConversationId,
  DeliveryId,
  FlowId,
  RevisionHash,
} from '#conversation/id.ts';
import type { Store } from '#store/store.ts';
import { delivery, entry, member, saying, session, start, turn } from './store/samples.ts';

/** An empty store under test. */
export interface Tested {
  /** The store; `restart` closes it as a crash would find it and opens it anew. */
  readonly store: () => Store;
  restart(): Promise<void>;
  /** Lets go of everything. */
  end(): Promise<void>;
}

const hour = 3_600_000;

/** What every store promises, whatever it is made of. */
export function storeContract(name: string, open: () => Promise<Tested>): void {
  describe(`the store ${name}`, () => {
    let tested: Tested;
    let store: Store;
    let ada: ConversationId;
    let bo: ConversationId;
    beforeEach(async () => {
      tested = await open();
      store = tested.store();
      ada = store.idOf('terminal:ada');
      bo = store.idOf('terminal:bo');
    });
    afterEach(() => tested.end());

    const restart = async (): Promise<void> => {
      await tested.restart();
      store = tested.store();
    };
    const meet = (id: ConversationId, ...said: readonly ReturnType<typeof delivery>[]) =>
      store.commit(turn(`meet ${id}`, { conversation: member(id, 1), deliveries: said }));
    const ready = async (at = start): Promise<readonly string[]> =>
      (await store.undelivered(at, 100)).map((each) => each.id);
    const send = async (...ids: readonly string[]): Promise<readonly string[]> =>
      store.sending(ids as readonly DeliveryId[], start);
    const settle = (
      id: string,
      state: 'sent' | 'dead' | 'pending' | 'unknown',
      notBefore?: number,
    ) => store.settle(id as DeliveryId, state, notBefore ?? null);

    describe('turns', () => {
      test('a conversation comes back as it was committed, after a restart too', async () => {
        expect(await store.load(ada)).toBeNull();
        const met = { ...member(ada, 1, 'José 🌧'), sessions: [session('welcome', 'r1')] };
        expect(await store.commit(turn('a', { conversation: met }))).toBe('committed');
        expect(await store.load(ada)).toEqual(met);
        expect(await store.load(bo)).toBeNull();
        await restart();
        expect(await store.load(ada)).toEqual(met);
        const next = member(ada, 2, 'better');
        expect(await store.commit(turn('b', { was: 1, conversation: next }))).toBe('committed');
        await restart();
        expect(await store.load(ada)).toEqual(next);
        expect(await store.conversations()).toEqual([ada]);
      });

      test('a cause is heard once, and hearing it again changes nothing', async () => {
        await meet(ada);
        expect(await store.heard('twice' as CauseId)).toBe(false);
        const again = turn('twice', {
          was: 1,
          conversation: member(ada, 2),
          deliveries: [delivery('d1', ada)],
        });
        expect(await store.commit(again)).toBe('committed');
        await restart();
        expect(await store.heard('twice' as CauseId)).toBe(true);
        const changed = {
          ...again,
          was: 2,
          conversation: member(ada, 3),
          deliveries: [delivery('d2', ada)],
        };
        expect(await store.commit(changed)).toBe('duplicate');
        expect(await store.commit(again)).toBe('duplicate');
        expect((await store.load(ada))?.version).toBe(2);
        expect(await ready()).toEqual(['d1']);
      });

      test('a turn decided on a stale conversation is refused whole, and may be decided again', async () => {
        await meet(ada);
        const said = { deliveries: [delivery('d1', ada)], record: [entry('e1')] };
        const stale = turn('late', { ...said, was: 4, conversation: member(ada, 5) });
        expect(await store.commit(stale)).toBe('conflict');
        const blind = turn('late', { ...said, was: null, conversation: member(ada, 1, 'other') });
        expect(await store.commit(blind)).toBe('conflict');
        const gone = turn('late', { ...said, was: 1, conversation: member(bo, 2) });
        expect(await store.commit({ ...gone, deliveries: [] })).toBe('conflict');
        expect(await store.commit(turn('late', { was: 7, of: ada }))).toBe('conflict');
        expect(await store.heard('late' as CauseId)).toBe(false);
        expect(await store.load(ada)).toEqual(member(ada, 1));
        expect(await ready()).toEqual([]);
        expect(await store.entries(ada)).toEqual([]);
        expect(await store.commit({ ...stale, was: 1 })).toBe('committed');
      });

      test('turns that arrive together are decided one by one', async () => {
        await meet(ada);
        const outcomes = await Promise.all([
          store.commit(turn('1', { was: 1, conversation: member(ada, 2) })),
          store.commit(turn('1', { was: 1, conversation: member(ada, 2) })),
          store.commit(turn('2', { was: 1, conversation: member(ada, 2) })),
          store.commit(turn('3', { was: 2, conversation: member(ada, 3, 'last') })),
          store.commit(turn('4', { conversation: member(bo, 1) })),
        ]);
        expect(outcomes).toEqual(['committed', 'duplicate', 'conflict', 'committed', 'committed']);
        await restart();
        expect(await store.load(ada)).toEqual(member(ada, 3, 'last'));
        expect(await store.load(bo)).toEqual(member(bo, 1));
      });

      test('a turn that is our bug fails alone, and whole', async () => {
        await meet(ada, delivery('taken', ada));
        const outcomes = await Promise.allSettled([
          store.commit(turn('1', { conversation: member(bo, 1) })),
          store.commit(
            turn('2', {
              was: 1,
              conversation: member(ada, 2),
              record: [entry('e')],
              deliveries: [delivery('new', ada), delivery('taken', ada)],
            }),
          ),
          store.commit(turn('3', { was: 1, conversation: member(bo, 2) })),
          store.commit(turn('4', { was: 1, conversation: member(ada, 1) })),
          store.commit(
            turn('5', {
              was: 1,
              conversation: member(ada, 2),
              deliveries: [delivery('x', bo)],
            }),
          ),
        ]);
        expect(outcomes.map((each) => each.status)).toEqual([
          'fulfilled',
          'rejected',
          'fulfilled',
          'rejected',
          'rejected',
        ]);
        expect((await store.load(bo))?.version).toBe(2);
        expect((await store.load(ada))?.version).toBe(1);
        expect(await store.heard('2' as CauseId)).toBe(false);
        expect(await store.entries(ada)).toEqual([]);
        expect(await ready()).toEqual(['taken']);
        const next = turn('6', {
          was: 1,
          conversation: member(ada, 2),
          deliveries: [delivery('new', ada)],
        });
        expect(await store.commit(next)).toBe('committed');
      });

      test('a reader sees what is committed, and nothing before', async () => {
        await meet(ada);
        const pending = store.commit(turn('b', { was: 1, conversation: member(ada, 2) }));
        expect((await store.load(ada))?.version).toBe(1);
        await pending;
        expect((await store.load(ada))?.version).toBe(2);
      });

      test('failures of a cause are counted, across restarts', async () => {
        expect(await store.failed('bad' as CauseId, ada, start)).toBe(1);
        expect(await store.failed('bad' as CauseId, ada, start)).toBe(2);
        expect(await store.failed('worse' as CauseId, ada, start)).toBe(1);
        await restart();
        expect((await store.health()).quarantined).toBe(0);
        expect(await store.failed('bad' as CauseId, ada, start)).toBe(3);
        expect((await store.health()).quarantined).toBe(1);
      });

      test('who lives in a flow is known, with the revision they are pinned to', async () => {
        const lives = (flow: string, limit = 10) => store.live(flow as FlowId, limit);
        const at = (version: number, ...flows: readonly string[]) => ({
          ...member(ada, version),
          sessions: flows.map((flow) => session(flow, `${flow}@${version}`)),
        });
        const go = (was: number | null, ...flows: readonly string[]) =>
          store.commit(turn(`${was}`, { was, conversation: at((was ?? 0) + 1, ...flows) }));
        await go(null, 'menu', 'lesson');
        const here = (revision: string) => [{ conversation: ada, revision }];
        expect(await lives('menu')).toEqual(here('menu@1'));
        expect(await lives('lesson')).toEqual(here('lesson@1'));
        await go(1, 'menu');
        expect(await lives('menu')).toEqual(here('menu@2'));
        expect(await lives('lesson')).toEqual([]);
        await restart();
        await go(2, 'menu', 'menu');
        expect(await lives('menu')).toEqual(here('menu@3'));
        await store.commit(
          turn('bo', { conversation: { ...member(bo, 1), sessions: [session('menu', 'x')] } }),
        );
        expect(await lives('menu')).toHaveLength(2);
        expect(await lives('menu', 1)).toHaveLength(1);
        await go(3);
        expect(await lives('menu')).toEqual([{ conversation: bo, revision: 'x' }]);
      });
    });

    describe('outbox', () => {
      test('a delivery comes back as it was committed, one at a time and in order', async () => {
        const first = delivery('d1', ada, {
          report: true,
          expiresAt: start + hour,
          createdAt: start - 5,
          payload: saying('How heavy is today?', 'channel 1'),
        });
        const news = delivery('d2', ada, {
          payload: {
            type: 'news',
            to: bo,
            news: { type: 'reported', member: ada, name: null, words: 'help' },
          },
        });
        await meet(ada, first, news);
        await meet(bo, delivery('d3', bo));
        await restart();
        const [one, ...others] = await store.undelivered(start, 100);
        expect(one).toEqual({ ...first, seq: expect.any(Number) });
        expect(others.map((each) => each.id)).toEqual(['d3']);
        expect(await store.undelivered(start, 1)).toHaveLength(1);
        const inHand = new Set([first.id]);
        expect(await store.undelivered(start, 100, inHand)).toEqual(others);
        expect(await store.undelivered(start, 1, inHand)).toEqual([]);
        expect(await send('d1')).toEqual(['d1']);
        expect(await ready()).toEqual(['d3']);
        await settle('d1', 'sent');
        const [two] = await store.undelivered(start, 100);
        expect(two).toEqual({ ...news, seq: expect.any(Number) });
        expect(two!.seq).toBeGreaterThan(one!.seq);
      });

      test('only what is open is given out to be sent, and each once', async () => {
        await meet(ada, delivery('d1', ada), delivery('d2', ada));
        expect(await Promise.all([send('d1', 'nobody'), send('d1')])).toEqual([['d1'], []]);
        await settle('d1', 'sent');
        await settle('d1', 'pending');
        expect(await send('d1')).toEqual([]);
        expect(await ready()).toEqual(['d2']);
      });

      test('after a crash its row tells when it was tried', async () => {
        await meet(ada, delivery('d1', ada));
        await store.sending(['d1' as DeliveryId], start + hour);
        await restart();
        await store.recover();
        const [lost] = await store.undelivered(start + hour, 10);
        expect(lost).toMatchObject({ id: 'd1', state: 'unknown', notBefore: start + hour });
      });

      test('a retry waits for its instant, holds its lane, and counts', async () => {
        await meet(ada, delivery('d1', ada), delivery('d2', ada));
        await meet(bo, delivery('d3', bo));
        await send('d1');
        await settle('d1', 'pending', start + hour);
        expect(await ready()).toEqual(['d3']);
        expect(await store.nextDue()).toBe(start);
        await send('d3');
        expect(await store.nextDue()).toBe(start + hour);
        await restart();
        expect(await ready(start + hour - 1)).toEqual([]);
        const [again] = await store.undelivered(start + hour, 10);
        expect(again).toMatchObject({ id: 'd1', attempts: 1, state: 'pending' });
        await send('d1');
        await settle('d1', 'dead');
        expect(await ready()).toEqual(['d2']);
      });

      test('what is unsolicited waits for morning and lets replies pass', async () => {
        await meet(
          ada,
          delivery('u1', ada, { class: 'unsolicited', notBefore: start + hour }),
          delivery('u2', ada, { class: 'unsolicited' }),
          delivery('r1', ada),
          delivery('r2', ada),
        );
        expect(await store.nextDue()).toBe(start);
        expect(await ready()).toEqual(['r1']);
        expect(await ready(start + hour)).toEqual(['u1']);
      });

      test('safety goes first, whatever else waits, retries or is on its way', async () => {
        await meet(bo, delivery('b1', bo));
        await meet(
          ada,
          delivery('a1', ada),
          delivery('s1', ada, { class: 'safety' }),
          delivery('s2', ada, { class: 'safety' }),
        );
        expect(await ready()).toEqual(['s1', 'b1']);
        await send('s1');
        expect(await ready()).toEqual(['s2', 'b1']);
        await settle('s1', 'pending', start + hour);
        expect(await ready()).toEqual(['s2', 'b1']);
        await send('s2');
        await settle('s2', 'sent');
        expect(await ready()).toEqual(['b1', 'a1']);
        await send('a1');
        expect(await ready(start + hour)).toEqual(['s1', 'b1']);
      });

      test('after a crash nobody knows whether it arrived', async () => {
        await meet(ada, delivery('d1', ada), delivery('d2', ada));
        await send('d1');
        await restart();
        expect(await ready()).toEqual([]);
        expect(await store.recover()).toBe(1);
        expect(await store.undelivered(start, 10)).toMatchObject([{ id: 'd1', state: 'unknown' }]);
        expect(await store.recover()).toBe(0);
        expect(await send('d1')).toEqual(['d1']);
        await settle('d1', 'unknown', start + hour);
        expect(await ready()).toEqual([]);
        expect(await ready(start + hour)).toEqual(['d1']);
      });

      test('after the clock was set back, what was put off too far may go, and nothing else', async () => {
        await meet(ada, delivery('a1', ada));
        await meet(bo, delivery('b1', bo));
        await send('a1');
        await settle('a1', 'unknown', start + hour);
        await settle('b1', 'pending', start + 10 * 60_000);
        expect(await store.hasten(start, hour)).toBe(0);
        expect(await store.hasten(start, 30 * 60_000)).toBe(1);
        expect(await ready()).toEqual(['a1']);
        expect(await store.hasten(start, 0)).toBe(1);
        expect(await ready()).toEqual(['a1', 'b1']);
        expect(await store.hasten(start, 0)).toBe(0);
      });

      test('stop and pause cancel what is pending, of their classes alone', async () => {
        await meet(
          ada,
          delivery('u', ada, { class: 'unsolicited' }),
          delivery('r', ada),
          delivery('s', ada, { class: 'safety' }),
        );
        await meet(bo, delivery('b', bo, { class: 'unsolicited' }));
        const stop = turn('stop', {
          was: 1,
          conversation: member(ada, 2),
          cancel: ['unsolicited', 'reply'],
          deliveries: [delivery('bye', ada)],
        });
        await store.commit(stop);
        expect(await ready()).toEqual(['s', 'b']);
        await send('s');
        await settle('s', 'sent');
        expect(await ready()).toEqual(['b', 'bye']);
      });

      test('stop and pause let what is on its way arrive, and expire before it is tried again', async () => {
        await meet(ada, delivery('r', ada), delivery('s', ada, { class: 'safety' }));
        await send('r', 's');
        const at = start + 5_000;
        await store.commit(
          turn('stop', { at, was: 1, conversation: member(ada, 2), cancel: ['reply'] }),
        );
        await restart();
        await settle('r', 'pending', at);
        await settle('s', 'pending', at);
        expect(await store.undelivered(at, 1)).toMatchObject([{ id: 's', expiresAt: null }]);
        await send('s');
        await settle('s', 'sent');
        expect(await store.undelivered(at, 1)).toMatchObject([{ id: 'r', expiresAt: at }]);
      });
    });

    describe('time', () => {
      test('the longest due wakes first; what is later, waits', async () => {
        expect(await store.next()).toBeNull();
        const wake = (id: ConversationId, was: number | null, nextWake: number | null) =>
          store.commit(
            turn(`${id} ${was}`, { was, conversation: member(id, (was ?? 0) + 1), nextWake }),
          );
        await wake(ada, null, start + 2 * hour);
        await wake(bo, null, start + hour);
        expect(await store.next()).toBe(start + hour);
        expect(await store.due(start, 10)).toEqual([]);
        expect(await store.due(start + hour, 10)).toEqual([{ conversation: bo, at: start + hour }]);
        const both = await store.due(start + 5 * hour, 10);
        expect(both.map((each) => each.conversation)).toEqual([bo, ada]);
        expect(await store.due(start + 5 * hour, 1)).toHaveLength(1);
        await restart();
        await wake(bo, 1, null);
        expect(await store.next()).toBe(start + 2 * hour);
      });
    });

    describe('journal', () => {
      test('entries come oldest first; the same key replaces, a retracted one is gone', async () => {
        const turns = [
          { record: [entry('b', { at: start + 2 }), entry('a', { at: start + 1 })] },
          { record: [entry('c', { at: start + 3, until: start + hour })] },
          { record: [entry('b', { at: start + 2, values: { mood: null, words: ['calm'] } })] },
          { retract: ['a', 'never was'] },
        ];
        for (const [was, changes] of turns.entries()) {
          const version = { was: was === 0 ? null : was, conversation: member(ada, was + 1) };
          await store.commit(turn(`t${was}`, { ...version, ...changes }));
        }
        await restart();
        expect(await store.entries(ada)).toEqual([
          entry('b', { at: start + 2, values: { mood: null, words: ['calm'] } }),
          entry('c', { at: start + 3, until: start + hour }),
        ]);
        expect(await store.entries(bo)).toEqual([]);
      });
    });

    describe('revisions', () => {
      test('a revision is kept once and found again', async () => {
        const hash = 'sha-1' as RevisionHash;
        expect(await store.source(hash)).toBeNull();
        await store.keep(hash, 'menu' as FlowId, 'flow: one');
        await store.keep(hash, 'menu' as FlowId, 'flow: two');
        await restart();
        expect({ ...(await store.source(hash)) }).toEqual({ flow: 'menu', source: 'flow: one' });
      });
    });

    describe('keys', () => {
      test('a person keeps their id for ever, and it tells nothing', async () => {
        expect(ada).toMatch(/^[\w-]{16,}$/);
        expect(ada).not.toContain('ada');
        expect(ada).not.toBe(bo);
        const tag = store.tag('button');
        expect(tag).toMatch(/^[\w-]{24}$/);
        expect(store.tag('buttom')).not.toBe(tag);
        await restart();
        expect(store.idOf('terminal:ada')).toBe(ada);
        expect(store.tag('button')).toBe(tag);
      });
    });

    describe('forgetting', () => {
      const forget = (cause = 'forget') =>
        store.commit(
          turn(cause, { was: 1, deliveries: [delivery('bye', ada, { payload: saying('Gone.') })] }),
        );

      test('nothing of a person stays but their goodbye, and that until it is said', async () => {
        await store.commit(
          turn('everything', {
            conversation: { ...member(ada, 1), sessions: [session('menu', 'r')] },
            nextWake: start + hour,
            deliveries: [delivery('d1', ada), delivery('d2', ada, { class: 'safety' })],
            record: [entry('e')],
          }),
        );
        await meet(bo, delivery('b', bo));
        await send('d1');
        expect(await store.weigh(ada)).toEqual({ version: 1, entries: 1, deliveries: 2, keys: 1 });
        expect(await forget()).toBe('committed');
        expect(await store.weigh(ada)).toEqual({
          version: null,
          entries: 0,
          deliveries: 1,
          keys: 0,
        });
        await settle('d1', 'sent');
        await restart();
        expect(await store.load(ada)).toBeNull();
        expect(await store.entries(ada)).toEqual([]);
        expect(await store.next()).toBeNull();
        expect(await store.live('menu' as FlowId, 10)).toEqual([]);
        expect(await store.conversations()).toEqual([bo]);
        expect(await store.heard('everything' as CauseId)).toBe(true);
        expect(await forget()).toBe('duplicate');
        const out = await store.undelivered(start, 10);
        expect(out.map((each) => each.id)).toEqual(['b', 'bye']);
        expect(out[1]?.payload).toEqual(saying('Gone.'));
        expect((await store.health()).rows['delivery']).toBe(2);
        expect(await send('bye')).toEqual(['bye']);
        await settle('bye', 'sent');
        expect((await store.health()).rows['delivery']).toBe(1);
        expect(await store.weigh(bo)).toEqual({ version: 1, entries: 0, deliveries: 1, keys: 1 });
        expect((await store.load(bo))?.version).toBe(1);
      });

      test('who comes back is met anew, behind their goodbye', async () => {
        await meet(ada, delivery('old', ada));
        await forget();
        const back = turn('back', { conversation: member(ada, 1, 'new'), record: [entry('n')] });
        expect(await store.commit({ ...back, deliveries: [delivery('hi', ada)] })).toBe(
          'committed',
        );
        await restart();
        expect(await store.load(ada)).toEqual(member(ada, 1, 'new'));
        expect(await store.entries(ada)).toEqual([entry('n')]);
        expect(await ready()).toEqual(['bye']);
        await send('bye');
        await settle('bye', 'sent');
        expect(await store.undelivered(start, 10)).toMatchObject([
          { id: 'hi', payload: saying('line hi') },
        ]);
      });
    });

    describe('upkeep', () => {
      test('sweeping forgets what is over, and only that', async () => {
        await store.commit(
          turn('old', {
            at: start - 73 * hour,
            conversation: member(ada, 1),
            deliveries: [delivery('d1', ada), delivery('d2', ada)],
            record: [entry('gone', { until: start }), entry('stays', { until: start + 1 })],
          }),
        );
        await store.commit(turn('new', { was: 1, conversation: member(ada, 2) }));
        await send('d1');
        await settle('d1', 'sent');
        await store.failed('f' as CauseId, ada, start - 31 * 24 * hour);
        expect(await store.sweep(start)).toBe(3);
        expect(await store.sweep(start)).toBe(0);
        expect(await store.heard('old' as CauseId)).toBe(false);
        expect(await store.heard('new' as CauseId)).toBe(true);
        expect((await store.entries(ada)).map((each) => each.key)).toEqual(['stays']);
        expect(await store.sweep(start + 71 * hour)).toBe(1);
        expect(await store.sweep(start + 73 * hour)).toBe(1);
        expect(await ready()).toEqual(['d2']);
      });

      test('a cause is remembered while something from before it is on its way, a month at most', async () => {
        const at = start - 100 * hour;
        const slow = delivery('slow', ada, { createdAt: at - hour });
        await store.commit(turn('old', { at, conversation: member(ada, 1), deliveries: [slow] }));
        await store.commit(turn('slow:delivered', { at, was: 1, conversation: member(ada, 2) }));
        const heard = () => store.heard('slow:delivered' as CauseId);
        await store.sweep(start);
        expect(await heard()).toBe(true);
        await store.sweep(at + 31 * 24 * hour);
        expect(await heard()).toBe(false);
        await store.commit(turn('again', { at, was: 2, conversation: member(ada, 3) }));
        await send('slow');
        await settle('slow', 'sent');
        await store.sweep(start);
        expect(await store.heard('again' as CauseId)).toBe(false);
      });

      test('health counts rows and tells no content', async () => {
        await meet(ada, delivery('d', ada));
        await store.audit('backup', null, start);
        await store.audit('export', ada, start);
        const health = await store.health();
        expect(health).toMatchObject({ integrity: 'ok', quarantined: 0 });
        expect(health.rows).toMatchObject({ conversation: 1, delivery: 1, cause: 1, audit: 2 });
        expect(JSON.stringify(health)).not.toContain('line');
      });
    });
  });
}
