import type { Conversation } from '../conversation.ts';
import { from0 } from './from-0.ts';

/** The format this Mooring writes. It goes up only where a missing field cannot say what it stood for (docs/decisions/snapshots.md). */
export const format = 1;

/** A conversation as it rests: JSON that says which format it is in. */
export type Body = Readonly<Record<string, unknown>>;

/** Brings a body of format n to n + 1; its place in the list is n. */
const upgrades: readonly ((body: Body) => Body)[] = [from0];

/** The conversation in a body of any format so far; `null` for one a later Mooring wrote. What this one does not know in it stays. */
export function conversationIn(body: Body): Conversation | null {
  const { format: written, ...rest } = body;
  // Before bodies said their format, it was this one.
  const at = written ?? 1;
  if (typeof at !== 'number' || at > format) return null;
  let known: Body = rest;
  for (const upgrade of upgrades.slice(at)) known = upgrade(known);
  return known as unknown as Conversation;
}

/** A conversation as this Mooring lets it rest. */
export function bodyOf(conversation: Conversation): Body {
  return { format, ...conversation };
}
