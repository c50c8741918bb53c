import { timingSafeEqual } from 'node:crypto';
import { alwaysOnWords, type AlwaysOnWord } from '#content/words.ts';
import type { Conversation } from '#conversation/conversation.ts';
import type { Delivery } from '#conversation/delivery.ts';
import type { ConversationId, QuestionId } from '#conversation/id.ts';
import type { ChoiceMade, FormSent, Inbound } from '#conversation/inbound.ts';
import type { Brought, Filled, Tapped, Tokens } from '#platform/platform.ts';
import type { Keys } from '#store/store.ts';

/** A row of buttons: the choices of the asking with this seal, the panel it can be answered on, or the words that always work. */
interface Row {
  readonly of: 'q' | 'f' | 'w';
  readonly seal: string;
}

/**
 * The tokens of a delivery's buttons, the same however often it is sent: at most 40 url-safe characters, which say nothing and mean something only in this conversation.
 * Those of a question are bound to its first delivery, so that a nudge carries the very same ones and any other asking has its own.
 */
export function tokensOf(keys: Pick<Keys, 'tag'>, delivery: Delivery): Tokens {
  const { conversation, payload } = delivery;
  if (payload.type !== 'message') return noTokens;
  const seal = payload.seal ?? delivery.id;
  const { choices, alwaysOn, form } = payload.message;
  const choice = tokensIn(keys, conversation, { of: 'q', seal });
  const word = tokensIn(keys, conversation, always);
  return {
    choices: choices.map((_, n) => choice(n)),
    alwaysOn: alwaysOn.map(({ id }) => word(alwaysOnWords.indexOf(id as AlwaysOnWord))),
    form: form === undefined ? null : tokensIn(keys, conversation, { of: 'f', seal })(0),
  };
}

/** What carries no buttons. */
const noTokens: Tokens = { choices: [], alwaysOn: [], form: null };

/** An event as the engine may hear it: of a tap the choice it made, if we made its buttons for this conversation and the question that is open; of a panel the form that was sent, by the same proof; else one that changes nothing. Old, doubled, foreign and forged ones are the same. */
export function proved(
  keys: Pick<Keys, 'tag'>,
  conversation: Conversation,
  event: Brought,
): Inbound {
  const asked = conversation.kind === 'member' ? conversation.asked : null;
  if (event.type === 'Filled') {
    const row: Row = { of: 'f', seal: asked?.shown?.seal ?? '' };
    const isOurs = isSame(event.token, tokensIn(keys, event.conversation, row)(0));
    return asked?.shown !== undefined && isOurs ? sentOf(event, asked.id) : unproved(event);
  }
  if (event.type !== 'Tapped') return event;
  const words: string[] = [];
  const choices: string[] = [];
  for (const token of event.tokens) {
    const button = readToken(token, asked?.shown?.seal ?? '');
    if (button === null) return unproved(event);
    const { row, n } = button;
    if (!isSame(token, tokensIn(keys, event.conversation, row)(n))) return unproved(event);
    const { of } = row;
    const id = of === 'w' ? alwaysOnWords[n] : asked?.shown?.choices[n];
    if (id === undefined) return unproved(event);
    (of === 'w' ? words : choices).push(id);
  }
  if (words.length === 1 && choices.length === 0) return madeOf(event, null, words);
  if (asked === null || words.length > 0 || choices.length === 0) return unproved(event);
  return madeOf(event, asked.id, choices);
}

/** An event of a conversation that cannot be looked at. A tap on a word that always works is proved by its token alone; any other tap, or a panel, answers a question that was never asked. What is written on a panel is heard all the same, for danger may be in it. */
export function unlooked(keys: Pick<Keys, 'tag'>, event: Brought): Inbound {
  const [token] = event.type === 'Tapped' ? event.tokens : [];
  if (event.type !== 'Tapped' || token === undefined || event.tokens.length > 1)
    return unproved(event);
  const button = readToken(token, '');
  const id = button?.row.of === 'w' ? alwaysOnWords[button.n] : undefined;
  if (button === null || id === undefined) return unproved(event);
  const isOurs = isSame(token, tokensIn(keys, event.conversation, always)(button.n));
  return isOurs ? madeOf(event, null, [id]) : unproved(event);
}

function unproved(event: Brought): Inbound {
  if (event.type === 'Tapped') return madeOf(event, neverAsked, []);
  return event.type === 'Filled' ? sentOf(event, neverAsked) : event;
}

const neverAsked = 'never-asked' as QuestionId;

function madeOf(
  tapped: Tapped,
  question: QuestionId | null,
  choices: readonly string[],
): ChoiceMade {
  const { tokens: _tokens, ...happened } = tapped;
  return { ...happened, type: 'ChoiceMade', question, choices };
}

function sentOf(filled: Filled, question: QuestionId): FormSent {
  const { token: _token, ...happened } = filled;
  return { ...happened, type: 'FormSent', question };
}

const always: Row = { of: 'w', seal: '' };

/** The token of the n-th button (from 0) of a row. One tag proves the whole row: whoever holds one of its buttons was offered them all. */
function tokensIn(
  keys: Pick<Keys, 'tag'>,
  conversation: ConversationId,
  { of, seal }: Row,
): (n: number) => string {
  let tag: string | null = null;
  return (n) => {
    tag ??= keys.tag(`tap\n${conversation}\n${of}\n${seal}`);
    return `${of}${n.toString(36)}.${tag}`;
  };
}

function readToken(token: string, seal: string): { readonly row: Row; readonly n: number } | null {
  const parts = /^([qw])(0|[1-9a-z][0-9a-z]{0,3})\.[\w-]{1,32}$/.exec(token);
  if (parts === null) return null;
  const row: Row = parts[1] === 'q' ? { of: 'q', seal } : always;
  return { row, n: Number.parseInt(parts[2] ?? '', 36) };
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
