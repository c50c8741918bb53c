import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { Path } from './drafting.ts';
import type { FragmentTexts } from './fragment-file.ts';
import { openFragment } from './open-fragment.ts';
import { unreadable, type Unreadable } from './partly.ts';
import { flowReadOf, partlyReadOf, type FlowRead } from './read-flow.ts';
import { readScript } from './read-script.ts';

/** Reads a fragment by itself, as a flow that is handed what the fragment takes and gives back all it keeps; on any mistake all of them. It has no title: nobody is offered it. */
export function readFragment(name: string, fragments: FragmentTexts): FlowRead | Unreadable {
  const problems: Problem[] = [];
  const block = openFragment(name, fragments, problems);
  if (block === null) return unreadable(problems, null);
  const { file, raw, yaml, complaints, takes, data: kept } = block;
  const { steps, locale } = raw;
  const data = { ...takes, ...kept };
  const top = { yaml, complaints, problems, prefix: '', inside: [name] };
  const script = readScript({ steps, locale, data }, top, fragments);
  const parts = {
    file,
    id: name as FlowId,
    raw: {
      title: '',
      about: '',
      kind: 'system' as const,
      locale,
      data,
      inputs: Object.keys(takes),
      outputs: Object.keys(kept),
      ...(raw.choices === undefined ? {} : { choices: raw.choices }),
      steps,
    },
    script,
    yaml: {
      ...yaml,
      place: (path: Path, key?: boolean) => yaml.place(taken(path, takes), key),
    },
  };
  if (problems.length === 0) return flowReadOf(parts);
  return unreadable(problems, block.fits && script.isWhole ? partlyReadOf(parts) : null);
}

/** What it takes stands under a key of its own. */
function taken(
  path: readonly (string | number)[],
  takes: Readonly<Record<string, unknown>>,
): readonly (string | number)[] {
  const [key, name, ...more] = path;
  return key === 'data' && String(name) in takes ? ['takes', String(name), ...more] : path;
}
