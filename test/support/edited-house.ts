import type { FlowId, RevisionHash } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import { fragmentsOf } from '#flow/with-fragments.ts';
import { bind, hashOf, type FolderRead } from '#library/bind.ts';
import { fragmentTexts } from '#library/fragment-texts.ts';
import { keepBesideCode } from '#library/keep.ts';
import { readingOf } from '#library/reading-of.ts';
import { textsIn } from '#library/texts.ts';
import type { Edit } from './edits.ts';
import { root } from './repository.ts';

const texts = textsIn(root);
const written = await readingOf(texts, [keepBesideCode(root)]);
const shipped: FolderRead = bind(written, texts);

/** The shipped flows before anything is edited. */
export const before = shipped.library as Library;

/** Where an author has edited one file, and Mooring was started anew on the same store. */
export interface EditedHouse {
  readonly library: Library;
  /** The new revisions; flows in which the edit left a mistake are left out, and have `null`. */
  readonly hashes: ReadonlyMap<string, RevisionHash | null>;
}

/** Edits a step of a shipped flow, in its own file or in that of the fragment it comes from; `null` where there is nothing to edit. What sessions are pinned to comes from the store. */
export async function withEdited(
  id: string,
  step: string,
  edit: Edit,
): Promise<EditedHouse | null> {
  const flow = before.flow(id as FlowId)?.flow;
  if (flow === undefined) throw new Error(`no flow ${id}`);
  const [path, name] = fileOf(flow, step);
  const text = edit(texts.get(path) ?? '', name);
  if (text === null) return null;
  const edited = new Map([...texts, [path, text]]);
  const hashes = new Map<string, RevisionHash | null>();
  const flows = written.flows.flatMap((one): readonly (typeof one)[] => {
    if (!isOf(one.flow, path)) return [one];
    const source = edited.get(`flows/${one.flow.id}.yaml`) ?? '';
    const fragments = fragmentTexts(edited);
    const read = readFlow(`flows/${one.flow.id}.yaml`, one.flow.id, { text: source, fragments });
    const hash = 'flow' in read ? hashOf(read.flow) : null;
    hashes.set(one.flow.id, hash);
    return 'flow' in read && hash !== null ? [{ flow: read.flow, hash }] : [];
  });
  const folder = bind({ ...written, flows }, edited);
  if (folder.library === null) throw new Error('the shipped flows have problems');
  for (const changed of hashes.keys()) {
    const kept = shipped.sources.get(changed as FlowId);
    if (kept !== undefined && folder.library.revision(kept.hash) === null)
      await folder.pin(kept.hash, changed as FlowId, kept.source);
  }
  const { phrases, screen, directory } = before;
  return { library: { ...folder.library, phrases, screen, directory }, hashes };
}

/** Where a step is written, and what it is called there. */
function fileOf(flow: Flow, step: string): readonly [path: string, name: string] {
  for (const use of Object.values(flow.steps)) {
    if (use.type !== 'use') continue;
    const name = use.steps.find((inner) => `${use.id}-${inner}` === step);
    if (name !== undefined) return [`flows/fragments/${use.fragment}.yaml`, name];
  }
  return [`flows/${flow.id}.yaml`, step];
}

function isOf(flow: Flow, path: string): boolean {
  return (
    path === `flows/${flow.id}.yaml` ||
    [...fragmentsOf(flow)].some((name) => path === `flows/fragments/${name}.yaml`)
  );
}
