import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DeliveryClass } from '#conversation/effect.ts';
import type { CauseId, ConversationId, DeliveryId, FlowId } from '#conversation/id.ts';
import type { Commit, Store } from '#store/store.ts';
import type { Tested } from '../store.contract.ts';
import { sqliteUnderTest } from './folder.ts';
import { model } from './model.ts';
import { delivery, entry, member, session, start, turn } from './samples.ts';

const hour = 3_600_000;
const classes = ['safety', 'reply', 'unsolicited', 'alert'] as const;
const people = ['a', 'b', 'c'] as const;

const when = fc.integer({ min: 0, max: 3 }).map((hours) => start + hours * hour);
const some = <T>(each: fc.Arbitrary<T>, maxLength = 2) => fc.array(each, { maxLength });
const key = fc.constantFrom('k1', 'k2', 'k3');

const oneTurn = fc.record({
  who: fc.constantFrom(...people),
  cause: fc.integer({ min: 0, max: 14 }),
  /** Mostly decided on the newest version; sometimes on an older one, sometimes on none. */
  stale: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, -1, null),
  isErasure: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  word: fc.string({ maxLength: 5, unit: 'grapheme' }),
  at: when,
  nextWake: fc.option(when),
  sayings: some(fc.record({ class: fc.constantFrom(...classes), notBefore: when }), 3),
  record: some(fc.record({ key, at: when, until: fc.option(when) })),
  retract: some(key),
  cancel: some(fc.constantFrom<DeliveryClass>(...classes), 1),
  flows: some(fc.constantFrom('menu', 'lesson')),
});

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('together'),
      turns: fc.array(oneTurn, { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('send'),
      at: when,
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('settle'),
      which: fc.nat({ max: 20 }),
      state: fc.constantFrom('sent', 'pending', 'unknown', 'dead', 'expired', 'cancelled'),
      notBefore: fc.option(when),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart'), recovers: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('sweep'), at: when }) },
);

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;
type Planned = typeof oneTurn extends fc.Arbitrary<infer T> ? T : never;

test('whatever happens in whatever order, the store on SQLite agrees with the model', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      const tested = await sqliteUnderTest('off');
      try {
        await live(tested, acts);
      } finally {
        await tested.end();
      }
    }),
    { numRuns: 150 },
  );
});

async function live(tested: Tested, acts: readonly Act[]): Promise<void> {
  const truth = model();
  const ids = Object.fromEntries(
    people.map((name) => [name, tested.store().idOf(`terminal:${name}`)]),
  ) as Record<(typeof people)[number], ConversationId>;
  const made: DeliveryId[] = [];

  const planned = (plan: Planned): Commit => {
    const id = ids[plan.who];
    const newest = truth.load(id)?.version ?? null;
    const was = plan.stale === null ? null : newest === null ? null : newest - plan.stale;
    const said = plan.sayings.map((each) => {
      const name = `d${made.length}` as DeliveryId;
      made.push(name);
      return delivery(name, id, each);
    });
    return turn(`cause ${plan.cause}`, {
      at: plan.at,
      was,
      of: id,
      conversation: plan.isErasure
        ? null
        : {
            ...member(id, (was ?? 0) + 1, plan.word),
            sessions: plan.flows.map((flow) => session(flow, `${flow} ${plan.word}`)),
          },
      nextWake: plan.nextWake,
      deliveries: said,
      record: plan.record.map((each) => entry(each.key, each)),
      retract: plan.retract,
      cancel: plan.cancel,
    });
  };

  for (const each of acts) {
    const store = tested.store();
    switch (each.type) {
      case 'together': {
        // Decided on what each saw when it came; the model takes them one after the other.
        const turns = each.turns.map(planned);
        const real = await Promise.all(turns.map((commit) => store.commit(commit)));
        expect(real).toEqual(turns.map((commit) => truth.commit(commit, commit.of!)));
        break;
      }
      case 'send': {
        const out = truth.undelivered(each.at, each.limit).map((one) => one.id);
        expect(await store.sending(out, each.at)).toEqual(truth.sending(out, each.at));
        break;
      }
      case 'settle': {
        const id = made[each.which % Math.max(1, made.length)];
        if (id === undefined) break;
        await store.settle(id, each.state, each.notBefore);
        truth.settle(id, each.state, each.notBefore);
        break;
      }
      case 'restart':
        await tested.restart();
        if (each.recovers) expect(await tested.store().recover()).toBe(truth.recover());
        break;
      case 'sweep':
        await store.sweep(each.at);
        truth.sweep(each.at);
    }
    await compare(tested.store(), truth, Object.values(ids));
  }
}

async function compare(
  store: Store,
  truth: ReturnType<typeof model>,
  ids: readonly ConversationId[],
): Promise<void> {
  for (const id of ids) {
    expect(await store.load(id)).toEqual(truth.load(id));
    expect(await store.entries(id)).toEqual(truth.entries(id));
  }
  for (const hours of [0, 1, 3]) {
    const at = start + hours * hour;
    expect(byLane(await store.undelivered(at, 99))).toEqual(byLane(truth.undelivered(at, 99)));
    const due = (await store.due(at, 99)).map((each) => ({ ...each }));
    expect(new Set(due)).toEqual(new Set(truth.due(at)));
  }
  expect(await store.nextDue()).toBe(truth.nextDue());
  expect(await store.next()).toBe(truth.next());
  for (let n = 0; n < 15; n += 1) {
    const cause = `cause ${n}` as CauseId;
    expect(await store.heard(cause)).toBe(truth.heard(cause));
  }
  for (const flow of ['menu', 'lesson'] as FlowId[]) {
    const real = (await store.live(flow, 99)).map(
      (each) => `${each.conversation} ${each.revision}`,
    );
    const sessions = ids.flatMap((id) => {
      const known = truth.load(id);
      const all = known?.kind === 'member' ? known.sessions : [];
      return all.filter((one) => one.flow === flow).map((one) => `${id} ${one.revision}`);
    });
    expect(new Set(real)).toEqual(new Set(sessions));
  }
}

/** Numbers may differ (one store counts per conversation, another over all); their order may not. */
function byLane<T extends { readonly seq: number }>(all: readonly T[]) {
  return all.map((each) => ({ ...each, seq: 0 }));
}
