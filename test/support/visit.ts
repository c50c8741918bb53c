import type { Conversation, MemberConversation } from '#conversation/conversation.ts';
import type { Effect, Say } from '#conversation/effect.ts';
import type { Entry } from '#conversation/entry.ts';
import type { CauseId, ConversationId, DeliveryId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import { plainText } from '#content/format.ts';
import type { Library } from '#engine/library.ts';
import { meetMember } from '#engine/meet.ts';
import { takeTurn } from '#engine/take-turn.ts';
import { shippedFolder } from './shipped-folder.ts';

const { library: shipped } = await shippedFolder();

/** The library of a fresh checkout. */
export function shippedLibrary(): Library {
  if (shipped === null) throw new Error('the shipped flows have problems');
  return shipped;
}

/** One member without a store; the state goes through JSON after every turn. */
export interface Visit {
  now: number;
  member: MemberConversation;
  library: Library;
  /** What a store would keep of them. */
  journal: readonly Entry[];
  /** Everything that was caused so far, and what the last turn caused. */
  readonly effects: Effect[];
  last: readonly Effect[];
  /** How often a turn asked for the journal. */
  asked: number;
  /** What is said in answer to a text; a question we came with has arrived before. */
  say(text: string): string;
  ask(flow: string): string;
  /** Taps choices of the question that is open. */
  tap(...choices: readonly string[]): string;
  pass(ms: number): string;
  /** Everything the last turn said and wanted reported arrives. */
  arrive(): string;
  happen(what: Partial<Inbound>): string;
}

/** How a visit differs from an English one to the shipped library. */
export interface VisitOptions {
  readonly locale?: string;
  readonly library?: Library;
  readonly country?: string;
  /** Whose conversation; luck follows from it. */
  readonly id?: string;
}

/** Begins at a fixed Monday morning in UTC. */
export function visit(options: VisitOptions = {}): Visit {
  const { locale = 'en', library = shippedLibrary(), country = null, id = 'm1' } = options;
  let count = 0;
  const here: Visit = {
    now: Date.UTC(2026, 2, 2, 9),
    member: meetMember(id as ConversationId, 'c1' as ConversationId, { locale }),
    library,
    journal: [],
    effects: [],
    last: [],
    asked: 0,
    say: (text) => {
      if (here.member.asked?.unseen === true) here.arrive();
      return happen({ type: 'TextSaid', text });
    },
    ask: (flow) => happen({ type: 'FlowAsked', flow: flow as never, inputs: {} }),
    tap: (...choices) =>
      happen({ type: 'ChoiceMade', question: here.member.asked?.id ?? null, choices }),
    pass: (ms) => {
      here.now += ms;
      return happen({ type: 'TimePassed' });
    },
    arrive: () => {
      const reported = saysOf(here.last).filter((one) => one.report);
      return reported
        .map(({ message: { question } }) =>
          happen({ type: 'Delivered', delivery: `d${(count += 1)}` as DeliveryId, question }),
        )
        .join('\n\n');
    },
    happen,
  };
  function happen(what: Partial<Inbound>): string {
    count += 1;
    const inbound = {
      id: `c${count}` as CauseId,
      conversation: here.member.id,
      at: here.now,
      ...what,
    } as Inbound;
    const stage = {
      library: here.library,
      now: here.now,
      community: 'c1' as ConversationId,
      country,
    };
    let turn = takeTurn(here.member, inbound, { ...stage, entries: null });
    // What the library does not know is nowhere.
    const lost = turn.type === 'Needs' ? turn.revisions : [];
    if (lost.length > 0) turn = takeTurn(here.member, inbound, { ...stage, lost, entries: null });
    if (turn.type === 'Needs') {
      here.asked += 1;
      turn = takeTurn(here.member, inbound, { ...stage, lost, entries: here.journal });
    }
    if (turn.type === 'Needs') throw new Error('the turn still needs something');
    here.member = JSON.parse(
      JSON.stringify(turn.conversation),
    ) as Conversation as MemberConversation;
    here.last = turn.effects;
    here.effects.push(...turn.effects);
    here.journal = journalAfter(here.journal, turn.effects);
    return saidIn(turn.effects);
  }
  return here;
}

/** The messages among effects. */
export function saysOf(effects: readonly Effect[]): readonly Say[] {
  return effects.filter((one): one is Say => one.type === 'Say');
}

/** All that effects say, as plain text. */
function saidIn(effects: readonly Effect[]): string {
  return saysOf(effects)
    .map((one) => plainText(one.message.paragraphs))
    .join('\n\n');
}

/** A member who agreed to everything, so that entries and plans are kept. */
export function agreed(here: Visit): Visit {
  const yes = { at: 0, given: true, text: '', locale: 'en' };
  here.member = { ...here.member, consents: { keep: yes, contact: yes }, disclosedAt: here.now };
  return here;
}

function journalAfter(before: readonly Entry[], effects: readonly Effect[]): readonly Entry[] {
  const kept = new Map(before.map((entry) => [entry.key, entry]));
  for (const effect of effects) {
    if (effect.type === 'Retract') kept.delete(effect.key);
    if (effect.type === 'Erase') kept.clear();
  }
  for (const effect of effects) {
    if (effect.type !== 'Record') continue;
    const { key, kind, at, until, values } = effect;
    kept.set(key, { key, kind, at, until, values });
  }
  return [...kept.values()];
}
