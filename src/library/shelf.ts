import type { FlowId, RevisionHash } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';

/** Where the runtime finds what people wrote. */
export interface Shelf {
  /** The library as it is now; swapped whole when files change. */
  library(): Library;
  /** The source of a current flow's revision, to keep it for the sessions pinned to it. */
  source(flow: FlowId): { readonly hash: RevisionHash; readonly source: string } | null;
  /** Compiles a pinned revision from its kept source, so that `library().revision(hash)` finds it. */
  pin(hash: RevisionHash, flow: FlowId, source: string): Promise<void> | void;
}
