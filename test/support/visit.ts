import type { Conversation, MemberConversation } from '#conversation/conversation.ts';
import type { Effect } from '#conversation/effect.ts';
import type { CauseId, ConversationId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import { plainText } from '#content/format.ts';
import type { Library } from '#engine/library.ts';
import { meetMember } from '#engine/meet.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { readFolder } from '#library/read-folder.ts';

const root = new URL('../..', import.meta.url).pathname;
let read: Library | null = null;

/** The library of a fresh checkout. */
export function shippedLibrary(): Library {
  read ??= readFolder(root).library;
  if (read === null) throw new Error('the shipped flows have problems');
  return read;
}

/** One member with the shipped library, without a store; the state goes through JSON after every turn. */
export interface Visit {
  now: number;
  member: MemberConversation;
  readonly effects: Effect[];
  /** What is said in answer to a text. */
  say(text: string): string;
  ask(flow: string): string;
  pass(ms: number): string;
}

/** Begins at a fixed Monday morning in UTC; luck follows from `id`. */
export function visit(locale = 'en', id = 'm1'): Visit {
  let count = 0;
  const here: Visit = {
    now: Date.UTC(2026, 2, 2, 9),
    member: meetMember(id as ConversationId, 'c1' as ConversationId, { locale }),
    effects: [],
    say: (text) => happen({ type: 'TextSaid', text }),
    ask: (flow) => happen({ type: 'FlowAsked', flow: flow as never, inputs: {} }),
    pass: (ms) => {
      here.now += ms;
      return happen({ type: 'TimePassed' });
    },
  };
  function happen(what: Partial<Inbound>): string {
    count += 1;
    const inbound = {
      ...what,
      id: `c${count}` as CauseId,
      conversation: here.member.id,
      at: here.now,
    } as Inbound;
    const stage = {
      library: shippedLibrary(),
      now: here.now,
      community: 'c1' as ConversationId,
      country: null,
    };
    let turn = takeTurn(here.member, inbound, { ...stage, entries: null });
    if (turn.type === 'Needs') turn = takeTurn(here.member, inbound, { ...stage, entries: [] });
    if (turn.type === 'Needs') throw new Error('the turn still needs something');
    here.member = JSON.parse(
      JSON.stringify(turn.conversation),
    ) as Conversation as MemberConversation;
    here.effects.push(...turn.effects);
    return turn.effects
      .flatMap((one) => (one.type === 'Say' ? [plainText(one.message.paragraphs)] : []))
      .join('\n\n');
  }
  return here;
}
