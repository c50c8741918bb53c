import type { CauseId, RevisionHash } from './id.ts';
import type { Conversation } from './conversation.ts';
import type { Effect } from './effect.ts';

/** What one inbound led to, committed as one. */
export interface Turn {
  readonly type: 'Turn';
  readonly cause: CauseId;
  readonly conversation: Conversation;
  readonly effects: readonly Effect[];
}

/** "Load these and ask me again": how a pure turn reads the journal and finds pinned revisions. */
export interface Needs {
  readonly type: 'Needs';
  /** Load all of this conversation's entries into `Stage.entries`. */
  readonly entries: boolean;
  /** Revisions a session is pinned to and the library has not compiled. */
  readonly revisions: readonly RevisionHash[];
}
