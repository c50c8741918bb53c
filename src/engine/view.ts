import type { Stimulus } from '#flow/stimulus.ts';
import type { Session } from '#conversation/conversation.ts';
import type { Script } from '#flow/script.ts';
import { entriesOf, type Draft } from './draft.ts';
import { stimulusOf } from './world.ts';

/** What a session's expressions see in this turn; `own`: those in the words of that very step, which ask when it was seen before. */
export function viewOf(
  draft: Draft,
  from: { readonly session: Session; readonly script: Script; readonly seed: string },
  own: string | null = null,
): { readonly stimulus: Stimulus } {
  return {
    stimulus: stimulusOf({
      own: own === null ? {} : { [own]: draft.seenBefore[`${from.script.flow.id}/${own}`] },
      member: draft.member,
      script: from.script,
      seed: from.seed,
      now: draft.now,
      visits: from.session.snapshot.visits,
      count: (kind) => entriesOf(draft).filter((entry) => entry.kind === kind).length,
    }),
  };
}
