import { describe, expect, test } from 'vitest';
import { plainText } from '#content/format.ts';
import { beginOwn, choices } from '../support/own-flow.ts';
import { saysOf, type Visit } from '../support/visit.ts';

const head = 'data: { n: number, people: number, children: number, bag: list, thing: text }';

/** What was said last. */
const heard = ({ last }: Visit) =>
  saysOf(last)
    .map(({ message }) => plainText(message.paragraphs))
    .join('\n');

describe('a flow written as one would say it', () => {
  test('asks in its first wording where none fits, also once all were said', () => {
    const asks = (more: string) => `  - id: taken
    ask:
      - { text: First time?, when: n < 1.0 }
      - { text: Once more?, when: n >= 1.0 }
    options: [A, B]
${more}  - { id: end, ask: 'So?', input: confirm }
`;
    expect(heard(beginOwn(asks(''), { head }))).toMatch(/^First time\?/);
    const often = beginOwn(asks('    pick: once\n'), { head });
    for (let round = 0; round < 3; round += 1) {
      often.ask('own');
      expect(heard(often)).toMatch(/^First time\?/);
    }
  });

  test('says nothing for a `say` where none fits', () => {
    const here = beginOwn(
      `  - { id: maybe, say: [{ text: Often., when: n > 1.0 }, { text: Never., when: n < 1.0 }] }
  - { id: end, ask: 'So?', input: confirm }
`,
      { head },
    );
    expect(heard(here)).toMatch(/^So\?/);
  });

  test('shows earlier answers in the words of a check', () => {
    const here = beginOwn(
      `  - { id: people, ask: 'People?', input: number, save: people }
  - id: children
    ask: 'Children?'
    input: number
    save: children
    check: [{ that: children <= people, message: 'There are {people, plural, one {# of you} other {# of you}}.' }]
`,
      { head },
    );
    here.say('3');
    expect(here.say('4')).toMatch(/^There are 3 of you\./);
  });

  test('offers what a list does not hold yet, before anything was put into it', () => {
    const here = beginOwn(
      `  - id: thing
    ask: 'What?'
    save: thing
    options:
      - { label: Key, value: key, show-if: "not ('key' in bag)" }
      - { label: Lamp, value: lamp, show-if: "!('lamp' in bag)" }
      - { label: Done, value: done }
  - set: { bag: { add: thing } }
  - goto: thing
`,
      { head },
    );
    expect(choices(here)).toEqual(['Key', 'Lamp', 'Done']);
    here.tap('key');
    expect(choices(here)).toEqual(['Lamp', 'Done']);
  });
});

describe('what a wording asks about steps', () => {
  test('is as it was when the wording is said: a step that comes later has not been seen', () => {
    const here = beginOwn(
      `  - id: lamp
    say:
      - { text: The first time., when: "times('next') < 1.0" }
      - { text: Again., when: "seen('next')" }
  - { id: next, ask: 'And now?', options: [{ label: Again, value: again, goto: lamp }, Out] }
`,
    );
    expect(heard(here)).toMatch(/^The first time\./);
    expect(here.tap('again')).toMatch(/^Again\./);
  });

  test('is of the time before, where a step asks how long ago it was seen itself', () => {
    const here = beginOwn(`  - id: hello
    say:
      - { text: We have not met., when: "daysSince('hello') > 1000" }
      - { text: Back today., when: "daysSince('hello') == 0" }
      - { text: A while ago., when: "daysSince('hello') >= 7 and daysSince('hello') < 1000" }
  - { id: end, ask: 'So?', input: confirm }
`);
    expect(heard(here)).toMatch(/^We have not met\./);
    here.say('yes');
    here.ask('own');
    expect(heard(here)).toMatch(/^Back today\./);
    here.say('yes');
    here.pass(8 * 24 * 3_600_000);
    here.ask('own');
    expect(heard(here)).toMatch(/^A while ago\./);
  });
});
