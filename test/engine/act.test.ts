import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, saysOf, visit } from '../support/visit.ts';

describe('what a system flow does', () => {
  test('is seen by the very next branch, by what is said, and by what is set', () => {
    const library = smallLibrary({
      own: flowOf(
        `
  - act: setting
    with: { quietFrom: "'20:00'", zone: "'Asia/Tokyo'" }
  - branch:
      - when: member.quietFrom == '20:00' && hour == 18
        goto: seen
  - id: unseen
    say: Too early.
  - end: done
  - id: seen
    set: { at: member.quietFrom }
  - id: told
    say:
      - { text: 'Quiet from {at}.', when: member.zone == 'Asia/Tokyo' }
      - { text: 'Another place.', when: member.zone != 'Asia/Tokyo' }
`,
        'data: { at: text }',
      ),
    });
    expect(agreed(visit({ library })).ask('own')).toBe('Quiet from 20:00.');
  });

  test('a consent given is a consent for the branch that follows', () => {
    const library = smallLibrary({
      own: flowOf(`
  - id: yes-to-counts
    act: consent
    with: { counts: "true" }
  - branch:
      - when: consented('counts')
        goto: given
  - id: not-given
    say: Not given.
  - end: done
  - id: given
    say: Given.
`),
    });
    expect(visit({ library }).ask('own')).toBe('Given.');
  });

  test('after erasing there is one last sentence, and nothing more', () => {
    const here = agreed(visit());
    here.say('delete my data');
    const said = here.say('yes');
    expect(said).toMatch(/It is done\. What I kept about you is deleted\. Take care\.$/);
    expect(here.last.some((one) => one.type === 'Erase')).toBe(true);
    expect(saysOf(here.last).map((one) => one.message.question)).toEqual([null]);
    expect(saysOf(here.last).at(-1)?.message.alwaysOn).toEqual([]);
  });

  test('a report is on its way, not promised to be read', () => {
    const here = agreed(visit());
    here.ask('report');
    for (const text of ['Something in the group', 'A quarrel']) here.say(text);
    expect(here.say('send it')).toMatch(/on its way to the moderators\. I cannot say when/);
  });

  test('an answer to a report waits until who said stop is back, and is then said once', () => {
    const here = agreed(visit());
    const answer = { type: 'answered', moderator: 'Sam', words: 'We looked into it.' } as const;
    const told = (): string => here.happen({ type: 'Told', news: answer });
    expect(told()).toContain('We looked into it.');
    here.say('stop');
    expect(told()).toBe('');
    expect(here.say('help now')).not.toContain('We looked into it.');
    expect(here.say('hello')).toContain('We looked into it.');
    expect(here.say('hello')).not.toContain('We looked into it.');
  });
});

describe('set-up', () => {
  test('tells that a check-in in the quiet hours trims them', () => {
    for (const [locale, at, told] of [
      ['en', '22:00', /the quiet hours begin one hour after it/],
      ['es', '7:30', /terminan cuando llega/],
    ] as const) {
      const here = agreed(visit({ locale }));
      here.ask('settings');
      for (const answer of ['3', '3']) here.say(answer);
      expect(here.say(at)).toMatch(told);
      expect(agreedNoon(locale)).not.toMatch(told);
    }
  });

  test('welcome says the same for the hours just chosen', () => {
    const quiet = (answers: readonly string[]) => {
      const here = visit();
      here.ask('start');
      for (const one of ['begin', 'adult', 'yes', 'yes', 'no', 'skip', 'skip', 'skip', 'skip'])
        here.say(one);
      return answers.map((one) => here.say(one)).at(-1);
    };
    expect(quiet(['daily', '22:00', 'keep'])).toMatch(/22:00 lies in the quiet hours/);
    expect(quiet(['daily', '22:00', 'change', '23:00', '6:00'])).not.toMatch(/lies in/);
    expect(quiet(['daily', '13:00', 'change', '12:00', '14:00'])).toMatch(/13:00 lies in/);
  });

  test('quiet hours moved over a planned check-in say so', () => {
    const here = agreed(visit());
    here.member = {
      ...here.member,
      settings: { ...here.member.settings, rhythm: 'daily', checkInTime: '19:00' },
    };
    here.ask('settings');
    here.say('quiet hours');
    here.say('18:00');
    expect(here.say('8:00')).toMatch(/Your check-in at 19:00 lies in these hours/);
  });

  test('someone under thirteen is told whom to ask where the country is unknown, and gets lines where it is assumed', () => {
    const leave = (country?: string) => {
      const here = visit(country === undefined ? {} : { country });
      here.ask('start');
      here.say('begin');
      return here.say('Under 13');
    };
    expect(leave()).toMatch(/Many countries have a free line just for children/);
    expect(leave()).toContain('findahelpline.com');
    expect(leave('IE')).toMatch(/Ireland:/);
    expect(leave('IE')).not.toMatch(/do not know your country/);
  });

  test('whoever comes straight to an exercise hears first what speaks', () => {
    const here = visit();
    expect(here.say('ground me')).toMatch(/^I am a scripted program/);
    here.say('stop');
    expect(here.ask('ground-54321')).not.toMatch(/^I am a scripted program/);
  });
});

function agreedNoon(locale: string): string {
  const here = agreed(visit({ locale }));
  here.ask('settings');
  here.say('3');
  here.say('3');
  return here.say('12:00');
}
