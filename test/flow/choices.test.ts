import { describe, expect, test } from 'vitest';
import { checkFlow } from '#check/check-flow.ts';
import type { FlowId } from '#conversation/id.ts';
import { markSteps } from '#flow/mark-steps.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import { shippedPhrasebook } from '../content/shipped.ts';
import { flowOf } from './flow-of.ts';

const book = shippedPhrasebook();

const often = `choices:
  often: [{ label: Never, value: never, score: 0 }, { label: Often, value: often, score: 3 }]
data: { sleep: text, food: text }`;
const two = `- { id: sleep, ask: Sleep?, options: often, save: sleep }
- { id: food, ask: Food?, options: often, save: food }
- { id: end, say: "{sleep} {food} Never." }`;

function translated(text: string) {
  return readTranslation('sample.es.yaml', text, flowOf(two, often).flow);
}

describe('answers that several questions share', () => {
  test('are those of each of them', () => {
    const { sleep, food } = flowOf(two, often).flow.steps as never as Record<string, never>;
    expect(sleep?.['options']).toEqual(food?.['options']);
    expect(sleep?.['options']).toMatchObject([
      { value: 'never', score: 0 },
      { value: 'often', score: 3 },
    ]);
  });

  test('lead nowhere by themselves, and are called like no step', () => {
    const problems = (top: string, steps = two) => {
      const text = `title: A\nabout: B.\nkind: exercise\nlocale: en\n${top}\nsteps:\n${steps}\n`;
      const read = readFlow('a.yaml', 'a' as FlowId, text);
      return 'flow' in read ? [] : read.map(({ code, at }) => `${code} ${at.line}`);
    };
    expect(problems('choices: { often: [{ label: A, goto: end }] }')).toContain('unknown-key 5');
    expect(problems('choices: { often: [A, B], end: [C] }')).toContain('same-id 5');
    expect(problems('choices: { often: [A, A] }')).toContain('same-option 5');
  });

  test('are complained about once, where they stand, and told when no question offers them', () => {
    const top = often.replace('label: Often', 'label: Stop now');
    const read = flowOf(two, top.replace('choices:', 'choices:\n  seldom: [A, B]'));
    const around = { flows: new Map(), words: (locale: string) => book.words(locale) };
    expect(checkFlow(read, around).map(({ code, at }) => [code, at])).toEqual([
      ['unused', read.place(['choices', 'seldom'], true)],
      ['always-on-word', read.place(['choices', 'often', 1, 'label'])],
    ]);
  });

  test('are translated once, under their name, and said at each of the questions', () => {
    const text = `of: sample
locale: es
title: T
about: A.
steps:
  often: { options: { never: { label: Nunca }, often: { label: A menudo } } }
  sleep: { ask: ¿Sueño? }
  food: { ask: ¿Comida? }
  end: { say: "{sleep} {food}" }
`;
    const marked = markSteps(text, flowOf(two, often).flow);
    expect(marked.marked).toEqual(['often', 'sleep', 'food', 'end']);
    const { translation, problems } = translated(marked.text);
    expect(problems).toEqual([]);
    for (const id of ['sleep', 'food'])
      expect(translation?.steps[id as never]).toMatchObject({
        options: { never: { label: 'Nunca' }, often: { label: 'A menudo' } },
      });
  });

  test('that are not translated, or at a question itself, are told', () => {
    const { problems } = translated(`of: sample
locale: es
title: T
about: A.
steps:
  often: { options: { never: { label: Nunca }, seldom: { label: Rara vez } } }
  sleep: { ask: ¿Sueño?, options: { never: { label: Nunca } } }
`);
    const told = problems.map(({ code, message }) => `${code}: ${message}`);
    expect(told).toContain('unknown-option: the question has no option with the value `seldom`');
    expect(told).toContain('nothing-to-translate: `sleep` has no `options` in the flow');
  });

  test('change no mark of the questions when they change', () => {
    const markOf = (top: string, id: string) => {
      const { flow } = flowOf(two, top);
      const text = `of: sample\nlocale: es\nsteps:\n  ${id}: { ask: x }\n`;
      return /of: (\w{7})/.exec(markSteps(text, flow).text)?.[1];
    };
    const other = often.replace('label: Often', 'label: Very often');
    expect(markOf(other, 'sleep')).toBe(markOf(often, 'sleep'));
    expect(markOf(other, 'often')).not.toBe(markOf(often, 'often'));
  });
});
