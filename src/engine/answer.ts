import type { Value } from '#conversation/value.ts';
import type { Pending } from './asking.ts';
import { say, type Draft } from './draft.ts';
import { tell } from './play.ts';
import { phrase, plainMessage } from './texts.ts';

/** Takes an answer: the flow goes on. */
export function take(draft: Draft, value: Value, option: string | null): void {
  draft.member = { ...draft.member, lost: 0 };
  if (!tell(draft, { type: 'answer', value, option })) broken(draft);
}

/** The flow cannot go on: an honest sentence, and out of it. */
export function broken(draft: Draft): void {
  say(draft, plainMessage(phrase(draft, 'broken.flow')));
  draft.member = { ...draft.member, sessions: [], asked: null };
}

/** An option's value as its data keeps it. */
export function saved(pending: Pending, value: string | readonly string[]): Value {
  const { save, input } = pending.step;
  const type = save === null ? null : pending.voice.script.flow.data[save];
  if (type === 'number' && typeof value === 'string') return Number(value);
  if ((type === 'yes-no' || input === 'confirm') && (value === 'yes' || value === 'no'))
    return value === 'yes';
  return value;
}
