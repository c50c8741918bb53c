import { describe, expect, test } from 'vitest';
import type { MemberConversation } from '#conversation/conversation.ts';
import type { Library } from '#engine/library.ts';
import { notBegun } from '#engine/step.ts';
import { at, beginOwn, number, words } from '../support/own-flow.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { saysOf, type Visit } from '../support/visit.ts';

const sub = (steps: string): string => flowOf(steps, 'data: { a: text, b: text, c: text }');
const runsSub = `${number('one')}  - id: part\n    run: sub\n${number('two')}`;
const head = 'data: { one: number, two: number }';

/** What the stack knows of edited flows: the pinned ones are still there. */
function edited(here: Visit, flows: Readonly<Record<string, string>>): void {
  here.library = smallLibrary(flows, here.library);
}

/** Nothing of these revisions is left anywhere. */
function forgetting(library: Library, flow: string): Library {
  const gone = library.flow(flow as never)?.hash;
  return { ...library, revision: (hash) => (hash === gone ? null : library.revision(hash)) };
}

function stand(here: Visit, value: MemberConversation['sessions'][number]['snapshot']['value']) {
  const { member } = here;
  const top = member.sessions.at(-1) as MemberConversation['sessions'][number];
  const moved = { ...top, snapshot: { ...top.snapshot, value } };
  here.member = { ...member, sessions: [...member.sessions.slice(0, -1), moved], asked: null };
}

describe('a flow that another one runs, edited in the middle', () => {
  test('is gone back into as it was', () => {
    const here = beginOwn(runsSub, { head, flows: { sub: sub(words('a') + words('b')) } });
    here.say('1');
    here.say('first');
    here.say('second');
    edited(here, { sub: sub(words('c')) });
    expect(at(here)).toBe('two');
    expect(here.say('back')).toContain('b?');
    expect(here.say('back')).toContain('a?');
    here.say('anew');
    expect(at(here)).toBe('b');
  });

  test('names the answer to change in the words of then', () => {
    const here = beginOwn(runsSub, { head, flows: { sub: sub(words('a')) } });
    here.say('1');
    here.say('first');
    edited(here, { sub: sub(words('c')) });
    expect(here.say('I want to change an answer')).toBeTruthy();
    expect(
      saysOf(here.last)
        .at(-1)
        ?.message.choices.map(({ label }) => label),
    ).toEqual(['one?', 'a?']);
  });

  test('is run once more as it was by the one who ran it, and anew by whoever begins now', () => {
    const loop = `  - id: round\n    repeat: 2\n    do:\n      - id: part\n        run: sub\n`;
    const own = flowOf(loop);
    const here = beginOwn(loop, { flows: { sub: sub(words('a')) } });
    edited(here, { sub: sub(words('c')) });
    expect(here.say('first')).toContain('a?');
    here.say('second');
    edited(here, { own });
    expect(here.ask('own')).toContain('c?');
  });

  test('lets the one who runs it go on when it was taken out before it began', () => {
    const here = beginOwn(runsSub, { head, flows: { sub: sub(words('a')) } });
    const { library } = here;
    here.library = { ...library, flow: (id) => (id === 'sub' ? null : library.flow(id)) };
    const said = here.say('1');
    expect(said).toContain('was taken out');
    expect(said).toContain('two?');
  });
});

describe('a revision that is nowhere any more', () => {
  const within = () => {
    const here = beginOwn(runsSub, { head, flows: { sub: sub(words('a')) } });
    here.say('1');
    return here;
  };

  test('is told in kind words when the member writes, and what ran it goes on', () => {
    const here = within();
    here.library = forgetting(here.library, 'sub');
    const said = here.say('first');
    expect(said).toContain('taken out while we were in it');
    expect(said).toContain('two?');
    expect(here.say('2')).not.toContain('taken out');
  });

  test('is not told by itself when time passes', () => {
    const here = within();
    here.library = forgetting(here.library, 'sub');
    expect(here.pass(3_600_000)).toBe('');
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['own']);
    expect(here.say('hm')).toContain('taken out while we were in it');
  });

  test('does not take away the crisis reply that lies above', () => {
    const here = within();
    here.say('I want to kill myself');
    here.library = forgetting(here.library, 'sub');
    here.pass(60_000);
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['own', 'crisis-reply']);
  });

  test('is not spoken of to somebody in danger', () => {
    const here = within();
    here.library = forgetting(here.library, 'sub');
    expect(here.say('I want to kill myself')).not.toContain('taken out');
    expect(here.member.sessions.at(-1)?.flow).toBe('crisis-reply');
  });
});

describe('a place that is not there any more', () => {
  test.each([[{ one: 'gone' }], ['gone'], [{ gone: 'open' }]])(
    'is a withdrawn flow, not an error: %j',
    (value) => {
      const here = beginOwn(number('one') + number('two'), { head });
      stand(here, value);
      expect(here.say('1')).toContain('taken out while we were in it');
      expect(here.member.sessions).toEqual([]);
    },
  );

  test('lets a flow begin anew that stands before its beginning', () => {
    const here = beginOwn(number('one') + number('two'), { head });
    here.say('1');
    stand(here, notBegun);
    expect(here.pass(3_600_000)).toBe('');
    const said = here.say('2');
    expect(said).toContain('was changed while we were in it');
    expect(said).toContain('one?');
    expect(here.member.sessions).toHaveLength(1);
  });

  test('lets it wait while somebody is in danger, or takes a break', () => {
    const begun = () => {
      const here = beginOwn(number('one') + number('two'), { head });
      stand(here, notBegun);
      return here;
    };
    const danger = begun();
    expect(danger.say('I want to kill myself')).not.toContain('was changed');
    expect(danger.member.sessions.at(-1)?.flow).toBe('crisis-reply');
    const pause = begun();
    pause.member = { ...pause.member, contact: { type: 'paused', until: null } };
    expect(pause.say('who are you')).not.toContain('was changed');
    expect(pause.member.sessions[0]?.snapshot.value).toBe(notBegun);
  });

  test('lets it fall away after a day', () => {
    const here = beginOwn(number('one') + number('two'), { head });
    stand(here, notBegun);
    here.now += 25 * 3_600_000;
    expect(here.say('2')).not.toContain('one?');
    expect(here.member.sessions).toEqual([]);
  });
});

describe('what is never pinned', () => {
  const asks = (said: string, rest = ''): string =>
    flowOf(
      `  - id: safe\n    ask: ${said}\n    input: choice\n    save: safe\n    options:\n      - { label: Here, value: here }\n      - { label: Away, value: away }\n${rest}`,
      'data: { level: text, again: yes-no, safe: text, late: text }\ninputs: [level, again]',
    );
  const inDanger = (said: string): Visit => {
    const here = beginOwn(number('one'), { head: 'data: { one: number }' });
    edited(here, { 'crisis-reply': asks(said) });
    here.say('I want to kill myself');
    return here;
  };

  test('asks in the words of now, and takes the answer that was asked for before', () => {
    const here = inDanger('Old words?');
    edited(here, { 'crisis-reply': asks('New words?') });
    expect(here.say('say that again')).toContain('New words?');
    edited(here, { 'crisis-reply': asks('Newest words?', words('late')) });
    expect(here.say('Away')).toContain('late?');
  });

  test('asks again where the answers are others now', () => {
    const here = inDanger('Old words?');
    edited(here, { 'crisis-reply': asks('New words?').replace('value: away', 'value: far') });
    expect(here.say('2')).toContain('New words?');
    expect(at(here)).toBe('safe');
  });

  test('is said from its beginning where its step is gone, without a word about that', () => {
    const here = inDanger('Old words?');
    edited(here, { 'crisis-reply': asks('New words?').replace('id: safe', 'id: other') });
    expect(here.pass(3_600_000)).toBe('');
    const said = here.say('Here');
    expect(said).toContain('New words?');
    expect(said).not.toContain('changed');
  });

  test('is run in the words of now, also by whoever ran it before', () => {
    const loop = `  - id: round\n    repeat: 2\n    do:\n      - { id: part, run: help-now }\n`;
    const here = beginOwn(loop, { flows: { 'help-now': asks('Before?') } });
    edited(here, { 'help-now': asks('Now?') });
    expect(here.say('here')).toContain('Now?');
  });

  test('is not said by itself when it changed', () => {
    const here = inDanger('Old words?');
    edited(here, { 'crisis-reply': asks('New words?') });
    expect(here.pass(60_000)).toBe('');
    expect(here.say('back')).not.toContain('one?');
  });
});
