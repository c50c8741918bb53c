import { describe, expect, test } from 'vitest';
import { textProblems } from '#content/text-problems.ts';

describe('checking a text', () => {
  test('a sound text has no problems', () => {
    expect(
      textProblems("Hi{hasName, select, yes {, {name}} other {}}. Don’t hurry, it's fine.", [
        'name',
        'hasName',
      ]),
    ).toEqual([]);
  });

  test('an unknown slot is told with the one that was meant, and where', () => {
    expect(textProblems('Heavy: {hevy}', ['heavy', 'name'])).toEqual([
      {
        code: 'unknown-slot',
        message: 'nothing fills `{hevy}`',
        mend: 'did you mean `heavy`?',
        offset: 7,
      },
    ]);
  });

  test('slots inside choices are looked at too, all of them', () => {
    const problems = textProblems(
      '{a, select, yes {{b}} other {{c, plural, one {{d}} other {#}}}}',
      ['a'],
    );
    expect(problems.map((problem) => problem.message)).toEqual([
      'nothing fills `{b}`',
      'nothing fills `{c}`',
      'nothing fills `{d}`',
    ]);
  });

  test.each([
    ['open {name', 'this `{` is never closed', 5],
    ['empty {}', 'there is no name between the braces', 6],
    ['{n, plural, one {x}}', '`select` and `plural` need an `other`', 19],
    ['{name}}', 'this `}` closes nothing', 6],
    ["l'{name}", 'an apostrophe right before a brace switches the slot off', 1],
    ['{n, number}', 'only `select`, `plural` and `selectordinal` can follow a comma here', 0],
    ['{n, foo, x}', 'this word cannot follow the comma', 4],
  ])('%s is refused at its place', (text, message, offset) => {
    const [problem] = textProblems(text, ['name', 'n']);
    expect(problem).toMatchObject({ code: 'text-syntax', message, offset });
    expect(problem?.mend).not.toBe('');
  });

  test('a text nested beyond reason is refused, not our undoing', () => {
    expect(textProblems('{a, select, other {'.repeat(20_000), ['a'])).toHaveLength(1);
  });
});
