import { describe, expect, test } from 'vitest';
import type { StepMap } from '#conversation/step-map.ts';
import { at, beginOwn, kept, number, words } from '../support/own-flow.ts';
import { flowOf, smallLibrary } from '../support/small-library.ts';
import type { Visit } from '../support/visit.ts';

const map: StepMap = { steps: {}, again: [], end: [], others: 'stay', data: {} };
const head = 'data: { one: number, two: number, three: text }';
const begun = (steps: string, flows: Readonly<Record<string, string>> = {}): Visit =>
  beginOwn(steps, { head, flows });

/** Everybody is moved into another edition of `own`. */
function replace(here: Visit, steps: string, how: Partial<StepMap> = {}, itsHead = head): string {
  here.library = smallLibrary({ own: flowOf(steps, itsHead) }, here.library);
  const revision = here.library.flow('own' as never)?.hash as never;
  const news = {
    type: 'replaced',
    flow: 'own' as never,
    revision,
    map: { ...map, ...how },
  } as const;
  return here.happen({ type: 'Told', news });
}

const silent =
  '    silence:\n      nudge: { after: 2h, say: Still here. }\n      expire: { after: 12h, end: left }\n';

describe('whoever is moved into another edition', () => {
  test('is not written to, and is asked in its words with what they write next', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    expect(
      replace(
        here,
        number('one') + number('deux'),
        { steps: { two: 'deux' as never } },
        'data: { one: number, deux: number }',
      ),
    ).toBe('');
    expect(here.say('5')).toContain('deux?');
    here.say('5');
    expect(here.member.sessions).toEqual([]);
  });

  test('keeps what they answered, by its new name and where it is of the same type', () => {
    const here = begun(number('one') + words('three') + number('two'));
    here.say('1');
    here.say('words');
    replace(
      here,
      number('two'),
      { data: { uno: 'one' } },
      'data: { uno: number, two: number, three: number }',
    );
    expect(kept(here)).toEqual({ uno: 1, two: null, three: null });
  });

  test('cannot go back to before it', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    replace(here, number('one') + number('two') + words('three'));
    here.say('hello');
    expect(here.say('back')).not.toContain('one?');
    expect(here.say('2')).toContain('three?');
    expect(here.say('back')).toContain('two?');
  });

  test('is nudged and lapses when it was time, in the new words', () => {
    const here = begun(number('one') + number('two', silent));
    here.say('1');
    here.arrive();
    const renamed = number('deux', silent.replace('Still here.', 'Encore.'));
    replace(
      here,
      number('one') + renamed,
      { steps: { two: 'deux' as never } },
      'data: { one: number, deux: number }',
    );
    expect(here.pass(2 * 3_600_000)).toContain('Encore.');
    here.pass(10 * 3_600_000);
    expect(here.member.sessions).toEqual([]);
  });

  test('is nudged at a question that was come to before, under either name', () => {
    const ask = (id: string) => number(id, silent);
    const here = begun(`${ask('two')}${ask('one')}  - goto: two\n`);
    here.say('1');
    here.say('1');
    here.arrive();
    replace(here, ask('one').replace('Still here.', 'Encore.'), { steps: { two: 'one' as never } });
    expect(here.pass(2 * 3_600_000)).toContain('Encore.');
  });

  test('comes back from an aside to the question it was said under, by its new name', () => {
    const aside = (id: string) =>
      `${head}\non:\n  word:\n    - say: [aside]\n      do: [{ id: ${id}, ask: Aside?, input: text, save: three }]`;
    const here = beginOwn(number('two'), { head: aside('beside') });
    here.say('aside');
    replace(here, number('one'), { steps: { two: 'one' as never } }, aside('beside'));
    here.say('hello');
    expect(here.say('words')).toContain('one?');
  });

  test('goes round as often as was left', () => {
    const round = (id: string) =>
      `  - repeat: 3\n    do:\n${number(id).replace(/^/gm, '    ').trimEnd()}\n`;
    const here = begun(round('one') + number('two'));
    here.say('1');
    replace(here, round('one') + words('three'));
    here.say('hello');
    expect(here.say('2')).toContain('one?');
    expect(here.say('3')).toContain('three?');
  });

  test('is in it as long as the new edition lasts, from when they began', () => {
    const lasting = (time: string) => `${head}\nexpires: ${time}`;
    const here = beginOwn(number('one'), { head: lasting('2d') });
    replace(here, number('one') + number('two'), {}, lasting('1d'));
    here.pass(23 * 3_600_000);
    expect(at(here)).toBe('one');
    here.pass(2 * 3_600_000);
    expect(here.member.sessions).toEqual([]);
  });

  test('is not asked where they wait', () => {
    const here = begun(`  - wait: 2h\n    id: one\n${number('two')}`);
    replace(here, number('one') + number('two'));
    expect(at(here)).toBe('one');
    expect(here.pass(2 * 3_600_000)).toContain('two?');
  });

  test('goes on waiting for as long as it was to be', () => {
    const here = begun(`  - wait: 2h\n    id: nap\n${number('one')}`);
    replace(here, `  - wait: 5h\n    id: rest\n${number('one')}`, {
      steps: { nap: 'rest' as never },
    });
    expect(here.pass(2 * 3_600_000)).toContain('one?');
  });

  test('begins anew where the author says so, with what they write next', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    expect(replace(here, number('one') + words('three'), { again: ['two'] })).toBe('');
    expect(here.pass(60_000)).toBe('');
    const said = here.say('5');
    expect(said).toContain('was changed while we were in it');
    expect(said).toContain('one?');
  });

  test('hears kind words where it ends, with what they write next', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    expect(replace(here, number('one'), { others: 'end' })).toBe('');
    expect(here.member.sessions).toEqual([]);
    expect(here.say('5')).toContain('taken out while we were in it');
  });

  test('finishes what they began where nobody said where they go on, or where something else is waited for', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    replace(here, number('one'));
    replace(here, `${number('one')}  - wait: 2h\n    id: two\n`);
    here.say('2');
    expect(here.member.sessions).toEqual([]);
  });

  test('is moved once: told again, nothing changes', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    replace(here, number('two'));
    const { sessions } = here.member;
    replace(here, number('two'));
    expect(here.member.sessions).toEqual(sessions);
  });

  test('may stand at a question that is asked on a condition now', () => {
    const here = begun(number('one') + number('two'));
    here.say('1');
    replace(here, number('one') + number('two', '    ask-if: one > 5\n'));
    here.say('hm');
    here.say('2');
    expect(here.member.sessions).toEqual([]);
  });

  test('may stand at a question that offers options once now', () => {
    const here = begun(words('three'));
    const once = '    options: [{ label: Sleep, value: sleep, once: true }]\n';
    replace(here, words('three').replace('    input: text\n', once));
    expect(here.say('hm')).toContain('three?');
    here.say('Sleep');
    expect(here.member.sessions).toEqual([]);
  });

  test('may be in a flow that it runs, and comes back into the new edition', () => {
    const part = '  - id: part\n    run: sub\n';
    const sub = flowOf(words('in'), 'data: { in: text }');
    const here = begun(part + number('one'), { sub });
    replace(here, part.replace('id: part', 'id: teil') + number('two'), {
      steps: { part: 'teil' as never },
    });
    expect(at(here)).toBe('in');
    expect(here.say('inside')).toContain('two?');
  });
});

describe('a flow that is withdrawn', () => {
  const withdraw = (here: Visit, flow: string): string =>
    here.happen({ type: 'Told', news: { type: 'withdrawn', flow: flow as never } });

  test('ends for whoever is in it, and what ran it goes on', () => {
    const sub = flowOf(words('in'), 'data: { in: text }');
    const here = begun(`  - id: part\n    run: sub\n${number('one')}`, { sub });
    expect(withdraw(here, 'sub')).toBe('');
    const said = here.say('inside');
    expect(said).toContain('taken out while we were in it');
    expect(said).toContain('one?');
  });

  test('takes what it runs away with it', () => {
    const sub = flowOf(words('in'), 'data: { in: text }');
    const here = begun(`  - id: part\n    run: sub\n${number('one')}`, { sub });
    expect(withdraw(here, 'own')).toBe('');
    expect(here.member).toMatchObject({ sessions: [], asked: null });
  });

  test('leaves everybody else alone', () => {
    const here = begun(number('one') + number('two'));
    const { sessions, asked } = here.member;
    withdraw(here, 'menu');
    expect(here.member).toMatchObject({ sessions, asked });
    expect(here.say('1')).toContain('two?');
  });

  test('takes nothing from a crisis reply above it', () => {
    const here = begun(number('one'));
    here.say('I want to kill myself');
    const { asked } = here.member;
    withdraw(here, 'own');
    expect(here.member.sessions.map(({ flow }) => flow)).toEqual(['crisis-reply']);
    expect(here.member.asked).toEqual(asked);
  });
});
