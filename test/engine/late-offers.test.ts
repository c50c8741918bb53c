import { describe, expect, test } from 'vitest';
import { at, beginOwn, kept, offered } from '../support/own-flow.ts';

const head = 'data: { sure: yes-no, note: text }';
const steps = `  - id: sure
    ask: May I write to you?
    input: confirm
    save: sure
    options: [{ label: Certainly, value: 'yes' }, { label: Rather not, value: 'no' }]
  - id: note
    ask: And why?
    input: text
    save: note
`;

describe('a question of ours that gave way', () => {
  test('is not answered by a late tap on its buttons, and neither is the one beneath', () => {
    const here = beginOwn(steps, { head });
    here.say('Rathr not');
    expect(offered(here)).toBe('near-answer');
    const question = here.member.asked?.id as never;
    here.say('a heron, by the water');
    expect(offered(here)).toBeNull();
    // This “yes” means “Rather not”.
    here.happen({ type: 'ChoiceMade', question, choices: ['yes'] });
    expect([at(here), kept(here)]).toEqual(['sure', { sure: null, note: null }]);
    here.say('Rather not');
    expect(kept(here)).toEqual({ sure: false, note: null });
  });
});
