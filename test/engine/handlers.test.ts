import { describe, expect, test } from 'vitest';
import type { Library } from '#engine/library.ts';
import { stepOf } from '#engine/step.ts';
import { explore } from '#flow/explore.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, visit, type Visit } from '../support/visit.ts';

const hour = 3_600_000;

interface Own {
  readonly steps: string;
  readonly on: string;
  readonly flows?: Readonly<Record<string, string>>;
}

function begin({ steps, on, flows = {} }: Own): Visit {
  const own = flowOf(steps, `data: { n: number, m: number }\non:\n${on}`);
  const here = agreed(visit({ library: smallLibrary({ own, ...flows }) }));
  here.ask('own');
  here.arrive();
  return here;
}

const data = ({ member }: Visit) => member.sessions.at(-1)?.snapshot.data;
const place = ({ member }: Visit) => {
  const top = member.sessions.at(-1);
  return top === undefined ? null : `${top.flow} ${stepOf(top.snapshot)}`;
};

const numbers = `  - { id: n, ask: 'How many?', input: number, save: n }
  - { id: m, ask: 'How much?', input: number, save: m, attempts: 3, reprompts: [A sum.], default: 5 }
  - { id: last, ask: 'Last?', input: text }
`;

describe('on: invalid', () => {
  const on = '  invalid: { reprompts: [In figures., Just figures.], attempts: 2 }\n';

  test('speaks for every question that says nothing of its own', () => {
    const here = begin({ steps: numbers, on });
    expect(here.say('lots')).toMatch(/^In figures\./);
    expect(here.say('lots')).toMatch(/How much\?/);
    expect(here.say('lots')).toMatch(/^A sum\./);
    here.say('lots');
    expect(here.say('lots')).toMatch(/Last\?/);
    expect(data(here)).toMatchObject({ n: null, m: 5 });
  });

  test('leads on after the steps it says, behind the question', () => {
    const leading = on.replace(' }', ', do: [{ id: hm, say: We leave it. }] }');
    const here = begin({ steps: numbers, on: leading });
    here.say('lots');
    expect(here.say('lots')).toMatch(/^We leave it\.\s+How much\?/);
    expect(here.say('back')).toMatch(/How many\?/);
    expect(here.say('4')).toMatch(/How much\?/);
  });

  test('leads where it says', () => {
    const leading = on.replace(' }', ', goto: last }');
    const here = begin({ steps: numbers, on: leading });
    here.say('lots');
    expect(here.say('lots')).toMatch(/^Last\?/);
    here.say('back');
    here.say('1');
    for (const _ of [1, 2]) expect(here.say('lots')).toMatch(/^A sum\./);
    expect(here.say('lots')).toMatch(/^Last\?/);
  });

  test('is said in another language, and in the flow’s own where that is missing', () => {
    const source = flowOf(numbers, `data: { n: number, m: number }\non:\n${on}`);
    const texts = (more: string) => `of: own\nlocale: es\nsteps:
  n: { ask: '¿Cuántos?' }\n${more}`;
    const said = (more: string) => {
      const here = agreed(visit({ library: inSpanish(source, texts(more)), locale: 'es' }));
      here.ask('own');
      return here.say('muchos');
    };
    expect(said('  on: { reprompts: En cifras. }\n')).toMatch(/^En cifras\./);
    expect(said('')).toMatch(/^In figures\./);
  });
});

describe('a question’s own invalid', () => {
  test('leads elsewhere after its misunderstandings, with the default kept', () => {
    const here = begin({
      steps: `  - { id: n, ask: 'How many?', input: number, save: n, default: 7, invalid: { after: 2, goto: hm } }
  - end: done
  - { id: hm, ask: 'In words?', input: text }
`,
      on: '  invalid: { attempts: 1, end: left }\n',
    });
    expect(here.say('lots')).toMatch(/How many\?/);
    expect(here.say('lots')).toMatch(/^In words\?/);
    expect(data(here)).toMatchObject({ n: 7 });
    expect(here.say('back')).toMatch(/How many\?/);
  });
});

describe('on: silence', () => {
  const on = `  silence:
    nudge: { after: 1h, say: Still here. }
    expire: { after: 2h, do: [{ id: hm, say: Later then. }] }
`;
  const steps = `  - { id: n, ask: 'How many?', input: number, save: n }
  - { id: own, ask: 'Own?', input: text, silence: { expire: { after: 5h, end: gone } } }
`;

  test('holds for every question that has none of its own', () => {
    const here = begin({ steps, on });
    expect(here.pass(hour)).toMatch(/^Still here\./);
    expect(here.pass(hour)).toMatch(/^Later then\.\s+Own\?/);
    here.arrive();
    expect(here.pass(4 * hour)).toBe('');
    here.pass(hour);
    expect(place(here)).toBeNull();
  });
});

describe('on: back', () => {
  test('says something at the very first question, and asks it again', () => {
    const here = begin({
      steps: numbers,
      on: '  back: { do: [{ id: hm, say: This is the start. }] }\n',
    });
    expect(here.say('back')).toMatch(/^This is the start\.\s+How many\?/);
    here.say('4');
    expect(here.say('back')).toMatch(/How many\?/);
    expect(here.say('back')).toMatch(/^This is the start\./);
  });

  test('ends the flow', () => {
    const here = begin({ steps: numbers, on: '  back: { end: left }\n' });
    here.say('back');
    expect(place(here)).toBeNull();
  });

  test('of a flow that was run gives its outcome to the one that ran it', () => {
    const here = begin({
      steps: `  - { run: sub, outcomes: { left: gone } }\n  - end: done\n  - { id: gone, ask: 'Gone?', input: text }\n`,
      on: '  {}\n',
      flows: {
        sub: flowOf(numbers, 'data: { n: number, m: number }\non: { back: { end: left } }'),
      },
    });
    expect(here.say('back')).toMatch(/^Gone\?/);
  });
});

describe('on: error', () => {
  const on = '  error: { do: [{ id: sorry, ask: Something is missing. Go on?, input: text }] }\n';

  test('goes on where a flow it runs is missing, and is gone back over', () => {
    const here = begin({ steps: `${numbers}  - run: nowhere\n  - { id: so, say: So. }\n`, on });
    here.say('1');
    here.say('2');
    expect(here.say('word')).toMatch(/^Something is missing\. Go on\?/);
    expect(here.say('back')).toMatch(/Last\?/);
    expect(here.say('word')).toMatch(/^Something is missing/);
  });

  test('comes after an outcome that is named for it', () => {
    const steps = `  - { run: nowhere, outcomes: { missing: other } }\n  - end: done\n  - { id: other, ask: 'Other?', input: text }\n`;
    expect(place(begin({ steps, on }))).toBe('own other');
  });

  test('goes on where it cannot become another flow, however often that is lived again', () => {
    const here = begin({ steps: `${numbers}  - become: nowhere\n`, on });
    here.say('1');
    here.say('2');
    expect(here.say('word')).toMatch(/^Something is missing/);
    here.say('yes');
    const other = begin({
      steps: `${numbers}  - become: nowhere\n`,
      on: on.replace('input: text }]', 'input: text }, { id: more, ask: More?, input: text }]'),
    });
    for (const text of ['1', '2', 'word', 'yes']) other.say(text);
    expect(other.say('back')).toMatch(/Something is missing\. Go on\?/);
    expect(other.member.sessions[0]?.snapshot.visits['sorry' as never]).toBe(1);
    expect(other.say('yes')).toMatch(/More\?/);
  });

  test('goes on where too many flows lie beneath', () => {
    const deep = (id: number) =>
      flowOf(
        `  - { id: a, ask: 'Deep ${id}?', input: text }\n  - { run: d${id + 1}, outcomes: { too-deep: b } }\n  - end: done\n  - { id: b, ask: 'Bottom of ${id}.', input: text }\n`,
      );
    const flows = Object.fromEntries(Array.from({ length: 13 }, (_, id) => [`d${id}`, deep(id)]));
    const here = begin({ steps: '  - run: d0\n', on: '  {}\n', flows });
    let said = '';
    for (let count = 0; count < 13 && !said.startsWith('Bottom'); count += 1) said = here.say('on');
    expect(said).toMatch(/^Bottom of/);
  });
});

describe('what a flow listens for', () => {
  test('is explored with the rest: its steps are reached, its ends known', () => {
    const read = readFlow(
      'own.yaml',
      'own' as never,
      flowOf(
        `${numbers}  - run: sub\n`,
        `data: { n: number, m: number }
on:
  invalid: { attempts: 2, do: [{ id: i, say: I. }] }
  silence: { expire: { after: 2h, do: [{ id: s, say: S. }] } }
  error: { do: [{ id: e, say: E. }] }
  back: { end: left }
`,
      ),
    );
    if (!('flow' in read)) throw new Error(JSON.stringify(read));
    const explored = explore(read.flow);
    expect(explored?.traps).toEqual([]);
    expect([...(explored?.reached ?? [])]).toEqual(expect.arrayContaining(['i', 's', 'e']));
    expect([...(explored?.outcomes ?? [])].toSorted()).toEqual(['done', 'failed', 'left']);
  });
});

function inSpanish(source: string, texts: string): Library {
  const library = smallLibrary({ own: source });
  const read = readFlow('own.yaml', 'own' as never, source);
  if (!('flow' in read)) throw new Error('the flow does not read');
  const { translation, problems } = readTranslation('own.es.yaml', texts, read.flow);
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { ...library, translation: (id) => (id === 'own' ? translation : null) };
}

describe('on: word under a question for words of one’s own', () => {
  const on = `  word:
    - { say: [opening hours, when are you open], do: [{ id: hours, say: From six. }] }
    - { say: [call it off], goto: off }
`;
  const steps = `  - { id: who, ask: 'Who?', input: text, save: who }
  - { id: n, ask: 'How many?', input: number, save: n }
  - { id: off, say: 'Called off, {who}.' }
  - { id: end, ask: 'So?', input: confirm }
`;
  const start = () => {
    const own = flowOf(steps, `data: { n: number, who: text }\non:\n${on}`);
    const here = agreed(visit({ library: smallLibrary({ own }) }));
    here.ask('own');
    return here;
  };

  test('is asked about first, and then heard, and the question comes back', () => {
    const here = start();
    expect(here.say('When are you open?')).toMatch(/when are you open/);
    expect(place(here)).toBe('own who');
    expect(here.say('yes')).toMatch(/^From six\.\s+Who\?/);
    expect(data(here)).toMatchObject({ who: null });
    here.say('Robin');
    expect(here.say('opening hours')).toMatch(/^From six\.\s+How many\?/);
    expect(data(here)).toMatchObject({ who: 'Robin' });
  });

  test('may be the answer all the same, by a no or by an answer', () => {
    const here = start();
    here.say('opening hours');
    here.say('no');
    expect(data(here)).toMatchObject({ who: 'opening hours' });
    const there = start();
    there.say('opening hours');
    there.say('Robin');
    expect(data(there)).toMatchObject({ who: 'Robin' });
  });

  test('leads where it says, and `back` leads to the question with nothing lost', () => {
    const here = start();
    here.say('Robin');
    here.say('opening hours');
    expect(here.say('call it off')).toMatch(/^Called off, Robin/);
    expect(here.say('back')).toMatch(/How many\?/);
    expect(data(here)).toMatchObject({ who: 'Robin' });
    expect(here.say('back')).toMatch(/Who\?/);
  });
});
