import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConversationId, QuestionId } from '#conversation/id.ts';
import { mintToken, readToken } from '#runtime/click.ts';
import { memoryStore } from '../support/memory-store.ts';

const keys = memoryStore();
const conversations = fc.uuid().map((id) => id as ConversationId);
const questions = fc.option(
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 50 }),
) as fc.Arbitrary<QuestionId | null>;
const choices = fc.nat(9_999);

describe('a button’s token', () => {
  test('means what it was made for, fits every platform, and is the same every time', () => {
    fc.assert(
      fc.property(conversations, questions, choices, (conversation, question, choice) => {
        const token = mintToken(keys, conversation, { question, choice });
        expect(token).toMatch(/^[\w.-]{1,100}$/);
        expect(mintToken(keys, conversation, { question, choice })).toBe(token);
        expect(readToken(keys, conversation, token)).toEqual({ question, choice });
      }),
    );
  });

  test('means nothing in another conversation', () => {
    fc.assert(
      fc.property(conversations, conversations, choices, (mine, theirs, choice) => {
        fc.pre(mine !== theirs);
        const token = mintToken(keys, mine, { question: 'q1' as QuestionId, choice });
        expect(readToken(keys, theirs, token)).toBeNull();
      }),
    );
  });

  test('means nothing once a single character is changed, added or cut', () => {
    const mine = 'me' as ConversationId;
    const token = mintToken(keys, mine, { question: 'q12' as QuestionId, choice: 3 });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 2 }), (at, instead) => {
        fc.pre(instead !== token[at]);
        const forged = token.slice(0, at) + instead + token.slice(at + 1);
        expect(readToken(keys, mine, forged)).toBeNull();
      }),
    );
  });

  test('is not read from any other text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(readToken(keys, 'me' as ConversationId, text)).toBeNull();
      }),
    );
  });

  test('is refused where it could not be read back', () => {
    const mine = 'me' as ConversationId;
    expect(() => mintToken(keys, mine, { question: null, choice: -1 })).toThrow('no token');
    expect(() => mintToken(keys, mine, { question: null, choice: 1.5 })).toThrow('no token');
    expect(() =>
      mintToken(keys, mine, { question: 'q'.repeat(60) as QuestionId, choice: 0 }),
    ).toThrow('too long');
  });
});
