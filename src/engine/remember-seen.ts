import type { Session } from '#conversation/conversation.ts';
import type { Script } from '#flow/script.ts';
import type { Draft } from './draft.ts';
import { remember } from './remember.ts';

type Visits = Session['snapshot']['visits'];

/** Remembers the steps come to between two moments of a move, of those an expression asks about. */
export function rememberSeen(
  draft: Draft,
  script: Script,
  { from, until }: { readonly from: Visits; readonly until: Visits },
): void {
  for (const step of script.remembered) {
    const more = (until[step] ?? 0) - (from[step] ?? 0);
    if (more <= 0) continue;
    const key = `${script.flow.id}/${step}`;
    const [times, last] = draft.member.memory.seen[key] ?? [0, null];
    draft.seenBefore[key] = last;
    remember(draft, 'seen', key, [times + more, draft.now]);
  }
}
