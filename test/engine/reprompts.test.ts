import { describe, expect, test } from 'vitest';
import { at, beginOwn, kept } from '../support/own-flow.ts';
import type { Visit } from '../support/visit.ts';

const head = 'data: { n: number, note: text, l: list, due: date, pause: duration }';
const next = "  - { id: next, ask: 'Next?', input: text }\n";

/** A member before this question. */
function asked(question: string, { locale = 'en', top = '' } = {}): Visit {
  return beginOwn(`  - { id: own, ask: 'Well?', ${question} }\n${next}`, {
    head: `${head}\n${top}`,
    locale,
  });
}

const own = 'reprompts: [Kindly once more.]';
const number = `input: number, save: n`;
const said = (here: Visit, text: string) => here.say(text).split('\n\n').slice(0, 2);

describe('what is not taken, and why is known', () => {
  test.each([
    [`${number}, min: 0, max: 10`, '11', 'Here I can take a number from 0 to 10.'],
    ['input: scale, from: 1, to: 5, save: n', '6', 'Here I can take a number from 1 to 5.'],
    [`${number}, min: 18`, '17', 'Here I can take 18 or more.'],
    [`${number}, max: 1000`, '1001', 'Here I can take 1000 or less.'],
    ['input: text, longest: 3, save: note', 'more than that', 'I can take 3 characters.'],
    ['input: date, save: due', '3/4/2026', 'I could read that date in two ways.'],
    ['input: duration, save: pause', '3', 'How long is that?'],
  ])('%s, %s: is told before the author’s own words', (question, text, why) => {
    const here = asked(`${question}, ${own}`);
    const [told, words] = said(here, text);
    expect(told).toContain(why);
    expect(words).toBe('Kindly once more.');
    const plain = asked(question);
    const [again, itself] = said(plain, text);
    expect(again).toContain(why);
    expect(itself).toBe('Well?');
  });

  test.each([
    [`${number}, min: 0, max: 10`, '11', 'Aquí puedo aceptar un número del 0 al 10.'],
    [`${number}, min: 18`, '17', 'Aquí puedo aceptar 18 o más.'],
    [`${number}, max: 5`, '17', 'Aquí puedo aceptar 5 o menos.'],
  ])('%s, %s: in the member’s language', (question, text, why) => {
    const here = asked(`${question}, ${own}`, { locale: 'es' });
    expect(said(here, text)).toEqual([why, 'Kindly once more.']);
  });

  test.each([
    ['From 0 to 10, please.', true],
    ['0-10 it is.', true],
    ['0 is the least, 10 the most.', true],
    ['From 0 to 100, please.', false],
    ['From 0.5 to 10, please.', false],
    ['At most 10, please.', false],
    ['Some number.', false],
  ])('is not told twice where the author’s words show it: %s', (words, shows) => {
    const here = asked(`${number}, min: 0, max: 10, reprompts: ['${words}']`);
    const [first] = said(here, '11');
    expect(first).toBe(shows ? words : 'Here I can take a number from 0 to 10.');
  });

  test('is told before what the flow says at all questions', () => {
    const here = asked(`${number}, min: 0, max: 10`, {
      top: 'on: { invalid: { reprompts: [For all of them.] } }',
    });
    expect(said(here, '11')).toEqual([
      'Here I can take a number from 0 to 10.',
      'For all of them.',
    ]);
  });

  test('leaves the author’s words alone where nothing was recognised', () => {
    const here = asked(`${number}, min: 0, max: 10, ${own}`);
    expect(here.say('a walk')).toMatch(/^Kindly once more\./);
  });

  test('counts as an attempt, also on the way back', () => {
    const here = asked(`${number}, min: 0, max: 10, attempts: 2, default: 3`);
    here.say('11');
    expect(at(here)).toBe('own');
    expect(here.say('12')).toContain('Next?');
    expect(kept(here)?.['n']).toBe(3);
    const back = asked(`${number}, min: 0, max: 10, attempts: 2, default: 3, ${own}`);
    back.say('11');
    back.say('4');
    expect(back.say('back')).toContain('Well?');
    expect(at(back)).toBe('own');
    expect(back.say('11')).toContain('Next?');
  });

  test('offers ways out the third time in a row', () => {
    const here = asked(`${number}, min: 0, max: 10, ${own}`);
    here.say('11');
    here.say('12');
    here.say('13');
    expect(here.member.asked?.offer?.type).toBe('ways-out');
  });
});
