import { askAgain, pendingOf } from './asking.ts';
import { say, type Draft } from './draft.ts';
import { tell } from './play.ts';
import { phrase, unasked } from './texts.ts';

/** Leaves the open question unanswered, where that is allowed. */
export function skip(draft: Draft): void {
  const pending = pendingOf(draft);
  if (pending === null) {
    return say(draft, unasked(draft));
  }
  draft.member = { ...draft.member, lost: 0 };
  if (!tell(draft, { type: 'skip' })) askAgain(draft, phrase(draft, 'skip.refused'));
}
