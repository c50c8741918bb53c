import type { ConversationId, FlowId, Millis, RevisionHash } from '#conversation/id.ts';
import type { Entry } from '#conversation/entry.ts';
import type { Script } from '#flow/script.ts';
import type { Translation } from '#flow/translation.ts';
import type { Phrasebook } from '#content/phrasebook.ts';
import type { Screen } from '#crisis/screen.ts';
import type { Directory } from '#crisis/directory.ts';

/** Everything people wrote, compiled; replaced whole. */
export interface Library {
  /** The flow as it is now, or `null` if there is none of this name. */
  flow(id: FlowId): Script | null;
  /** A pinned revision, or `null` if it is not compiled here (the turn then needs it). */
  revision(hash: RevisionHash): Script | null;
  /** A flow's texts in a locale or its relatives, or `null` where only its own language is there. Looked up live, never pinned. */
  translation(id: FlowId, locale: string): Translation | null;
  /** System phrases and word lists. */
  readonly phrases: Phrasebook;
  readonly screen: Screen;
  readonly directory: Directory;
}

/** What a turn may look at besides the conversation and what happened. */
export interface Stage {
  readonly library: Library;
  readonly now: Millis;
  /** The community this conversation's new sessions and reports belong to; `null` without one. */
  readonly community: ConversationId | null;
  /** Country to assume for help while the member's is unknown: `MOORING_COUNTRY`. */
  readonly country: string | null;
  /** Pinned revisions that were looked for and are nowhere: their sessions end with an honest sentence. */
  readonly lost?: readonly RevisionHash[];
  /** The member's journal, once a turn said it needs it. */
  readonly entries: readonly Entry[] | null;
}
