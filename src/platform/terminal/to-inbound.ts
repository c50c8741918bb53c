import type { CauseId, ConversationId, FlowId, Millis } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Choice, Message } from '#conversation/message.ts';
import { cleanLine } from './clean.ts';

/** A conversation held here, and where its messages go. */
export interface Party {
  readonly id: ConversationId;
  readonly address: string;
}

/** Everything a line may refer to. */
export interface LineContext {
  /** New with every line of every start. */
  readonly cause: CauseId;
  readonly at: Millis;
  readonly member: Party;
  readonly community: Party;
  /** Who speaks in a line that begins with `@mod`, as members will read it. */
  readonly moderator: string;
  /** What the member was shown, the newest first. */
  readonly shown: readonly Message[];
}

/** What a line means: `@mod …` a moderator, `/flow` a flow, `[Label]` a tap on the newest choice of that label, all else the member's words. */
export function toInbound(line: string, context: LineContext): Inbound {
  const { cause: id, at, member, community, moderator } = context;
  const acted = /^\s*@mod(?:\s+([^]*))?$/i.exec(line);
  if (acted !== null) {
    const words = (acted[1] ?? '').trim();
    const by = { conversation: community.id, address: community.address };
    return { type: 'ModeratorActed', id, at, ...by, moderator, words };
  }
  const happened = { id, at, conversation: member.id, address: member.address };
  const flow = /^\s*\/([a-z0-9][a-z0-9-]*)\s*$/i.exec(line)?.[1];
  if (flow !== undefined) {
    return { type: 'FlowAsked', ...happened, flow: flow.toLowerCase() as FlowId, inputs: {} };
  }
  const tap = tapped(line, context.shown);
  if (tap !== null) return { type: 'ChoiceMade', ...happened, ...tap };
  return { type: 'TextSaid', ...happened, text: line };
}

interface Tap {
  readonly question: Message['question'];
  readonly choices: readonly string[];
}

function tapped(line: string, shown: readonly Message[]): Tap | null {
  if (!/^\s*(?:\[[^[\]]+\]\s*)+$/.test(line)) return null;
  const labels = Array.from(line.matchAll(/\[([^[\]]+)\]/g), ([, label]) =>
    folded(label as string),
  );
  for (const { choices, question, input, alwaysOn } of shown) {
    const found = labels.flatMap((label) => named(label, choices));
    const whole = found.length === labels.length;
    if (whole && (labels.length === 1 || input?.type === 'many'))
      return { question, choices: found };
    const [word] = labels.length === 1 ? named(labels[0] as string, alwaysOn) : [];
    if (word !== undefined) return { question: null, choices: [word] };
  }
  return null;
}

function named(label: string, choices: readonly Choice[]): readonly string[] {
  return choices
    .filter((choice) => folded(choice.label) === label)
    .map(({ id }) => id)
    .slice(0, 1);
}

/** As it is shown, whatever its case. */
function folded(label: string): string {
  return cleanLine(label).normalize('NFC').toLowerCase();
}
