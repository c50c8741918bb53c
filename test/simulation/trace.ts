import type { Millis } from '#conversation/id.ts';
import type { Message } from '#conversation/message.ts';
import type { DiskWitness } from './shaky-store.ts';
import type { Brought } from '#platform/platform.ts';
import type { PlatformWitness, Who } from './simulated-platform.ts';

/** A world told line by line, as a transcript is; silent and cheap where nobody listens. */
export interface Trace {
  line(text: string): void;
  event(name: string): void;
  meet(everyone: readonly Who[]): void;
  /** The same witness, overheard. */
  platform(witness: PlatformWitness): PlatformWitness;
  disk(witness: DiskWitness): DiskWitness;
}

/** A trace to `tell`. */
export function traced(tell: ((line: string) => void) | undefined, now: () => Millis): Trace {
  const names = new Map<string, string>();
  const line = (text: string): void => tell?.(`${stamp(now())}  ${text}`);
  const nameOf = (id: string): string => names.get(id) ?? id;
  return {
    line,
    event(name) {
      if (!quiet.has(name)) line(`  . ${name}`);
    },
    meet(everyone) {
      for (const { id, name } of everyone) names.set(id, name);
    },
    platform(witness) {
      if (tell === undefined) return witness;
      return {
        brought(inbound) {
          line(`${nameOf(inbound.conversation)} > ${wordsOf(inbound)}   (${inbound.id})`);
          witness.brought(inbound);
        },
        receipted(inbound, receipt) {
          line(`  . receipt ${receipt.outcome} (${inbound.id})`);
          witness.receipted(inbound, receipt);
        },
        asked(delivery, nonce) {
          line(`  . send ${delivery.class} ${delivery.id} nonce ${nonce.slice(0, 6)}`);
          witness.asked(delivery, nonce);
        },
        answered(delivery, end) {
          if (end !== null) line(`  . send ${delivery.id} ends: ${end}`);
          witness.answered(delivery, end);
        },
        shown(delivery, address, isCopy) {
          const { payload } = delivery;
          const text = payload.type === 'message' ? textOf(payload.message) : payload.news.type;
          const copy = isCopy ? ' (again)' : '';
          line(`${nameOf(delivery.conversation)} < [${delivery.class}${copy}] ${text}`);
          witness.shown(delivery, address, isCopy);
        },
      };
    },
    disk(witness) {
      if (tell === undefined) return witness;
      return {
        ...witness,
        committed(turn, outcome) {
          const ids = turn.deliveries.map(({ id, class: kind }) => `${kind} ${id}`).join(', ');
          const whose = turn.conversation?.id ?? turn.of ?? turn.deliveries[0]?.conversation ?? '';
          const wake = turn.nextWake === null ? '' : ` wake ${stamp(turn.nextWake)}`;
          line(`  . ${outcome} ${turn.cause} of ${nameOf(whose)} [${ids}]${wake}`);
          witness.committed(turn, outcome);
        },
        settled(id, state) {
          if (state !== 'sent') line(`  . ${id} is ${state}`);
          witness.settled(id, state);
        },
      };
    },
  };
}

/** What other lines tell already. */
const quiet = new Set(['delivery-sent', 'turn-committed', 'swept']);

function stamp(at: Millis): string {
  const instant = Temporal.Instant.fromEpochMilliseconds(at);
  return instant.toString({ smallestUnit: 'second' });
}

function wordsOf(inbound: Brought): string {
  switch (inbound.type) {
    case 'TextSaid':
      return inbound.edited === true ? `(edited) ${inbound.text}` : inbound.text;
    case 'ChoiceMade':
      return `${inbound.choices.map((choice) => `[${choice}]`).join(' ')} of ${inbound.question}`;
    case 'Tapped':
      return `tap ${inbound.tokens.join(' ')}`;
    case 'Filled':
      return `panel ${Object.entries(inbound.fields)
        .map(([id, text]) => `${id}: ${text}`)
        .join(', ')}`;
    case 'FlowAsked':
      return `/${inbound.flow}`;
    case 'ModeratorActed':
      return `mod> ${inbound.words}`;
    default:
      return inbound.type;
  }
}

function textOf({ paragraphs, choices, question }: Message): string {
  const text = paragraphs
    .flat()
    .map((span) => (typeof span === 'string' ? span : span.said))
    .join(' ');
  const short = text.length > 160 ? `${text.slice(0, 157)}…` : text;
  const row = choices.map(({ id }) => `[${id}]`).join(' ');
  return question === null ? short : `${short} ${row} (${question})`;
}
