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
});
