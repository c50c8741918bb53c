import { describe, expect, test } from 'vitest';
import { alwaysOn } from '#engine/understand/always-on.ts';
import { isGreeting } from '#engine/understand/greeting.ts';
import { shippedFile, shippedLocales, shippedPhrasebook } from '../content/shipped.ts';
import { agreed, shippedLibrary, visit } from '../support/visit.ts';

const en = shippedPhrasebook().words('en');
const es = shippedPhrasebook().words('es');
const said = shippedFile('en').phrases.get('greeting.reply')!;
const isSaid = (text: string) => said.some((hello) => text.includes(hello));

describe('a hello', () => {
  test.each(['hi', 'Hello!', 'heyyy', 'hiii 👋', 'Good morning.', 'hola', 'I’m back'])(
    '“%s” is one in English',
    (text) => expect(isGreeting(text, en)).toBe(true),
  );

  test.each(['¡Hola!', 'holaaa', 'Buenos días', 'buenas', 'hi'])('“%s” is one in Spanish', (text) =>
    expect(isGreeting(text, es)).toBe(true),
  );

  test.each(['hi, i feel bad', 'high', 'hello there is something wrong', '', '👋', 'h'.repeat(99)])(
    '“%s” is none, or more than one',
    (text) => expect(isGreeting(text, en)).toBe(false),
  );

  test.each(shippedLocales)('is never an always-on word in %s', (locale) => {
    const { words } = shippedFile(locale);
    for (const greeting of words!.greetings)
      expect(alwaysOn(greeting, words!)?.near, greeting).not.toBe(false);
  });

  test('while nothing is asked it is answered with a hello and the menu', () => {
    const here = agreed(visit());
    const answer = here.say('hi');
    expect(isSaid(answer)).toBe(true);
    expect(answer).not.toContain('did not keep');
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['menu']);
  });

  test('while something is asked it is answered, and the question asked again', () => {
    const here = agreed(visit());
    here.ask('slow-breath');
    const { sessions } = here.member;
    const answer = here.say('Hello');
    expect(isSaid(answer)).toBe(true);
    expect(answer).toMatch(/hands/);
    expect(here.member).toMatchObject({ sessions, lost: 0 });
  });

  test('to someone new the welcome says it, once', () => {
    const here = visit();
    expect(here.say('hello').match(/hello/gi)).toHaveLength(1);
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['welcome']);
  });

  test('after a stop it is said once', () => {
    const here = agreed(visit());
    here.say('stop');
    expect(here.say('hello').match(/hello/gi)).toHaveLength(1);
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['menu']);
  });

  test('with crisis words beside it the words are heard', () => {
    const here = agreed(visit());
    expect(isSaid(here.say('hi, i want to die'))).toBe(false);
  });

  test('without a menu it still shows where to go', () => {
    const library = { ...shippedLibrary(), flow: () => null };
    const answer = agreed(visit({ library })).say('hi');
    expect(isSaid(answer)).toBe(true);
    expect(answer).toContain('“Help now”');
  });
});
