import { describe, expect, test } from 'vitest';
import { stepOf } from '#engine/step.ts';
import { valuesOf } from '#check/values.ts';
import { readFlow } from '#flow/read-flow.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const head = 'data: { what: text, words: text, n: number, l: list }';

const survey = `  - { id: first, ask: 'Yes or no?', input: confirm }
  - id: what
    ask: What helped?
    save: what
    options:
      - { label: A walk, value: walk, match: [walking] }
      - { label: A talk, value: talk }
      - { label: Something else, value: other, do: [{ id: which, ask: 'Which?', input: text, save: words }] }
    otherwise: { save: words, value: other }
  - { id: so, ask: 'So it was {what}?', input: confirm }
`;

function begin(steps = survey, more = ''): Visit {
  const here = agreed(visit({ library: smallLibrary({ own: flowOf(steps, `${head}\n${more}`) }) }));
  here.ask('own');
  return here;
}

function asked(): Visit {
  const here = begin();
  here.say('yes');
  return here;
}

const data = ({ member }: Visit) => member.sessions.at(-1)?.snapshot.data;
const place = ({ member }: Visit) => stepOf(member.sessions.at(-1)?.snapshot as never);

describe('words that are none of the answers', () => {
  test('are an answer of their own, kept and shown as they were written', () => {
    const here = asked();
    expect(here.say('  my old dog, honestly ')).toMatch(/^So it was my old dog, honestly\?/);
    expect(data(here)).toMatchObject({ what: 'other', words: 'my old dog, honestly' });
  });

  test('leave the answers as they are: by tap, by word, by number', () => {
    for (const [text, value] of [
      ['a walk', 'walk'],
      ['walking', 'walk'],
      ['2', 'talk'],
    ] as const) {
      const here = asked();
      here.say(text);
      expect(data(here)).toMatchObject({ what: value, words: null });
    }
    const here = asked();
    expect(here.tap('other')).toMatch(/^Which\?/);
    expect(here.say('tea')).toMatch(/So it was tea\?/);
  });

  test('that nearly are one are asked about first, and taken when they were not meant so', () => {
    const here = asked();
    expect(here.say('walkinh')).toMatch(/A walk/);
    expect(data(here)).toMatchObject({ what: null, words: null });
    here.say('no');
    expect(data(here)).toMatchObject({ what: 'other', words: 'walkinh' });
    const other = asked();
    other.say('walkinh');
    other.say('yes');
    expect(data(other)).toMatchObject({ what: 'walk', words: null });
  });

  test('that nearly are a word that works everywhere are asked about first', () => {
    const here = asked();
    here.say('hel now');
    expect(place(here)).toBe('what');
    here.say('no');
    expect(data(here)).toMatchObject({ what: 'other', words: 'hel now' });
  });

  test('come after danger, always-on words, what is said of the question, and a flow’s own words', () => {
    const own = 'on: { word: [{ say: [tea], do: [{ id: sip, say: A sip. }] }] }';
    for (const text of ['i want to kill myself', 'menu', 'why do you ask?', 'one moment', 'tea']) {
      const here = begin(survey, own);
      here.say('yes');
      here.say(text);
      const mine = here.member.sessions.find(({ flow }) => flow === 'own');
      expect(mine?.snapshot.data['words'] ?? null).toBeNull();
    }
  });

  test('are asked for shorter where they are too long', () => {
    const here = asked();
    here.say('long '.repeat(300));
    expect(place(here)).toBe('what');
    expect(data(here)).toMatchObject({ words: null });
  });

  test('are gone back over and changed like any answer', () => {
    const here = asked();
    here.say('my dog');
    expect(here.say('back')).toMatch(/What helped\?/);
    expect(data(here)).toMatchObject({ what: null, words: null });
    here.say('my dog');
    expect(here.say('no, I meant a talk')).toMatch(/So it was A talk\?/);
    expect(data(here)).toMatchObject({ what: 'talk', words: null });
  });

  test('lead where their author says', () => {
    const here = begin(`  - id: n
    ask: How many?
    input: number
    max: 10
    save: n
    otherwise: { save: words, do: [{ id: hm, say: 'You say {words}.' }], }
  - { id: so, ask: 'So?', input: text }
`);
    expect(here.say('11')).toMatch(/How many\?/);
    expect(here.say('quite a lot')).toMatch(/^You say quite a lot\.\s+So\?/);
    expect(data(here)).toMatchObject({ n: null, words: 'quite a lot' });
  });

  test('stand beside the answers in the same data', () => {
    const here = begin(`  - id: what
    ask: What helped?
    save: what
    options: [{ label: A walk, value: walk }]
    otherwise: { save: what }
  - branch: [{ when: "what == 'walk'", do: [{ id: out, say: Out then. }] }, { when: "what.lowerAscii().contains('dog')", do: [{ id: wag, say: Wag. }] }]
  - { id: so, ask: 'So {what}?', input: confirm }
`);
    expect(here.say('my Dog')).toMatch(/^Wag\.\s+So my Dog\?/);
    here.say('back');
    expect(here.say('1')).toMatch(/^Out then\.\s+So A walk\?/);
  });

  test('may be compared with what no option offers', () => {
    const read = readFlow(
      'own.yaml',
      'own' as never,
      flowOf(
        `  - id: what
    ask: What helped?
    save: what
    options: [{ label: A walk, value: walk }]
    otherwise: { save: what }
`,
        'data: { what: text }',
      ),
    );
    if (!('flow' in read)) throw new Error('the flow does not read');
    expect(valuesOf(read.flow, 'what')).toBeNull();
  });

  test('are one of many answers where several can be given', () => {
    const here = begin(`  - id: l
    ask: Which?
    input: many
    save: l
    options: [{ label: Sun, value: sun }, { label: Moon, value: moon }]
    otherwise: { save: words, value: other }
  - { id: so, ask: 'So {l}?', input: text }
`);
    here.say('the deep blue sea');
    expect(data(here)).toMatchObject({ l: ['other'], words: 'the deep blue sea' });
  });
});
