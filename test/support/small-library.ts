import { createHash } from 'node:crypto';
import type { RevisionHash } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import { compile } from '#flow/compile.ts';
import { readFlow } from '#flow/read-flow.ts';
import type { Script } from '#flow/script.ts';
import { shippedLibrary } from './visit.ts';

/** Flows written in a test (and `fragments/…` they use), beside or instead of the shipped ones; phrases, lines and the screen are the shipped ones. */
export function smallLibrary(
  flows: Readonly<Record<string, string>>,
  above: Library | null = null,
): Library {
  const scripts = new Map<string, Script>();
  const isFragment = ([id]: readonly [string, string]) => id.startsWith('fragments/');
  const all = Object.entries(flows);
  const fragments = new Map(
    all.filter(isFragment).map(([id, text]) => [id.slice('fragments/'.length), text]),
  );
  for (const [id, source] of all.filter((one) => !isFragment(one))) {
    const read = readFlow(`${id}.yaml`, id as never, { text: source, fragments });
    if (!('flow' in read)) throw new Error(JSON.stringify(read, null, 1) + source);
    const hash = createHash('sha256').update(`${id}\n${source}`).digest('base64url').slice(0, 22);
    scripts.set(id, compile(read.flow, hash as RevisionHash));
  }
  const base = above ?? shippedLibrary();
  const byHash = new Map([...scripts.values()].map((script) => [script.hash, script]));
  return {
    ...base,
    flow: (id) => scripts.get(id) ?? base.flow(id),
    revision: (hash) => byHash.get(hash) ?? base.revision(hash),
  };
}

/** A flow file of these steps; `head` adds to its header. */
export function flowOf(steps: string, head = ''): string {
  return `title: Small\nabout: A small flow.\nkind: system\nlocale: en\n${head}\nsteps:\n${steps}`;
}
