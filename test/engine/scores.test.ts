import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const often = `[{ label: Never, value: never, score: 0 }, { label: Often, value: often, score: 3 }]`;

const library = smallLibrary({
  quiz: flowOf(
    `  - { id: sleep, ask: Sleep?, save: sleep, options: ${often} }
  - { id: food, ask: Food?, save: food, options: ${often} }
  - id: signs
    ask: Which signs?
    input: many
    save: signs
    options: [{ label: Heart, value: heart, score: 1 }, { label: Sweat, value: sweat, score: 2.5 }, { label: None of it, value: none }]
  - id: sure
    ask: Are you sure?
    input: confirm
    save: sure
    options: [{ label: "Yes", value: "yes", score: 4 }, { label: "No", value: "no" }]
  - use: more
  - set: { sum: 'total()', middle: 'mean()', answered_: 'scored()', one: "score('food')", two: "total(['sleep', 'signs'])" }
  - { id: end, ask: "Sum {sum}, mean {middle} of {answered_}; food {one}, two {two}, inside {inside}.", save: word }
`,
    'data: { sleep: text, food: text, signs: list, sure: yes-no, sum: number, middle: number, answered_: number, one: number, two: number, word: text }',
  ),
  twice: flowOf(
    `  - { id: sleep, ask: Sleep?, save: sleep, options: ${often} }
  - { id: again, ask: And this week?, save: sleep, options: ${often} }
  - { id: end, ask: "{sum}", save: word, ask-if: "total() == 3 && scored(['sleep', 'again']) == 1" }
`,
    'data: { sleep: text, sum: number, word: text }',
  ),
  'fragments/more': `about: One more.
locale: en
data: { last: text, inside: number }
steps:
  - { id: last, ask: Last?, save: last, options: ${often} }
  - set: { inside: "total(['last']) + score('last')" }
`,
});

function answering(...answers: readonly string[]): { here: Visit; said: string } {
  const here = agreed(visit({ library }));
  here.ask('quiz');
  return { here, said: answers.map((answer) => here.say(answer)).at(-1) ?? '' };
}

describe('scores', () => {
  test('of all that was answered are summed and averaged', () => {
    const { said } = answering('Often', 'Never', '1, 2', 'yes', 'Often');
    expect(said).toContain('Sum 13.5, mean 2.7 of 5; food 0, two 6.5, inside 6.');
  });

  test('of what was skipped are left out, and never counted as nothing', () => {
    const { said } = answering('Often', 'skip', 'skip', 'no', 'Never');
    expect(said).toContain('Sum 3, mean 1.5 of 2; food , two 3, inside 0.');
    expect(answering('skip', 'skip', 'skip', 'skip', 'skip').said).toContain(
      'Sum , mean of 0; food , two , inside .',
    );
  });

  test('of questions that keep their answer under one name count once', () => {
    const here = agreed(visit({ library }));
    here.ask('twice');
    here.say('Never');
    here.say('Often');
    expect(here.member.sessions.at(-1)?.snapshot.value).toEqual({ end: 'open' });
  });

  test('follow an answer that is gone back over', () => {
    const { here } = answering('Often', 'Often', '1', 'yes', 'Often');
    for (let step = 0; step < 4; step += 1) here.say('back');
    for (const answer of ['Never', '3', 'no']) here.say(answer);
    expect(here.say('Never')).toContain('Sum 3, mean 0.75 of 4; food 0, two 3, inside 0.');
  });
});
