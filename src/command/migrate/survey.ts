import type { ConversationId, RevisionHash } from '#conversation/id.ts';
import { changedBy, type FlowChange } from '#engine/hear-change.ts';
import type { Library } from '#engine/library.ts';
import { stepOf } from '#engine/step.ts';
import type { FolderRead } from '#library/bind.ts';
import { StoreError, type Store } from '#store/store.ts';

/** Where people stand in older editions of a flow, and what becomes of them. No one is named. */
export interface Standing {
  readonly revision: RevisionHash;
  readonly step: string;
  readonly becomes: Becomes;
  readonly count: number;
}

/** `goes-on` at a step; `stays` for a reason. */
export type Becomes =
  | { readonly type: 'goes-on'; readonly step: string }
  | { readonly type: 'again' | 'ends' }
  | { readonly type: 'stays'; readonly why: 'no-step' | 'other-kind' | 'unreadable' };

/** What a change would do at this moment. */
export interface Survey {
  readonly standings: readonly Standing[];
  /** Conversations in which something changes, with their versions. */
  readonly moving: readonly { readonly conversation: ConversationId; readonly version: number }[];
}

/** The store, and what people wrote. */
export interface House {
  readonly store: Store;
  readonly folder: FolderRead;
  readonly library: Library;
}

/** More are never in one flow at a time in one store. */
const everyone = 10_000_000;

/** Looks at everyone who is in a flow, and changes nothing. */
export async function survey(
  { store, folder, library }: House,
  change: FlowChange,
): Promise<Survey> {
  const live = await store.live(change.flow, everyone);
  const standings = new Map<string, Standing>();
  const moving: Survey['moving'][number][] = [];
  const tell = (one: Omit<Standing, 'count'>): void => {
    const key = JSON.stringify(one);
    standings.set(key, { ...one, count: (standings.get(key)?.count ?? 0) + 1 });
  };
  for (const hash of new Set(live.map(({ revision }) => revision))) await pin(hash);
  for (const id of new Set(live.map(({ conversation }) => conversation))) {
    const member = await loaded(id);
    if (member === 'unreadable') {
      const revision = live.find(({ conversation }) => conversation === id)?.revision;
      if (revision !== undefined)
        tell({ revision, step: '', becomes: { type: 'stays', why: 'unreadable' } });
      continue;
    }
    if (member?.kind !== 'member') continue;
    const changed = changedBy(member, change, library);
    for (const { index, fate } of changed) {
      const session = member.sessions[index];
      if (session === undefined) continue;
      const { revision, snapshot } = session;
      tell({ revision, step: stepOf(snapshot) ?? '', becomes: becomesOf(fate) });
    }
    if (changed.some(({ fate }) => fate.type !== 'stays'))
      moving.push({ conversation: id, version: member.version });
  }
  return { standings: [...standings.values()].toSorted((a, b) => b.count - a.count), moving };

  async function pin(hash: RevisionHash): Promise<void> {
    if (library.revision(hash) !== null) return;
    const kept = await store.source(hash);
    // One that is nowhere, or does not read any more, still has steps by name.
    if (kept !== null) await folder.pin(hash, kept.flow, kept.source).catch(() => {});
  }

  async function loaded(id: ConversationId) {
    try {
      return await store.load(id);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return 'unreadable';
    }
  }
}

function becomesOf(fate: ReturnType<typeof changedBy>[number]['fate']): Becomes {
  switch (fate.type) {
    case 'goes-on':
      return { type: 'goes-on', step: fate.step };
    case 'stays':
      return { type: 'stays', why: fate.why };
    default:
      return { type: fate.type };
  }
}
