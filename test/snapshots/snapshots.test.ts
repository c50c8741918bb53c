import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bodyOf, conversationIn, format, type Body } from '#conversation/body/conversation-in.ts';
import type { FlowId, RevisionHash } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { stepAt } from '#flow/explore.ts';
import { root } from '../support/repository.ts';
import { shippedFolder } from '../support/shipped-folder.ts';
import { visit, type Visit } from '../support/visit.ts';
import { digestOf, frozenIn, readKept, snapshotsIn } from './frozen.ts';
import { smallFlows, states } from './states.ts';

const folderOf = (name: string) => join(root, 'test/snapshots', name);
const formats = readdirSync(folderOf('')).filter((name) => name.startsWith('format-'));
const snapshots = formats.flatMap((name) =>
  [...snapshotsIn(folderOf(name))].map(([file, text]) => ({ name: `${name}/${file}`, text })),
);

/** The shipped library and the texts all snapshots' flows were kept in, through the real reading. */
const library = await (async (): Promise<Library> => {
  const folder = await shippedFolder();
  if (folder.library === null) throw new Error('the shipped flows have problems');
  for (const { text } of snapshots)
    for (const [hash, { flow, source }] of Object.entries(readKept(text).revisions))
      await folder.pin(hash as RevisionHash, flow as FlowId, source);
  const pinned = folder.library;
  const small = smallFlows();
  return {
    ...pinned,
    flow: (id) => small.flow(id),
    revision: (hash) => pinned.revision(hash) ?? small.revision(hash),
  };
})();

/** Whoever the snapshot is of, here again; `null` for a community. */
function wakes(text: string): Visit | null {
  const kept = readKept(text);
  const member = conversationIn(kept.body);
  if (member?.kind !== 'member') return null;
  return Object.assign(visit({ library }), { member, now: kept.at + minute });
}

const minute = 60_000;
const doings: Readonly<Record<string, (here: Visit) => string>> = {
  answers: (here) => here.say('1'),
  'says something else': (here) => here.say('a few other words'),
  'goes back': (here) => here.say('back'),
  'wants to change an answer': (here) => here.say('I want to change an answer') + here.say('1'),
  'corrects an answer': (here) => here.say('no, I meant 2'),
  skips: (here) => here.say('skip'),
  leaves: (here) => here.say('never mind'),
  'wants the menu': (here) => here.say('menu'),
  'is in danger': (here) => here.say('I want to kill myself'),
  'taps an old button': (here) =>
    here.happen({ type: 'ChoiceMade', question: 'q1' as never, choices: ['yes'] }),
};

describe.each(snapshots)('the snapshot $name', ({ name, text }) => {
  test('is as it was frozen', () => {
    const [folder = '', file = ''] = name.split('/');
    expect(frozenIn(folderOf(folder))[file]).toBe(digestOf(text));
  });

  test('is read, and its question is asked again in its own words', () => {
    const here = wakes(text);
    if (here === null) return;
    const top = here.member.sessions.at(-1);
    if (top === undefined || here.member.contact.type !== 'open') return;
    const script = here.library.revision(top.revision);
    const step = script?.flow.steps[stepAt(top.snapshot)];
    expect(step).toBeDefined();
    if (step?.type !== 'ask' || here.member.asked?.offer != null) return;
    const said = here.say('say that again');
    const wordings = step.text.map((one) => one.text.split(/[{\n]/)[0]?.trim() as string);
    expect(wordings.filter((words) => said.includes(words))).not.toEqual([]);
  });

  test('goes on, whatever the member does and however long they are away', () => {
    if (wakes(text) === null) return;
    const { phrases } = library;
    const broken = (['flow', 'withdrawn', 'quarantine', 'gone'] as const).map((key) =>
      phrases.text(`broken.${key}`, 'en'),
    );
    for (const [doing, act] of Object.entries(doings)) {
      for (const away of [0, 3 * 60 * minute, 26 * 60 * minute, 40 * 24 * 60 * minute]) {
        const here = wakes(text) as Visit;
        if (away > 0) here.pass(away);
        const said = act(here) + here.say('1') + here.say('back');
        expect(said, doing).not.toBe('');
        for (const words of broken) expect(said, `${doing} after ${away} ms`).not.toContain(words);
      }
    }
  });

  test('comes to rest in the format of now, and is the same when it is read again', () => {
    const conversation = conversationIn(readKept(text).body);
    if (conversation === null) throw new Error('it is newer than this');
    const rested = JSON.parse(JSON.stringify(bodyOf(conversation)));
    expect(rested).toHaveProperty('format', format);
    expect(conversationIn(rested)).toEqual(conversation);
  });
});

describe('the made-up format 0', () => {
  const old = snapshots.filter(({ name }) => name.startsWith('format-0/'));

  test.each(old)('loses nothing of $name', ({ text }) => {
    const { body } = readKept(text);
    const stack = body['stack'] as readonly Session0[] | undefined;
    const member = conversationIn(body);
    if (stack === undefined || member?.kind !== 'member') return;
    expect(member).toMatchObject(
      Object.fromEntries(
        ['id', 'version', 'address', 'consents', 'plans', 'contact'].map((name) => [
          name,
          body[name],
        ]),
      ),
    );
    const settings = Object.values(member.settings);
    expect(settings).toEqual(
      expect.arrayContaining(Object.values(body['profile'] as object).flat()),
    );
    expect(member.memory).toMatchObject({
      pools: body['used'],
      seen: body['seen'],
      done: body['done'],
    });
    expect(
      member.sessions.map(({ snapshot, wakes: due }) => [snapshot.value, snapshot.data, due]),
    ).toEqual(stack.map(({ state, answers, timers }) => [state, answers, timers]));
    const chains = member.sessions.flatMap(({ root: own }) => own?.base ?? []);
    expect(chains.map(({ flow }) => flow)).toEqual(stack.map(({ flow }) => flow));
  });
});

interface Session0 {
  readonly flow: string;
  readonly state: unknown;
  readonly answers: unknown;
  readonly timers: unknown;
}

describe('a community of any format', () => {
  const communities = snapshots.filter(({ name }) => name.endsWith('community.json'));

  test.each(communities)('$name answers its reports', ({ text }) => {
    const kept = readKept(text);
    const conversation = conversationIn(kept.body);
    if (conversation?.kind !== 'community') throw new Error('no community');
    const number = conversation.reports[0]?.number;
    const turn = takeTurn(
      conversation,
      {
        type: 'ModeratorActed',
        id: 'acted' as never,
        conversation: conversation.id,
        at: kept.at,
        moderator: 'Mo',
        words: `${number} Thank you`,
      },
      {
        library,
        now: kept.at,
        community: conversation.id,
        country: null,
        entries: null,
      },
    );
    expect(turn).toMatchObject({
      effects: expect.arrayContaining([expect.objectContaining({ type: 'Tell' })]),
    });
  });
});

describe('the format that is written', () => {
  test('is frozen, and so is the one before it', () => {
    expect(formats).toContain(`format-${format}`);
    expect(formats).toContain(`format-${format - 1}`);
  });

  test('still has everything, of the same kind, that its snapshots have: else it is another format', () => {
    const now = new Set([...states().values()].flatMap(({ body }) => shapesOf(rested(body))));
    const frozen = [...snapshotsIn(folderOf(`format-${format}`)).values()];
    const had = new Set(frozen.flatMap((text) => shapesOf(readKept(text).body)));
    expect([...had].filter((shape) => !now.has(shape))).toEqual([]);
  });

  test('is refused where a later Mooring wrote it, and one without a number is the first', () => {
    const { format: _format, ...body } = states().get('community')?.body ?? {};
    expect(conversationIn({ ...body, format: format + 1 })).toBeNull();
    expect(conversationIn(body)).toEqual(body);
  });
});

const rested = (body: Body): unknown => JSON.parse(JSON.stringify(body));

/** Every place of a body with the kind of value there, where names are the format's own: `.sessions.*.snapshot.tries number`. */
function shapesOf(value: unknown, at = ''): readonly string[] {
  if (value === null || typeof value !== 'object')
    return [`${at} ${value === null ? 'null' : typeof value}`];
  const isList = Array.isArray(value);
  if (Object.keys(value).length === 0 || isOthers.test(at))
    return [`${at} ${isList ? 'list' : 'object'}`];
  return Object.entries(value).flatMap(([key, inner]) =>
    shapesOf(inner, `${at}.${isList ? '*' : key}`),
  );
}

/** Here the names are an author's or a flow's. */
const isOthers = /\.(data|visits|value|inputs|pools|seen|done|plans|sent|consents|ran)$/;
