import { describe, expect, test } from 'vitest';
import type { Library } from '#engine/library.ts';
import type { Problem } from '#conversation/problem.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import { sourceMark } from '#flow/source-mark.ts';
import { readFlows } from '#library/read-flows.ts';
import { shippedFile } from '../content/shipped.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const minute = 60_000;
const hour = 60 * minute;

const ladder = `  - { id: first, ask: 'First?', input: text }
  - id: how
    ask: How is it?
    input: number
    silence:
      nudge:
        - { after: 1h, say: Still here. }
        - { after: 3h, say: [No hurry., No rush.] }
        - { after: 6h, say: It can wait. }
      expire: { after: 8h, goto: bye }
  - end: answered
  - { id: bye, say: Another day. }
`;

const source = flowOf(ladder);

function begin(library: Library = smallLibrary({ own: source }), locale = 'en'): Visit {
  const here = agreed(visit({ library, locale }));
  here.ask('own');
  here.say('one');
  here.arrive();
  return here;
}

describe('a ladder of nudges', () => {
  test('is climbed rung by rung from the arrival of the question, then it expires', () => {
    const here = begin();
    expect(here.pass(hour - 1)).toBe('');
    expect(here.pass(1)).toMatch(/^Still here\./);
    expect(here.pass(hour)).toBe('');
    expect(here.pass(hour)).toMatch(/^No hurry\./);
    expect(here.pass(3 * hour)).toMatch(/^It can wait\./);
    expect(here.pass(2 * hour)).toBe('Another day.');
  });

  test('ends with the answer', () => {
    const here = begin();
    here.pass(hour);
    here.say('7');
    here.arrive();
    expect(here.pass(12 * hour)).toBe('');
  });

  test('counts anew from whatever was asked again, and says no rung twice', () => {
    const here = begin();
    expect(here.pass(hour)).toMatch(/Still here/);
    here.now += hour;
    expect(here.say('what a day')).toMatch(/How is it\?/);
    here.arrive();
    expect(here.pass(hour)).toBe('');
    expect(here.pass(2 * hour)).toMatch(/^No (hurry|rush)\./);
    expect(here.pass(3 * hour)).toMatch(/It can wait/);
    expect(here.pass(2 * hour - 1)).toBe('');
    expect(here.pass(1)).toBe('Another day.');
  });

  test('is not made up for after a downtime: one word is enough', () => {
    const here = begin();
    expect(here.pass(4 * hour)).toMatch(/^No hurry\.\n\nA number is enough\.$/);
    expect(here.pass(5 * hour)).toBe('Another day.');
  });

  test('says what night would hold for hours not at all', () => {
    const here = begin();
    here.pass(hour);
    const [said] = here.last;
    expect(said).toMatchObject({ type: 'Say', class: 'unsolicited', report: false });
    expect(said?.type === 'Say' && said.expiresAt).toBe(here.now + 2 * hour);
  });

  test('is told in another language rung by rung', () => {
    const library = translated(`steps:
  first: { ask: '¿Primero?' }
  how: { ask: '¿Qué tal?', nudge: [Sigo aquí., [Sin prisa., Con calma.], Puede esperar.] }
  bye: { say: Otro día. }
`);
    const here = begin(library, 'es');
    expect(here.pass(hour)).toMatch(/^Sigo aquí\./);
    expect(here.pass(2 * hour)).toMatch(/^Sin prisa\./);
    expect(here.pass(3 * hour)).toMatch(/^Puede esperar\./);
  });

  test('is gone back over, and lived again without a word', () => {
    const here = begin();
    here.pass(hour);
    here.say('7');
    const other = begin();
    other.pass(hour);
    expect(other.say('back')).toMatch(/First\?/);
    other.say('one');
    other.arrive();
    expect(other.pass(hour)).toMatch(/Still here/);
  });

  test('lives on under a question that is come back to', () => {
    const here = begin();
    here.pass(hour);
    here.say('who are you');
    here.arrive();
    expect(here.pass(hour)).toBe('');
    expect(here.pass(2 * hour)).toMatch(/^No (hurry|rush)\./);
  });
});

describe('check', () => {
  test.each([
    ['6h', 'this nudge does not come after the one before it'],
    ['9h', 'the nudge comes after the question has expired'],
  ])('tells of a last rung after %s', (after, message) => {
    const files = new Map([
      ['flows/own.yaml', source.replace('6h, say: It', `${after}, say: It`).replace('3h', '6h')],
    ]);
    const problems: Problem[] = [];
    readFlows({ texts: files, locales: [shippedFile('en')] }, problems);
    expect(problems.map((one) => [one.code, one.at.line, one.message])).toEqual([
      ['odd-silence', 15, message],
    ]);
  });

  test('tells of a rung that is not translated, and of one too many', () => {
    const problemsOf = (nudge: string) => {
      const read = readFlow('own.yaml', 'own' as never, source);
      if (!('flow' in read)) throw new Error('the flow does not read');
      const mark = (step: string) => sourceMark(read.flow.steps[step as never] as never);
      return readTranslation(
        'own.es.yaml',
        `of: own\nlocale: es\ntitle: T\nabout: A.\nsteps:
  first: { of: ${mark('first')}, ask: '¿Primero?' }
  how: { of: ${mark('how')}, ask: '¿Qué tal?', nudge: ${nudge} }
  bye: { of: ${mark('bye')}, say: Otro día. }\n`,
        read.flow,
      ).problems.map(({ code, message }) => `${code}: ${message}`);
    };
    expect(problemsOf('[Uno., Dos., Tres.]')).toEqual([]);
    expect(problemsOf('[Uno., Dos.]')).toEqual([
      'untranslated: one of the nudges of `how` has no translation',
    ]);
    expect(problemsOf('[Uno., Dos., Tres., Cuatro.]')).toContain(
      'nothing-to-translate: `how` has 3 nudges',
    );
  });
});

function translated(texts: string): Library {
  const library = smallLibrary({ own: source });
  const read = readFlow('own.yaml', 'own' as never, source);
  if (!('flow' in read)) throw new Error('the flow does not read');
  const file = `of: own\nlocale: es\n${texts}`;
  const { translation } = readTranslation('own.es.yaml', file, read.flow);
  return { ...library, translation: (id) => (id === 'own' ? translation : null) };
}
