import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CauseId, ConversationId, FlowId, Millis, QuestionId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import { compile } from '#flow/compile.ts';
import type { Flow } from '#flow/flow.ts';
import type { Script } from '#flow/script.ts';
import { hashOf } from '#library/bind.ts';

/** The flow every row plays, and its source. */
export interface CheckIn {
  readonly script: Script;
  readonly source: string;
}

/** The same before it is a machine: it survives JSON. */
export interface CheckInRead {
  readonly flow: Flow;
  readonly source: string;
}

/** Turns of one check-in: greeting, scale, feeling, note, suggestion, three steps of grounding; the last answer brings the summary. */
export const turnsEach = 8;

const flow = 'bench-check-in' as FlowId;
const file = 'content/bench/check-in.yaml';

/** Reads the flow of the bench, which is none of the companion's. Throws where it does not read: it ships with us. */
export async function readCheckIn(root: string): Promise<CheckInRead> {
  // Loaded here alone, so that the rows carry no parser in their memory, as a companion carries none.
  const { readFlow } = await import('#flow/read-flow.ts');
  const source = readFileSync(join(root, file), 'utf8');
  const read = readFlow(file, flow, source);
  if (!('flow' in read)) throw new Error(`${file} does not read`);
  return { flow: read.flow, source };
}

/** Makes it a machine. */
export function checkInOf({ flow: meant, source }: CheckInRead): CheckIn {
  return { script: compile(meant, hashOf(meant)), source };
}

/** Who acts, when, and what they see. */
export interface Moment {
  readonly member: number;
  /** 0 … 7. */
  readonly turn: number;
  readonly conversation: ConversationId;
  readonly at: Millis;
  readonly shown: Message | null;
}

/** What a member does in one turn: asks for the check-in, types, or taps, so that over many members every way is taken. */
export function doNext({ member, turn, conversation, at, shown }: Moment): Inbound {
  const happened = {
    id: `bench:${member}:${turn}` as CauseId,
    conversation,
    at,
    address: addressOf(member),
  };
  const say = (text: string): Inbound => ({ type: 'TextSaid', ...happened, text });
  const tap = (nth: number): Inbound => {
    const choices = shown?.choices ?? [];
    return {
      type: 'ChoiceMade',
      ...happened,
      question: shown?.question as QuestionId,
      choices: [choices[nth % choices.length]?.id ?? ''],
    };
  };
  switch (turn) {
    case 0:
      return { type: 'FlowAsked', ...happened, flow, inputs: {} };
    case 1:
      return say(String(1 + (member % 10)));
    case 2:
      return member % 2 === 0 ? tap(member) : say(shown?.choices[member % 5]?.label ?? '');
    case 3:
      return say(notes[member % notes.length] as string);
    case 4:
      return tap(member);
    default:
      return member % 2 === 0 ? tap(0) : say('next');
  }
}

/** Where a member is answered. */
export function addressOf(member: number): string {
  return `bench:${member}`;
}

/** The member an address belongs to. */
export function memberAt(address: string | null): number {
  return Number(address?.slice('bench:'.length));
}

/** Like what people write: short and longer, none of it dangerous. */
const notes = [
  'slept badly',
  'work was a lot today and the phone did not stop, but the evening is quiet',
  'my sister called, and that was good',
  'it rains, I stayed in. I would like to go out tomorrow if the weather is better, and see the river.',
  'not much to say',
];
