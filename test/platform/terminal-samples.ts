import type { Delivery } from '#conversation/delivery.ts';
import type { ConversationId, DeliveryId, QuestionId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Choice, Message, Paragraph } from '#conversation/message.ts';
import type { Door, Receipt } from '#platform/platform.ts';
import type { Look } from '#platform/terminal/look.ts';

/** A message of these paragraphs. */
export function message(paragraphs: readonly Paragraph[], extra: Partial<Message> = {}): Message {
  return {
    paragraphs,
    question: null,
    choices: [],
    input: null,
    media: [],
    sensitivity: 'ordinary',
    alwaysOn: [],
    ...extra,
  };
}

/** Choices with these labels; their ids are the labels in lower case, with hyphens. */
export function choices(...labels: string[]): readonly Choice[] {
  return labels.map((label) => ({ id: label.toLowerCase().replaceAll(' ', '-'), label }));
}

/** The row that is always there. */
export const row = choices('Help now', 'Ground me', 'Pause', 'Stop');

/** A question with four short answers. */
export const question: Message = message(
  [['Which is closest right now?'], ['Tap one, or type its number or its words.']],
  {
    hints: 1,
    question: 'q1' as QuestionId,
    input: { type: 'choice' },
    choices: choices('Settled', 'Wound up', 'Flat or far away', 'Something else'),
    alwaysOn: row,
  },
);

/** Shows colours as tags, so that they can be read. */
export function look(width: number, extra: Partial<Look> = {}): Look {
  return {
    width,
    plain: false,
    paint: (_style, text) => text,
    quotes: ['“', '”'],
    words: { picture: 'picture', file: 'file' },
    ...extra,
  };
}

/** The id a door of these tests gives to a key. */
export function idOf(key: string): ConversationId {
  return `id of ${key}` as ConversationId;
}

let count = 0;

/** A delivery to a conversation of the terminal's. */
export function delivery(said: Message, to = 'terminal:me'): Delivery {
  count += 1;
  return {
    id: `delivery ${count}` as DeliveryId,
    conversation: idOf(to),
    seq: count,
    class: 'reply',
    report: false,
    createdAt: 0,
    notBefore: 0,
    expiresAt: null,
    attempts: 0,
    state: 'sending',
    payload: { type: 'message', message: said, address: to, via: null },
  };
}

/** A door that remembers who knocked, and answers as it is told. */
export function door(
  answer: (inbound: Inbound, tried: number) => Promise<Receipt | void> | Receipt | void,
): Door & { readonly heard: Inbound[] } {
  const heard: Inbound[] = [];
  return {
    heard,
    idOf,
    async receive(inbound) {
      if (inbound.type === 'Tapped' || inbound.type === 'Filled')
        throw new Error('a terminal has no buttons');
      heard.push(inbound);
      return (await answer(inbound, heard.length)) ?? committed;
    },
  };
}

/** The receipt of a turn that is durable. */
export const committed: Receipt = { outcome: 'committed' };
