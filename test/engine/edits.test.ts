import { describe, expect, test } from 'vitest';
import type { Visit } from '../support/visit.ts';
import { at, beginOwn, kept, number, words } from '../support/own-flow.ts';

const change = (here: Visit, text: string): string =>
  here.happen({ type: 'TextSaid', text, edited: true });

/** Somebody in the middle of two questions. */
function within(): Visit {
  const head = 'data: { one: number, two: text }';
  const here = beginOwn(number('one') + words('two'), { head });
  here.say('3');
  return here;
}

describe('a message that is changed after it was sent', () => {
  test('answers nothing, takes nothing back, and leaves the question open', () => {
    const here = within();
    const said = change(here, '4');
    expect(said).toContain('You changed a message');
    expect([at(here), kept(here)]).toEqual(['two', { one: 3, two: null }]);
    here.say('words');
    expect(at(here)).toBeUndefined();
  });

  test('is heard for danger', () => {
    const here = within();
    change(here, 'I want to kill myself');
    expect(here.member.sessions.at(-1)?.flow).toBe('crisis-reply');
  });

  test.each([
    ['stop', 'stopped'],
    ['pause', 'open'],
  ])('is heard where it now says “%s”', (word, contact) => {
    const here = within();
    change(here, word);
    expect(here.member.contact.type).toBe(contact);
    expect(here.member.sessions.at(-1)?.flow).not.toBe('own');
  });

  test('is not heard where it now says “back” or “skip”', () => {
    const here = within();
    change(here, 'back');
    change(here, 'skip');
    expect([at(here), kept(here)]).toEqual(['two', { one: 3, two: null }]);
  });

  test('does not begin contact again with somebody who ended it', () => {
    const here = within();
    here.say('stop');
    const { contact, plans } = here.member;
    expect(contact.type).toBe('stopped');
    expect(change(here, 'a slip, put right')).toContain('You changed a message');
    expect([here.member.contact, here.member.plans]).toEqual([contact, plans]);
    here.say('hello');
    expect(here.member.contact.type).toBe('open');
  });
});
