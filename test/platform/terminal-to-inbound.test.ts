import { describe, expect, test } from 'vitest';
import type { CauseId, QuestionId } from '#conversation/id.ts';
import { toInbound, type LineContext } from '#platform/terminal/to-inbound.ts';
import { choices, idOf, message, question, row } from './terminal-samples.ts';

const older = message([['How is your body?']], {
  question: 'q0' as QuestionId,
  choices: choices('Tense', 'Settled'),
});
const several = message([['Which of these?']], {
  question: 'q2' as QuestionId,
  input: { type: 'many', most: null },
  choices: choices('Tired', 'Sad', 'Hopeful'),
});
const context: LineContext = {
  cause: 'terminal/run/7' as CauseId,
  at: 1_000,
  member: { id: idOf('me'), address: 'terminal:me' },
  community: { id: idOf('mod'), address: 'terminal:mod' },
  moderator: 'a moderator',
  shown: [message([['Thanks.']]), question, older],
};
const member = { id: context.cause, at: 1_000, conversation: idOf('me'), address: 'terminal:me' };
const community = { ...member, conversation: idOf('mod'), address: 'terminal:mod' };

describe('a line', () => {
  test.each([
    ['hello there', { type: 'TextSaid', text: 'hello there' }],
    ['8', { type: 'TextSaid', text: '8' }],
    ['  two  spaces ', { type: 'TextSaid', text: '  two  spaces ' }],
    ['[Wound up]', { type: 'ChoiceMade', question: 'q1', choices: ['wound-up'] }],
    [' [ wound  UP ] ', { type: 'ChoiceMade', question: 'q1', choices: ['wound-up'] }],
    ['[Ground me]', { type: 'ChoiceMade', question: null, choices: ['ground-me'] }],
    ['[Settled]', { type: 'ChoiceMade', question: 'q1', choices: ['settled'] }],
    ['[Tense]', { type: 'ChoiceMade', question: 'q0', choices: ['tense'] }],
    ['[Nothing like it]', { type: 'TextSaid', text: '[Nothing like it]' }],
    ['[Settled] [Wound up]', { type: 'TextSaid', text: '[Settled] [Wound up]' }],
    ['[Settled] indeed', { type: 'TextSaid', text: '[Settled] indeed' }],
    ['[]', { type: 'TextSaid', text: '[]' }],
    ['/daily-check-in', { type: 'FlowAsked', flow: 'daily-check-in', inputs: {} }],
    [' /Ground-54321 ', { type: 'FlowAsked', flow: 'ground-54321', inputs: {} }],
    ['/start', { type: 'FlowAsked', flow: 'start', inputs: {} }],
    ['/', { type: 'TextSaid', text: '/' }],
    ['/ menu', { type: 'TextSaid', text: '/ menu' }],
    ['/etc/hosts', { type: 'TextSaid', text: '/etc/hosts' }],
    ['i like /menu', { type: 'TextSaid', text: 'i like /menu' }],
    ['@modest', { type: 'TextSaid', text: '@modest' }],
    ['ask @mod', { type: 'TextSaid', text: 'ask @mod' }],
    ['+ 26h', { type: 'TextSaid', text: '+ 26h' }],
  ])('`%s` is the member’s', (line, expected) => {
    expect(toInbound(line, context)).toEqual({ ...member, ...expected });
  });

  test.each([
    ['@mod 3 We are on it.', '3 We are on it.'],
    ['@MOD   claim ', 'claim'],
    ['@mod', ''],
    [' @mod ', ''],
  ])('`%s` is a moderator’s, in the community’s own conversation', (line, words) => {
    expect(toInbound(line, context)).toEqual({
      ...community,
      type: 'ModeratorActed',
      moderator: 'a moderator',
      words,
    });
  });

  test('taps several choices where several may be taken', () => {
    const shown = [several, question];
    expect(toInbound('[Tired] [hopeful]', { ...context, shown })).toEqual({
      ...member,
      type: 'ChoiceMade',
      question: 'q2',
      choices: ['tired', 'hopeful'],
    });
    expect(toInbound('[Tired] [Settled]', { ...context, shown })).toMatchObject({
      type: 'TextSaid',
    });
  });

  test('taps a choice by the label that was shown, not by what was hidden in it', () => {
    const shown = [message([], { choices: [{ id: 'a', label: 'Yes\u202E\u001B[2J please' }] })];
    expect(toInbound('[yes please]', { ...context, shown })).toMatchObject({ choices: ['a'] });
  });

  test('taps nothing before anything was shown', () => {
    expect(toInbound('[Help now]', { ...context, shown: [] })).toMatchObject({ type: 'TextSaid' });
    expect(
      toInbound('[Help now]', { ...context, shown: [message([], { alwaysOn: row })] }),
    ).toMatchObject({
      type: 'ChoiceMade',
      question: null,
    });
  });
});
