import { describe, expect, test } from 'vitest';
import { at, beginOwn, choices, kept, offered } from '../support/own-flow.ts';
import { saysOf } from '../support/visit.ts';

const options = {
  choice: [
    ['Calm', 'calma'],
    ['Wound up', 'nervios'],
    ['Tired', 'cansada'],
  ],
  many: [
    ['Calm', 'calma'],
    ['Tired', 'cansada'],
    ['Sad', 'triste'],
    ['Numb', 'nada que sentir'],
  ],
};
const list = (kind: keyof typeof options) =>
  `, options: [${options[kind].map(([label, word]) => `{ label: ${label}, match: [${word}] }`).join(', ')}]`;
const questions = {
  scale: 'input: scale, from: 0, to: 10, save: n',
  choice: `save: c${list('choice')}`,
  confirm: 'input: confirm, save: b',
  many: `input: many, save: m${list('many')}`,
};
const data = { scale: 'n', choice: 'c', confirm: 'b', many: 'm' } as const;
const head = 'data: { n: number, c: text, b: yes-no, m: list, t: text }';

type Kind = keyof typeof questions;

/** How a text is heard: the value that is taken; `which a|b` and `near a`, what it asks; the first words of an answer; `lost`. */
function heard(kind: Kind, text: string, locale: string): unknown {
  const steps = `  - { id: q, ask: q?, ${questions[kind]} }\n  - { id: last, ask: last?, input: text, save: t }\n`;
  const here = beginOwn(steps, { head, locale });
  here.say(text);
  if (here.member.sessions.length === 0) return 'left';
  const offer = offered(here);
  if (offer === 'which') return `which ${choices(here)?.join('|')}`;
  if (offer === 'near-answer')
    return `near ${/[“«]([^”»]*)[”»]/.exec(JSON.stringify(saysOf(here.last)))?.[1]}`;
  if (offer !== null) return offer;
  if (at(here) === 'last') return kept(here)?.[data[kind]];
  return here.member.lost > 0 ? 'lost' : 'same';
}

type Row = readonly [text: string, ...heard: readonly unknown[]];

/** Each text at a scale, a choice, a yes or no, and a question for several. */
const english: readonly Row[] = [
  // What may be about living is never a wish to leave a flow, and no answer.
  ['I can’t do this anymore', 'same', 'same', 'same', 'same'],
  ['I’m done', 'same', 'same', 'same', 'same'],
  ['make it stop', 'lost', 'lost', 'lost', 'lost'],
  ['goodbye', 'lost', 'lost', 'lost', 'lost'],
  ['nobody cares', 'lost', 'lost', 'lost', 'lost'],
  // Going for now is.
  ['gtg', 'left', 'left', 'left', 'left'],
  ['leave me alone', 'left', 'left', 'left', 'left'],
  ['not now', 'left', 'left', false, 'left'],
  // Not knowing, thanks and sorry are heard, and are no misunderstanding.
  ['idk', 'same', 'same', 'same', 'same'],
  ['it depends', 'same', 'same', 'same', 'same'],
  ['thanks', 'same', 'same', 'same', 'same'],
  ['sorry I’m late', 'same', 'same', 'same', 'same'],
  ['I don’t understand', 'same', 'same', 'same', 'same'],
  // No, yes, and nearly.
  ['no', 'lost', 'lost', false, 'lost'],
  ['of course not', 'lost', 'lost', false, 'lost'],
  ['yes but', 'lost', 'lost', 'near Yes', 'lost'],
  ['yes and no', 'lost', 'lost', 'which Yes|No', 'lost'],
  ['done', 'lost', 'lost', 'lost', 'lost'],
  ['👍🏽👍🏽', 'lost', 'lost', true, 'lost'],
  ['👎', 'lost', 'lost', false, 'lost'],
  ['😭', 'lost', 'lost', 'lost', 'lost'],
  // Numbers.
  ['7ish', 7, 'lost', 'lost', 'lost'],
  ['7-ish', 7, 'lost', 'lost', 'lost'],
  ['seven', 7, 'lost', 'lost', 'lost'],
  ['7️⃣', 7, 'lost', 'lost', 'lost'],
  ['🔟', 10, 'lost', 'lost', 'lost'],
  ['10/10 would not recommend', 'near 10', 'lost', 'lost', 'lost'],
  ['11/10', 'lost', 'lost', 'lost', 'lost'],
  ['7 and a half', 'which 7|8', 'lost', 'lost', 'lost'],
  ['half', 'lost', 'lost', 'lost', 'lost'],
  ['6 today, 9 yesterday', 'which 6|9', 'lost', 'lost', 'lost'],
  ['it was 8 but now 5', 'which 8|5', 'lost', 'lost', 'lost'],
  ['-1', 'lost', 'lost', 'lost', 'lost'],
  ['3.5', 'which 3|4', 'lost', 'lost', 'lost'],
  // Places.
  ['first one', 'lost', 'Calm', true, ['Calm']],
  ['the second', 'lost', 'Wound up', false, ['Tired']],
  ['the last one', 'lost', 'Tired', false, ['Numb']],
  ['second to last', 'lost', 'lost', 'lost', 'lost'],
  ['both', 'lost', 'lost', 'lost', 'lost'],
  // Not, a little, or.
  ['not tired at all', 'lost', 'lost', 'lost', 'lost'],
  ['anything but calm', 'lost', 'lost', 'lost', 'lost'],
  ['tired of you', 'lost', 'lost', 'lost', 'lost'],
  ['more tired than calm', 'lost', 'lost', 'lost', 'lost'],
  ['a little tired', 'lost', 'Tired', 'lost', ['Tired']],
  ['tired and calm', 'lost', 'which Tired|Calm', 'lost', ['Calm', 'Tired']],
  ['tired or calm', 'lost', 'which Tired|Calm', 'lost', 'which Tired|Calm'],
  ['tired, as always', 'lost', 'near Tired', 'lost', 'near Tired'],
  ['none of these', 'lost', 'lost', 'lost', []],
  ['I feel nothing', 'lost', 'lost', false, 'lost'],
  ['none, thanks', 'lost', 'lost', 'lost', []],
];

const spanish: readonly Row[] = [
  ['no puedo más', 'same', 'same', 'same', 'same'],
  ['ya no quiero seguir', 'same', 'same', 'same', 'same'],
  ['adiós', 'lost', 'lost', 'lost', 'lost'],
  ['a nadie le importa', 'lost', 'lost', 'lost', 'lost'],
  ['me tengo que ir', 'left', 'left', 'left', 'left'],
  ['ahora no', 'left', 'left', false, 'left'],
  ['no sé', 'same', 'same', 'same', 'same'],
  ['gracias', 'same', 'same', 'same', 'same'],
  ['perdón', 'same', 'same', 'same', 'same'],
  ['no entiendo', 'same', 'same', 'same', 'same'],
  ['claro que no', 'lost', 'lost', false, 'lost'],
  ['sí, pero', 'lost', 'lost', 'near Sí', 'lost'],
  ['las dos', 'lost', 'lost', 'lost', 'lost'],
  ['un poco', 'lost', 'lost', 'lost', 'lost'],
  ['cuéntame un chiste', 'lost', 'lost', 'lost', 'lost'],
  ['ni una ni otra', 'lost', 'lost', 'lost', 'lost'],
  ['siete u ocho', 'which 7|8', 'lost', 'lost', 'lost'],
  ['entre 3 y 4', 'which 3|4', 'lost', 'lost', 'lost'],
  ['siete y medio', 'which 7|8', 'lost', 'lost', 'lost'],
  ['era 8 pero ahora 5', 'which 8|5', 'lost', 'lost', 'lost'],
  ['10/10 no lo recomiendo', 'near 10', 'lost', 'lost', 'lost'],
  ['no estoy triste', 'lost', 'lost', 'lost', 'lost'],
  ['cansada de ti', 'lost', 'lost', 'lost', 'lost'],
  ['muy triste', 'lost', 'lost', 'lost', ['Sad']],
  ['triste o cansada', 'lost', 'lost', 'lost', 'which Sad|Tired'],
  ['calma y nervios', 'lost', 'which Calm|Wound up', 'lost', 'near Calm'],
];

describe.each([
  ['en', english],
  ['es', spanish],
] as const)('what a member may write in %s', (locale, rows) => {
  test.each(rows.map(([text, ...kinds]) => [text, kinds] as const))(
    '“%s” is heard for what it is',
    (text, expected) => {
      const kinds = Object.keys(questions) as Kind[];
      expect(kinds.map((kind) => heard(kind, text, locale))).toEqual(expected);
    },
  );
});

describe('the question’s own words', () => {
  test('the words at the ends of a scale answer it, in whatever case', () => {
    const steps = `  - { id: q, ask: How likely?, input: scale, from: 0, to: 10, low: Not at all likely, high: Very likely, save: n }
  - { id: last, ask: "n is {n}", input: text, save: t }\n`;
    for (const [words, point] of [
      ['very likely!', 10],
      ['Not at all likely', 0],
    ] as const) {
      const here = beginOwn(steps, { head });
      here.say(words);
      expect(kept(here)?.['n']).toBe(point);
      here.say('back');
      expect(at(here)).toBe('q');
    }
  });

  test('a number may carry a word of its question', () => {
    const steps = `  - { id: q, ask: How many meals yesterday?, input: number, min: 0, save: n }
  - { id: last, ask: "n is {n}", input: text, save: t }\n`;
    const here = beginOwn(steps, { head });
    here.say('3 meals');
    expect(kept(here)?.['n']).toBe(3);
  });
});
