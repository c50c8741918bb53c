import type { Stimulus } from '#flow/stimulus.ts';
import type { Session } from '#conversation/conversation.ts';
import type { Script } from '#flow/script.ts';
import { entriesOf, type Draft } from './draft.ts';
import { stimulusOf } from './world.ts';

/** What a session's expressions see in this turn. */
export function viewOf(
  draft: Draft,
  from: { readonly session: Session; readonly script: Script; readonly seed: string },
): { readonly stimulus: Stimulus } {
  return {
    stimulus: stimulusOf({
      member: draft.member,
      script: from.script,
      seed: from.seed,
      now: draft.now,
      visits: from.session.snapshot.visits,
      count: (kind) => entriesOf(draft).filter((entry) => entry.kind === kind).length,
    }),
  };
}
