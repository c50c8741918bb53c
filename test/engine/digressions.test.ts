import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import { agreed, saysOf, visit, type Visit } from '../support/visit.ts';

const asks = (name: string, after = '') => `  - id: before-${name}
    ask: Ready for ${name}?
    options:
      - { label: Go ahead, value: go }
      - { label: Wait a little, value: wait }
${after}`;

/** A flow that runs a flow that runs a flow. */
const library = smallLibrary({
  outer: flowOf(`${asks('one')}  - run: middle\n  - id: end\n    say: All done.\n`),
  middle: flowOf(`${asks('two')}  - run: inner\n`),
  inner: flowOf(asks('three')),
});

/** Someone who stands at the innermost question. */
function deep(): Visit {
  const here = agreed(visit({ library }));
  here.ask('outer');
  here.say('go ahead');
  here.say('go ahead');
  return here;
}

const places = (here: Visit) =>
  here.member.sessions.map(({ flow, snapshot: { value, data } }) => [flow, value, data]);
const asked = (here: Visit) => saysOf(here.last).at(-1)?.message;

/** Goes on with the last choice of every question until the stack is as high as before. */
function leave(here: Visit, height: number): void {
  for (let left = 0; here.member.sessions.length > height; left += 1) {
    if (left > 9) throw new Error('the digression does not end');
    here.say(String(asked(here)?.choices.length ?? 1));
  }
}

describe('three flows deep', () => {
  test.each(['who are you', 'help now', 'ground me', 'delete my data'])(
    '“%s” comes back to the very question',
    (word) => {
      const here = deep();
      const before = places(here);
      const question = asked(here);
      here.say(word);
      leave(here, before.length);
      expect(places(here)).toEqual(before);
      expect(asked(here)?.choices).toEqual(question?.choices);
      expect(asked(here)?.paragraphs.slice(-2)).toEqual([['Where we were:'], ['Ready for three?']]);
      expect(here.say('go ahead')).toContain('All done.');
      expect(here.member.sessions).toEqual([]);
    },
  );

  test('the question asked again has an id of its own, and a tap on the old one changes nothing', () => {
    const here = deep();
    const old = asked(here)?.question;
    here.say('who are you');
    const fresh = asked(here)?.question;
    expect(fresh).not.toBe(old);
    expect(here.member.asked?.id).toBe(fresh);
    const before = places(here);
    const tap = (question: unknown) =>
      here.happen({ type: 'ChoiceMade', question, choices: ['go'] } as never);
    expect(tap(old)).toMatch(/That question is finished[\s\S]*Ready for three/);
    expect(places(here)).toEqual(before);
    expect(tap(here.member.asked?.id)).toContain('All done.');
  });

  test('a tap on a question that is over, with none open, says so and where to go', () => {
    const here = deep();
    const question = here.member.asked?.id;
    expect(here.say('go ahead')).toContain('All done.');
    const said = here.happen({ type: 'ChoiceMade', question, choices: ['go'] } as never);
    expect(said).toMatch(/closed by now[\s\S]*“Menu”/);
    expect(said).not.toContain('Here is where we are');
    expect(here.member.sessions).toEqual([]);
  });

  test('a digression within a digression comes back through both', () => {
    const here = deep();
    const before = places(here);
    here.say('ground me');
    here.say('help now');
    leave(here, before.length);
    expect(places(here)).toEqual(before);
    expect(asked(here)?.paragraphs.at(-1)).toEqual(['Ready for three?']);
  });

  test('“menu” leaves all three', () => {
    const here = deep();
    here.say('menu');
    expect(here.member.sessions.map((one) => one.flow)).toEqual(['menu']);
  });

  test('“stop” ends everything, and one message says so', () => {
    const here = deep();
    here.say('stop');
    expect(here.member).toMatchObject({ sessions: [], asked: null, contact: { type: 'stopped' } });
    expect(saysOf(here.last)).toHaveLength(1);
  });

  test('the third misunderstanding offers ways on, each of which works', () => {
    for (const [choice, flow] of [
      ['Ask me again', 'inner'],
      ['Skip this question', undefined],
      ['Go to the menu', 'menu'],
      ['Help now', 'help-now'],
    ] as const) {
      const here = deep();
      for (let times = 0; times < 3; times += 1) here.say('zzz qqq');
      expect(asked(here)?.choices.map((one) => one.label)).toContain(choice);
      here.say(choice);
      expect(here.member.sessions.at(-1)?.flow).toBe(flow);
    }
  });
});

test('whoever takes none of the ways on sees the question again, with its choices', () => {
  const here = deep();
  for (let times = 0; times < 4; times += 1) here.say('zzz qqq');
  expect(asked(here)?.choices.map((one) => one.id)).toEqual(['go', 'wait']);
});

test('two texts in a row nobody asked for are not answered in the same words', () => {
  const here = agreed(visit({ library }));
  expect(here.say('quorl')).not.toBe(here.say('quorl'));
});

/** Words nobody’s list holds, so that they are neither an answer nor an always-on word. */
const planted = fc
  .array(fc.constantFrom('quorl', 'zibbet', 'vrannock', 'ploomish', 'grzelak'), {
    minLength: 2,
    maxLength: 8,
  })
  .map((words) => words.join(' '));

describe('what nobody asked for', () => {
  test('is answered with what can be done, and kept nowhere', () => {
    fc.assert(
      fc.property(planted, fc.boolean(), (text, isOpen) => {
        const here = isOpen ? deep() : agreed(visit({ library }));
        const said = here.say(text);
        expect(said).not.toBe('');
        if (!isOpen) expect(said).toMatch(/menu/i);
        const kept = JSON.stringify([here.member, here.last]);
        for (const word of text.split(' ')) expect(kept).not.toContain(word);
      }),
      { numRuns: 40 },
    );
  });
});
