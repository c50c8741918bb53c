import { createHash } from 'node:crypto';
import type { FlowId, RevisionHash } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { phrasebookOf } from '#content/phrasebook.ts';
import { directoryOf } from '#crisis/directory.ts';
import { screenOver } from '#crisis/screen.ts';
import type { Library } from '#engine/library.ts';
import { compile } from '#flow/compile.ts';
import type { Flow } from '#flow/flow.ts';
import type { Script } from '#flow/script.ts';
import { openSource, sourceOf } from './source.ts';
import { isStopping, type Needed } from './stopping.ts';
import type { Texts } from './texts.ts';
import type { Written } from './written.ts';

/** A folder that was read: its library, without the flows that have a mistake, and everything that is wrong. */
export interface FolderRead {
  /** `null` where something is wrong that nothing can be played with. */
  readonly library: Library | null;
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<FlowId, { readonly hash: RevisionHash; readonly source: string }>;
  /** Compiles a pinned revision, as it was kept, into the library. */
  pin(hash: RevisionHash, flow: FlowId, source: string): Promise<void>;
}

/** Makes a library of what was read from `texts`; machines and the screen are made on first use. A mistake in a flow that is not `needed` leaves it out. */
export function bind(written: Written, texts: Texts, needed: Needed = null): FolderRead {
  const scripts = new Map<FlowId, Script>();
  const revisions = new Map<RevisionHash, Script>();
  const sources = new Map<FlowId, { hash: RevisionHash; source: string }>();
  for (const { flow, hash } of written.flows) {
    const script = compile(flow, hash);
    scripts.set(flow.id, script);
    revisions.set(hash, script);
    sources.set(flow.id, { hash, source: sourceOf(flow, texts) });
  }
  const translations = new Map(
    written.translations.map(({ of, texts: found }) => [`${of}.${found.locale}`, found]),
  );
  const library: Library = {
    flow: (id) => scripts.get(id) ?? null,
    revision: (hash) => revisions.get(hash) ?? null,
    translation: (id, locale) =>
      translations.get(`${id}.${locale}`) ??
      translations.get(`${id}.${locale.split('-')[0]}`) ??
      null,
    phrases: phrasebookOf(written.locales),
    screen: screenOver(written.signals),
    directory: directoryOf(written.countries),
  };
  const refused = written.problems.some((problem) => isStopping(problem, needed));
  return {
    library: refused ? null : library,
    problems: written.problems,
    sources,
    async pin(hash, flow, source) {
      const { readFlow } = await import('#flow/read-flow.ts');
      const read = readFlow(`${flow}.yaml`, flow, openSource(source));
      // Not hashed again: a later Mooring may read more out of the same text.
      if (!('flow' in read)) return;
      const script = compile(read.flow, hash);
      void script.remembered; // Types its expressions: what does not read any more is told here, and not in a turn.
      revisions.set(hash, script);
    },
  };
}

/** A flow's revision: the hash of its structure and own-language text. */
export function hashOf({ replaces: _replaces, ...flow }: Flow): RevisionHash {
  return createHash('sha256')
    .update(JSON.stringify(flow))
    .digest('base64url')
    .slice(0, 22) as RevisionHash;
}
