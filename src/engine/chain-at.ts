import type { Session } from '#conversation/conversation.ts';

/** A session and the flows it runs, as they lie on the stack. */
export function chainAt(sessions: readonly Session[], index: number): readonly Session[] {
  const end = sessions.findIndex((one, at) => at > index && !one.returns);
  return sessions.slice(index, end < 0 ? sessions.length : end);
}

/** Where the root of the session at `index` stands; -1 on an empty stack. */
export function rootAt(sessions: readonly Session[], index: number): number {
  let root = index;
  while (root > 0 && sessions[root]?.returns === true) root -= 1;
  return root;
}
