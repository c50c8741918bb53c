import { describe, expect, test } from 'vitest';
import { visit, type Visit } from '../support/visit.ts';

const minute = 60_000;
const hour = 60 * minute;
const reminder = /scripted program/;

function inMenu(): Visit {
  const here = visit();
  const keep = { at: 0, given: true, text: 'keep', locale: 'en' };
  here.member = { ...here.member, consents: { keep } };
  here.ask('menu');
  return here;
}

describe('what we are', () => {
  test('is said again in a chat that goes on for more than three hours', () => {
    const here = inMenu();
    const said: string[] = [];
    for (let at = 0; at < 3 * hour + 20 * minute; at += 20 * minute) {
      here.now += 20 * minute;
      said.push(here.say('purple'));
    }
    expect(said.map((text) => reminder.test(text))).toEqual(
      said.map((_, index) => index === said.length - 1),
    );
  });

  test('is not said again because a new day’s chat begins', () => {
    const here = inMenu();
    here.now += 20 * hour;
    expect(here.say('purple')).not.toMatch(reminder);
    here.now += minute;
    expect(here.say('purple')).not.toMatch(reminder);
  });

  test('is said again after thirty days away', () => {
    const here = inMenu();
    here.now += 31 * 24 * hour;
    expect(here.say('menu')).toMatch(reminder);
  });
});
