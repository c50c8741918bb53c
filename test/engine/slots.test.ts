import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit } from '../support/visit.ts';

const ask = (id: string, options: string) =>
  `  - { id: ${id}, ask: '${id}?', save: mood, options: [${options}] }\n`;

const steps =
  ask('early', '{ label: A bit low, value: low }, { label: Well, value: high }') +
  '  - { id: told, say: "You said {mood}. {mood, select, low {Rest, then.} other {Good.}}" }\n' +
  ask('late', '{ label: Very tired, value: tired }, { label: Well, value: high }') +
  '  - { id: told-again, say: "Now {mood}. {mood, select, tired {Sleep, then.} other {Good.}}" }\n' +
  `  - set: { mood: "'far'" }\n` +
  '  - { id: set, say: "At last {mood}. {mood, select, far {Come back.} other {Good.}}" }\n' +
  `  - { id: last, ask: 'Last?', input: text }\n`;

describe('what a text shows', () => {
  test('is the label of an option, while a choice of words goes by its value', () => {
    const library = smallLibrary({ own: flowOf(steps, 'data: { mood: text }') });
    const here = agreed(visit({ library }));
    here.ask('own');
    expect(here.say('A bit low')).toMatch(/You said A bit low\. Rest, then\./);
    expect(here.say('Very tired')).toMatch(
      /Now Very tired\. Sleep, then\.[^]*At last far\. Come back\./,
    );
  });

  test.each([
    ['en', 'On March 8, 2026, for 20 minutes, in Ireland.'],
    ['es', 'On 8 de marzo de 2026, for 20 minutos, in Irlanda.'],
  ])('is a day, a duration and a country as readers of %s write them', (locale, words) => {
    const asked = [
      `  - { id: when, ask: 'When?', input: date, save: when }\n`,
      `  - { id: long, ask: 'How long?', input: duration, save: long }\n`,
      `  - { id: where, ask: 'Where?', input: country, save: where }\n`,
      '  - { id: told, say: "On {when}, for {long}, in {where}. {where, select, IE {Céad} other {}}" }\n',
      `  - { id: last, ask: 'Last?', input: text }\n`,
    ];
    const flow = flowOf(asked.join(''), 'data: { when: date, long: duration, where: country }');
    const library = smallLibrary({ own: flow.replace('locale: en', `locale: ${locale}`) });
    const here = agreed(visit({ library, locale }));
    here.ask('own');
    here.say('2026-03-08');
    here.say('20 min');
    expect(here.say('IE')).toContain(`${words} Céad`);
  });

  test('is the label of what was put into a list', () => {
    const lines = [
      `  - { id: one, ask: 'Which?', save: mood, options: [{ label: A walk, value: walk }] }\n`,
      '  - set: { tried: { add: mood }, last: mood }\n',
      '  - { id: told, say: "So far {tried}, and last {last}." }\n',
      `  - { id: end, ask: 'Last?', input: text }\n`,
    ];
    const flow = flowOf(lines.join(''), 'data: { mood: text, tried: list, last: text }');
    const here = agreed(visit({ library: smallLibrary({ own: flow }) }));
    here.ask('own');
    expect(here.say('A walk')).toContain('So far A walk, and last A walk.');
  });
});
