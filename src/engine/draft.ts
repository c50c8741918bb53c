import type { DeliveryClass, Effect, Say } from '#conversation/effect.ts';
import type { MemberConversation, Root, Session } from '#conversation/conversation.ts';
import type { Millis, StepId } from '#conversation/id.ts';
import type { Inbound } from '#conversation/inbound.ts';
import type { Message } from '#conversation/message.ts';
import type { Entry } from '#conversation/entry.ts';
import type { Script } from '#flow/script.ts';
import { rootAt } from './chain-at.ts';
import { house } from './house.ts';
import type { Stage } from './library.ts';
import type { Wished } from './step.ts';
import type { Reason } from './unclarity.ts';

/**
 * A turn while it is being decided: the one place where a turn's parts are written down one after the other.
 * It never leaves `takeTurn`; the conversation inside is replaced, never changed.
 */
export interface Draft {
  readonly stage: Stage;
  readonly inbound: Inbound;
  /** The instant the turn believes in: the stage's, or a trail event's while it is lived again. */
  now: number;
  member: MemberConversation;
  readonly effects: Effect[];
  /** True while `back` lives a trail again: nothing is said, keys are gathered. */
  silent: boolean;
  class: DeliveryClass;
  /** After this, what is said now is not worth sending any more. */
  expiresAt: Millis | null;
  /** The question was asked in this turn and not overtaken. */
  askedNow: boolean;
  /** The question whose answer came with the one before: it is not said. */
  ahead: StepId | null;
  /** Why the answer that is heard was not taken, where that is known. */
  reason: Reason | null;
  /** Something must not be undone: `back` stops here. */
  barrier: boolean;
  erased: boolean;
  /** The turn looked into a journal that is not loaded: it is taken again with it. */
  needsEntries: boolean;
  /** How often a flow became another in this turn. */
  became: number;
  /** When a step that was come to in this turn was seen the last time before. */
  readonly seenBefore: Record<string, Millis | null>;
  /** While a trail is lived again: the revisions its flows were run in. */
  pins: NonNullable<Root['ran']>;
  /** Carries out what a machine wishes; given from outside, since it may play further machines. */
  readonly fulfil: (draft: Draft, wishing: Wishing) => void;
}

/** One wish of one session. */
export interface Wishing {
  readonly script: Script;
  /** The session's place on the stack. */
  readonly index: number;
  readonly wished: Wished;
}

/** What a turn is decided from, beside the member. */
export type Origin = Pick<Draft, 'inbound' | 'stage' | 'fulfil'>;

/** A turn about to be decided. */
export function draftOf(member: MemberConversation, from: Origin): Draft {
  const { inbound, stage, fulfil } = from;
  return {
    stage,
    inbound,
    now: stage.now,
    member,
    effects: [],
    silent: false,
    class: unasked.has(inbound.type) ? 'unsolicited' : 'reply',
    expiresAt: null,
    askedNow: false,
    ahead: null,
    reason: null,
    became: 0,
    seenBefore: {},
    pins: {},
    barrier: false,
    erased: false,
    needsEntries: false,
    fulfil,
  };
}

/** A copy on which something is tried in silence; it knows the journal as this turn leaves it so far. */
export function scratchOf(draft: Draft): Draft {
  const effects = draft.effects.filter(({ type }) => type === 'Record' || type === 'Retract');
  return { ...draft, effects, silent: true };
}

/** What happens without the member: whatever it leads to, they did not ask for it now. */
const unasked: ReadonlySet<Inbound['type']> = new Set(['TimePassed', 'Delivered', 'Undeliverable']);

/** The member's journal as this turn leaves it; empty while it still has to be loaded. */
export function entriesOf(draft: Draft): readonly Entry[] {
  const { entries } = draft.stage;
  // A throw would be lost: XState makes an error of its own of whatever a guard throws.
  if (entries === null) draft.needsEntries = true;
  const kept = new Map<string, Entry>();
  for (const entry of entries ?? []) {
    if (isOver(entry, draft.now) || (draft.silent && isLater(draft, entry))) continue;
    kept.set(entry.key, entry);
  }
  for (const effect of draft.effects) {
    if (effect.type === 'Record') kept.set(effect.key, effect);
    if (effect.type === 'Retract') kept.delete(effect.key);
  }
  return [...kept.values()];
}

function isOver({ until }: Entry, now: Millis): boolean {
  return until !== null && until <= now;
}

/** While a trail is lived again: what was kept after the moment that is lived now. */
function isLater(draft: Draft, { key, at }: Entry): boolean {
  const root = rootOf(draft.member)?.root;
  return root != null && key.startsWith(`${root.seed}/`)
    ? !root.made.includes(key)
    : at > draft.now;
}

/** Says a message, unless a trail is being lived again. */
export function say(
  draft: Draft,
  message: Message,
  extra: Partial<Pick<Say, 'report' | 'expiresAt' | 'class'>> = {},
): void {
  if (draft.silent) return;
  draft.effects.push({
    type: 'Say',
    message,
    class: extra.class ?? (isSafety(draft, message) ? 'safety' : draft.class),
    report: extra.report ?? draft.class === 'unsolicited',
    expiresAt: extra.expiresAt ?? draft.expiresAt,
  });
}

/** Lines, and everything the crisis reply says, jump every queue and are one message. */
function isSafety(draft: Draft, message: Message): boolean {
  return message.sensitivity === 'crisis' || rootOf(draft.member)?.flow === house.crisis;
}

/** The session that talks. */
export function topOf(member: MemberConversation): Session | null {
  return member.sessions.at(-1) ?? null;
}

/** Where the top session's root stands on the stack; -1 when nothing talks. */
export function rootIndex(member: MemberConversation): number {
  return rootAt(member.sessions, member.sessions.length - 1);
}

/** The top session's root. */
export function rootOf(member: MemberConversation): Session | null {
  return member.sessions[rootIndex(member)] ?? null;
}

/** Puts another session in a place of the stack. */
export function replaceSession(draft: Draft, index: number, session: Session): void {
  draft.member = { ...draft.member, sessions: draft.member.sessions.with(index, session) };
}

/** The script a session is pinned to; `null` when it is nowhere any more. */
export function scriptOf(draft: Draft, session: Session): Script | null {
  return draft.stage.library.revision(session.revision);
}
