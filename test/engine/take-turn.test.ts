import { describe, expect, test } from 'vitest';
import { visit } from '../support/visit.ts';

function inCheckIn() {
  const here = visit();
  here.member = {
    ...here.member,
    consents: { keep: { at: 0, given: true, text: 'keep', locale: 'en' } },
  };
  here.ask('daily-check-in');
  return here;
}

const minute = 60_000;
const hour = 60 * minute;

describe('a conversation', () => {
  test('begins with who speaks, before anything is asked or kept', () => {
    const here = visit();
    expect(here.ask('start')).toMatch(/not a person/i);
    expect(here.member.consents).toEqual({});
  });

  test('answers a plea for help with lines, and asks the very question again', () => {
    const here = inCheckIn();
    const said = here.say('i want to kill myself');
    expect(said).toContain('findahelpline.com');
    expect(here.effects.some((one) => one.type === 'Say' && one.class === 'safety')).toBe(true);
  });

  test('says what leads up to help lines before them', () => {
    const here = visit();
    here.ask('start');
    here.say('begin');
    const from = here.effects.length;
    const said = here.say('under 13');
    expect(said.indexOf('Thank you for telling me')).toBeLessThan(
      said.indexOf('findahelpline.com'),
    );
    const classes = here.effects
      .slice(from)
      .flatMap((one) => (one.type === 'Say' ? [one.class] : []));
    expect(new Set(classes)).toEqual(new Set(['safety']));
  });

  test('keeps nothing of a text nobody asked for', () => {
    const here = visit();
    here.member = {
      ...here.member,
      consents: { keep: { at: 0, given: true, text: '', locale: 'en' } },
    };
    expect(here.say('the heron stands in the reeds')).not.toBe('');
    expect(JSON.stringify(here.member)).not.toContain('heron');
  });

  test('going back and answering anew is the same as having answered that way', () => {
    const once = inCheckIn();
    once.say('4');
    const twice = inCheckIn();
    twice.say('9');
    twice.say('back');
    twice.say('4');
    const [one] = once.member.sessions.slice(-1);
    const [other] = twice.member.sessions.slice(-1);
    expect(other?.snapshot).toEqual(one?.snapshot);
  });

  test('a tap on what was never offered is no answer, not even “none of them”', () => {
    const here = inCheckIn();
    for (const answer of ['4', 'settled']) here.say(answer);
    const before = here.member.sessions.at(-1)?.snapshot;
    expect(before?.value).toBe('feelings');
    here.tap('no-such-choice');
    expect(here.member.sessions.at(-1)?.snapshot).toEqual(before);
    here.tap('calm', 'no-such-choice');
    expect(here.member.sessions.at(-1)?.snapshot.data['feelings']).toEqual(['calm']);
  });

  test('stop ends all contact and says one thing', () => {
    const here = inCheckIn();
    const before = here.effects.length;
    expect(here.say('stop')).not.toBe('');
    expect(here.member.contact.type).toBe('stopped');
    expect(here.member.sessions).toEqual([]);
    expect(here.effects.slice(before).filter((one) => one.type === 'Say')).toHaveLength(1);
  });

  test('a misunderstanding is met kindly, and the third one shows ways out', () => {
    const here = inCheckIn();
    here.say('blue window');
    here.say('blue window');
    expect(here.say('blue window')).toMatch(/stuck|not getting/);
    expect(here.member.asked?.offer?.type).toBe('ways-out');
  });

  test('a crisis reply is one message that jumps every queue', () => {
    const here = inCheckIn();
    const before = here.effects.length;
    here.say('i want to kill myself');
    const said = here.effects.slice(before).filter((one) => one.type === 'Say');
    expect(said.map((one) => one.class)).toEqual(['safety']);
  });

  test('stop inside a flow that another flow ran leaves nothing behind', () => {
    const here = inCheckIn();
    const [below] = here.member.sessions;
    here.ask('pause-and-stop');
    const top = here.member.sessions.at(-1);
    if (below === undefined || top === undefined) throw new Error('two sessions were open');
    here.member = { ...here.member, sessions: [below, { ...top, returns: true, root: null }] };
    here.say('End all messages');
    expect(here.member.contact.type).toBe('stopped');
    expect(here.member.sessions).toEqual([]);
  });

  test('a pause is quiet: the open question waits until the member writes, and is asked anew', () => {
    const here = inCheckIn();
    here.say('pause');
    expect(here.say('Quiet for a day')).not.toMatch(/0 to 10|heavy/i);
    const data = here.member.sessions.at(-1)?.snapshot.data;
    expect(here.say('7')).toMatch(/Where we were/);
    expect(here.member.sessions.at(-1)?.snapshot.data).toEqual(data);
    expect(here.member.contact.type).toBe('open');
  });

  test('a line that needs a word to choose says it beside its number', () => {
    const here = inCheckIn();
    here.member = { ...here.member, settings: { ...here.member.settings, country: 'GB' } };
    const said = here.say('help now');
    expect(said).toContain('116 123');
    expect(said).toContain('999');
  });

  test('hears a plea that is made again, and offers the same way on', () => {
    const here = inCheckIn();
    here.say('i want to kill myself');
    here.say('skip');
    const said = here.say('i want to die');
    expect(said).toMatch(/telling me again/);
    expect(said).toContain('findahelpline.com');
    expect(said).toMatch(/not a person and not a therapist/);
    expect(said).toMatch(/Is someone you trust near you\?$/);
  });

  test('tells what we are after three hours of talk, not after three hours of silence', () => {
    const here = inCheckIn();
    here.pass(4 * hour);
    here.say('3');
    expect(here.say('1')).not.toMatch(/been here for a while/);
    for (let half = 0; half < 6; half += 1) {
      here.pass(29 * minute);
      expect(here.say('hm')).not.toMatch(/been here for a while/);
      here.say('back');
    }
    here.pass(29 * minute);
    expect(here.say('menu')).toMatch(/been here for a while/);
    expect(here.say('menu')).not.toMatch(/been here for a while/);
  });

  test('does not ask again what the member answered on their own a little before', () => {
    const planned = (at: number) => {
      const here = inCheckIn();
      for (let left = 0; left < 9 && here.member.sessions.length > 0; left += 1) here.say('skip');
      expect(here.member.sessions).toEqual([]);
      here.member = {
        ...here.member,
        consents: {
          ...here.member.consents,
          contact: { at: 0, given: true, text: '', locale: 'en' },
        },
        plans: [
          {
            key: 'check-in',
            flow: 'daily-check-in' as never,
            community: null,
            rhythm: 'daily',
            time: new Date(here.now + at).toISOString().slice(11, 16),
            weekday: null,
            lastDate: null,
            lastAt: null,
            next: here.now + at,
            inputs: {},
            busy: 'queue',
          } as never,
        ],
      };
      return here.pass(at);
    };
    expect(planned(hour)).toBe('');
    expect(planned(6 * hour)).toMatch(/\b10\b/);
  });

  test('tells whoever answers too late that the question is closed, once', () => {
    const here = inCheckIn();
    const flow = here.member.sessions[0]?.flow;
    expect(flow).toBe('daily-check-in');
    here.member = {
      ...here.member,
      sessions: here.member.sessions.map((session) => ({
        ...session,
        wakes: [{ key: 'expire:heavy:1', at: here.now + 12 * hour }],
      })),
    };
    here.pass(13 * hour);
    expect(here.member.sessions).toEqual([]);
    expect(here.say('3')).toMatch(/closed by now/);
    expect(here.say('3')).not.toMatch(/closed by now/);
  });
});
