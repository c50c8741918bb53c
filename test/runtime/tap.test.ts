import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CauseId, ConversationId, FlowId } from '#conversation/id.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { PlatformError, type Filled, type Tapped, type Tokens } from '#platform/platform.ts';
import { tokensOf } from '#runtime/tap.ts';
import { StoreError } from '#store/store.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { ada, monday, said, workbench, type Workbench } from './workbench.ts';

const ben = 'ben' as ConversationId;

const library = smallLibrary({
  pick: flowOf(
    `  - id: mood
    ask: How is it?
    save: mood
    options: [{ label: Light, value: light }, { label: Heavy, value: heavy }]
    silence: { nudge: { after: 1h, say: Still here. } }
  - id: helped
    ask: What helped?
    input: many
    save: helped
    options: [{ label: Rest, value: rest }, { label: Talk, value: talk }, { label: Air, value: air }]
  - id: sure
    ask: Sure?
    save: mood
    options: [{ label: Light, value: light }, { label: Heavy, value: heavy }]
`,
    'data: { mood: text, helped: list }',
  ),
  paper: flowOf(
    `  - form:
      - { id: nick, ask: What may we call you?, input: text, save: nick }
      - { id: age, ask: How old are you?, input: number, save: age }
  - { id: last, ask: Anything else?, input: text, save: last }
`,
    'data: { nick: text, age: number, last: text }',
  ),
});

/** A runtime with the real engine, and a platform with buttons. */
async function buttons() {
  const bench = workbench();
  const world = {
    takeTurn,
    shelf: {
      library: () => library,
      source: (flow: FlowId) => ({ hash: library.flow(flow)!.hash, source: '' }),
      pin: () => {},
    },
  };
  const runtime = await bench.start(world);
  let count = 0;
  const tap = async (tokens: readonly string[], of: Partial<Tapped> = {}): Promise<string> => {
    count += 1;
    const { outcome } = await runtime.receive({
      type: 'Tapped',
      id: `tap-${count}` as CauseId,
      conversation: ada,
      address: `talk:${of.conversation ?? ada}`,
      at: monday,
      tokens,
      ...of,
    });
    await runtime.idle();
    return outcome;
  };
  const fill = async (token: string | null, of: Partial<Filled> = {}): Promise<string> => {
    count += 1;
    const { outcome } = await runtime.receive({
      type: 'Filled',
      id: `form-${count}` as CauseId,
      conversation: ada,
      address: `talk:${of.conversation ?? ada}`,
      at: monday,
      token: token ?? '',
      fields: { nick: 'Robin', age: '30' },
      ...of,
    });
    await runtime.idle();
    return outcome;
  };
  const begin = async (who = ada, flow = 'pick'): Promise<void> => {
    await runtime.receive(
      said('', { type: 'FlowAsked', conversation: who, flow, inputs: {} } as never),
    );
    await runtime.idle();
  };
  await begin();
  return { bench, runtime, tap, fill, begin };
}

/** What the buttons of the last message carry. */
function last({ platform }: Workbench): Tokens {
  return platform.tokens.at(-1)!;
}

function place(bench: Workbench, who = ada): unknown {
  const [session] = bench.member(who).sessions;
  return session === undefined ? null : [session.snapshot.value, session.snapshot.data];
}

describe('a tap on a word that always works, when the store refuses', () => {
  test('is heard by its token alone: help now brings the lines, another word the honest sentence', async () => {
    const { bench, tap } = await buttons();
    const { alwaysOn } = last(bench);
    bench.store.before = (operation) => {
      if (operation === 'load') throw new StoreError('damaged', 'the file is damaged');
    };
    const [help, ground] = alwaysOn;
    const shownBefore = bench.platform.shown.length;
    const tapped = async (token: string | undefined, of: Partial<Tapped> = {}) => {
      const receiving = tap([token ?? ''], of);
      await bench.clock.advance(20_000);
      await receiving;
    };
    await tapped(help);
    await tapped(ground);
    await tapped(help?.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A')));
    await tapped(help, { conversation: ben });
    expect(bench.platform.shown.slice(shownBefore)).toEqual([
      'lines IE en',
      'broken',
      'broken',
      'broken',
    ]);
  });
});

describe('a tap', () => {
  test('on a button is the choice it stands for', async () => {
    const { bench, tap } = await buttons();
    expect(await tap([last(bench).choices[1]!])).toBe('committed');
    expect(place(bench)).toMatchObject(['helped', { mood: 'heavy' }]);
    const [rest, , air] = last(bench).choices;
    await tap([rest!, air!]);
    expect(place(bench)).toMatchObject(['sure', { helped: ['rest', 'air'] }]);
  });

  test('on a message that was sent again means the same', async () => {
    const { bench, runtime, tap } = await buttons();
    let lost = false;
    bench.platform.tells = () => null;
    bench.platform.after = () => {
      if (lost) return;
      lost = true;
      throw new PlatformError('unreachable', 'the answer was lost');
    };
    await tap([last(bench).choices[0]!]);
    await bench.clock.advance(10_000);
    await runtime.idle();
    const [first, second] = bench.platform.tokens.slice(-2);
    expect(second).toEqual(first);
    expect(first?.choices).toHaveLength(3);
  });

  test('on the question still answers it after a nudge, from either message', async () => {
    const { bench, tap } = await buttons();
    const before = last(bench);
    await bench.clock.advance(2 * 3_600_000);
    expect(bench.platform.tokens).toHaveLength(2);
    expect(last(bench)).toEqual(before);
    await tap([before.choices[0]!]);
    expect(place(bench)).toMatchObject(['helped', { mood: 'light' }]);
  });

  test('that was told twice is heard once', async () => {
    const { bench, tap } = await buttons();
    const again = { id: 'the same' as CauseId };
    const tokens = [last(bench).choices[0]!];
    expect(await tap(tokens, again)).toBe('committed');
    const { version } = bench.member();
    expect(await tap(tokens, again)).toBe('duplicate');
    expect(bench.member().version).toBe(version);
  });

  test.each([
    ['the button just tapped', (first: Tokens) => [first.choices[0]!]],
    ['an older button', (first: Tokens) => [first.choices[1]!]],
    ['a forged button', (first: Tokens) => [first.choices[0]!.replace(/..$/, 'zz')]],
    [
      'a number that was not shown',
      (_: Tokens, now: Tokens) => [now.choices[0]!.replace('q0.', 'q9.')],
    ],
    [
      'a word made of a choice',
      (_: Tokens, now: Tokens) => [now.choices[0]!.replace('q0.', 'w0.')],
    ],
    ['nothing of ours', () => ['hello']],
    ['nothing at all', () => []],
    [
      'an old button among new ones',
      (first: Tokens, now: Tokens) => [now.choices[0]!, first.choices[0]!],
    ],
    ['a word among choices', (first: Tokens, now: Tokens) => [now.choices[0]!, first.alwaysOn[0]!]],
  ])('on %s changes nothing and is answered kindly', async (_name, tokens) => {
    const { bench, tap } = await buttons();
    const first = last(bench);
    await tap([first.choices[0]!]);
    const before = place(bench);
    const shown = bench.platform.shown.length;
    expect(await tap(tokens(first, last(bench)))).toBe('committed');
    expect(place(bench)).toEqual(before);
    expect(bench.platform.shown.length).toBeGreaterThan(shown);
    expect(last(bench).choices).toHaveLength(3);
  });

  test('on somebody else’s button changes nothing for either', async () => {
    const { bench, tap, begin } = await buttons();
    const adas = last(bench);
    await begin(ben);
    const before = [place(bench), place(bench, ben)];
    await tap([adas.choices[0]!], { conversation: ben });
    await tap([adas.alwaysOn[3]!], { conversation: ben });
    expect([place(bench), place(bench, ben)]).toEqual(before);
    expect(bench.member(ben).contact.type).toBe('open');
    await tap([adas.choices[0]!]);
    expect(place(bench)).toMatchObject(['helped', {}]);
  });

  test('on a word that always works does so from any message, however old', async () => {
    const { bench, tap } = await buttons();
    const first = last(bench);
    await tap([first.choices[0]!]);
    await tap([last(bench).choices[0]!]);
    await tap([first.alwaysOn[0]!]);
    expect(bench.member().sessions.map(({ flow }) => flow)).toEqual(['pick', 'help-now']);
  });

  test('from before everything was deleted means nothing after it', async () => {
    const { bench, tap, begin } = await buttons();
    const old = last(bench);
    const { asked } = bench.member();
    bench.store.rows.conversations.delete(ada);
    await begin();
    expect(bench.member().asked?.id).toBe(asked?.id);
    await tap([old.choices[0]!]);
    expect(place(bench)).toMatchObject(['mood', {}]);
  });
});

describe('a panel', () => {
  test('that is sent answers all it holds', async () => {
    const { bench, fill, begin } = await buttons();
    await begin(ada, 'paper');
    expect(await fill(last(bench).form)).toBe('committed');
    expect(bench.member().sessions.at(-1)?.snapshot).toMatchObject({
      value: 'last',
      data: { nick: 'Robin', age: 30 },
    });
    expect(last(bench).form).toBeNull();
  });

  test.each([
    ['that was sent already', (first: string) => first],
    ['of our making, bent', (_: string, now: string) => now.replace(/.$/, '!')],
    ['made of a button', (_: string, now: string) => now.replace('f0.', 'q0.')],
    ['without anything of ours', () => ''],
  ])('%s changes nothing and is answered kindly', async (_name, token) => {
    const { bench, fill, begin } = await buttons();
    await begin(ada, 'paper');
    const first = last(bench).form ?? '';
    await fill(first);
    await begin(ada, 'paper');
    const shown = bench.platform.shown.length;
    const before = bench.member().sessions.map(({ snapshot }) => snapshot);
    expect(await fill(token(first, last(bench).form ?? ''))).toBe('committed');
    expect(bench.member().sessions.map(({ snapshot }) => snapshot)).toEqual(before);
    expect(bench.platform.shown.length).toBeGreaterThan(shown);
  });

  test('of somebody else changes nothing for either', async () => {
    const { bench, fill, begin } = await buttons();
    await begin(ada, 'paper');
    const adas = last(bench).form;
    await begin(ben, 'paper');
    await fill(adas, { conversation: ben });
    expect(bench.member(ben).sessions.at(-1)?.snapshot).toMatchObject({ value: 'nick' });
  });

  test('is heard for what is written on it, however old', async () => {
    const { bench, fill, begin } = await buttons();
    await begin(ada, 'paper');
    const old = last(bench).form;
    await begin();
    await fill(old, { fields: { nick: 'I want to kill myself' } });
    expect(bench.member().sessions.at(-1)?.flow).toBe('crisis-reply');
  });
});

describe('a button’s token', () => {
  test('is short, opaque, the same every time, and another for every button', async () => {
    const { bench } = await buttons();
    const [delivery] = bench.deliveries();
    const { choices, alwaysOn, form } = tokensOf(bench.store, delivery!);
    expect({ choices, alwaysOn, form }).toEqual(last(bench));
    for (const token of [...choices, ...alwaysOn]) expect(token).toMatch(/^[\w.-]{1,40}$/);
    expect(new Set([...choices, ...alwaysOn]).size).toBe(choices.length + alwaysOn.length);
  });

  test('is of no use once a single character is changed, added or cut', async () => {
    const { bench, tap } = await buttons();
    await fc.assert(
      fc.asyncProperty(fc.nat(27), fc.string({ maxLength: 2 }), async (at, put) => {
        const [token = ''] = last(bench).choices;
        // Another number is another button of the same row, which they were offered too.
        const isSibling = at === 1 && put === '1';
        fc.pre(at < token.length && put !== token[at] && !isSibling);
        await tap([token.slice(0, at) + put + token.slice(at + 1)]);
        expect(place(bench)).toMatchObject(['mood', {}]);
      }),
      { numRuns: 100 },
    );
  });
});
