import type { AskInput } from '#flow/ask-step.ts';
import { answersIn, type Changed } from './back.ts';
import { pendingOf } from './asking.ts';
import { rootIndex, rootOf, scratchOf, type Draft } from './draft.ts';
import { readAnswer } from './read-answer.ts';
import { tell } from './play.ts';
import { relive } from './relive.ts';

/** A text as another answer to the question before the open one. */
export interface Earlier extends Changed {
  /** What kind of answer that question takes. */
  readonly input: AskInput;
}

/** What a text would be as an answer to the question before, asked as it was then; `null` where it is none for certain, or the one that was given. */
export function earlierAnswer(draft: Draft, text: string): Earlier | null {
  const index = rootIndex(draft.member);
  const session = draft.member.sessions[index];
  if (session?.root == null) return null;
  const { trail } = session.root;
  const position = answersIn(trail).at(-1);
  const given = position === undefined ? undefined : trail[position];
  if (position === undefined || given === undefined) return null;
  const then = scratchOf(draft);
  const isLived = relive(then, { index, session, events: trail.slice(0, position) });
  draft.needsEntries ||= then.needsEntries;
  const pending = isLived ? pendingOf(then) : null;
  if (pending === null || pending.step.id !== given.step) return null;
  const found = readAnswer(then, pending, text);
  if (found.type !== 'answer') return null;
  const { value, option } = found;
  if (given.event.type === 'answer' && isSame(given.event.value, value)) return null;
  if (!tell(then, { type: 'answer', value, option })) return null;
  if (rootOf(then.member)?.root?.trail[position]?.stayed === true) return null;
  return { position, value, option, input: pending.step.input };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
