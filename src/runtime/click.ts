import { timingSafeEqual } from 'node:crypto';
import type { ConversationId, QuestionId } from '#conversation/id.ts';
import type { Keys } from '#store/store.ts';

/** What a button stands for: the n-th choice (from 0) of a question, or of a row that never goes stale (`null`). */
export interface Click {
  readonly question: QuestionId | null;
  readonly choice: number;
}

const version = '1';
/** Discord's `custom_id` is the tightest. */
const longest = 100;

/**
 * A button's token: at most 100 url-safe characters, bound to the conversation by a keyed tag.
 * Bound to the question and not to the delivery, so that the same question sent again carries the same token; every asking has its own question id, so an older asking is still told apart.
 * Throws for a choice outside 0 … 9,999 and for a question id of more than 50 bytes.
 */
export function mintToken(
  keys: Pick<Keys, 'tag'>,
  conversation: ConversationId,
  { question, choice }: Click,
): string {
  if (!Number.isInteger(choice) || choice < 0 || choice > 9_999) {
    throw new Error(`choice ${choice} has no token`);
  }
  const body = `${version}${Buffer.from(question ?? '').toString('base64url')}.${choice.toString(36)}`;
  const token = `${body}.${tagOf(keys, conversation, body)}`;
  if (token.length > longest) throw new Error(`question ${question} is too long for a token`);
  return token;
}

/** What a token of this conversation stands for; `null` for every other: forged, foreign, cut or of another version. */
export function readToken(
  keys: Pick<Keys, 'tag'>,
  conversation: ConversationId,
  token: string,
): Click | null {
  if (token.length > longest) return null;
  const parts = /^(1([\w-]*)\.([0-9a-z]{1,3}))\.([\w-]+)$/.exec(token);
  if (parts === null) return null;
  const [, body = '', question = '', choice = '', tag = ''] = parts;
  if (!isSame(tag, tagOf(keys, conversation, body))) return null;
  return {
    question:
      question === '' ? null : (Buffer.from(question, 'base64url').toString() as QuestionId),
    choice: Number.parseInt(choice, 36),
  };
}

function tagOf(keys: Pick<Keys, 'tag'>, conversation: ConversationId, body: string): string {
  return keys.tag(`click\n${conversation}\n${body}`);
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
