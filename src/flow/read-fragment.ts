import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { FragmentTexts } from './fragment-file.ts';
import { openFragment } from './open-fragment.ts';
import { flowReadOf, type FlowRead } from './read-flow.ts';
import { readScript } from './read-script.ts';

/** Reads a fragment by itself, as a flow that is handed what the fragment takes and gives back all it keeps; on any mistake all of them. It has no title: nobody is offered it. */
export function readFragment(
  name: string,
  fragments: FragmentTexts,
): FlowRead | readonly Problem[] {
  const problems: Problem[] = [];
  const block = openFragment(name, fragments.get(name) ?? '', problems);
  if (block === null) return problems;
  const { file, raw, yaml, complaints, takes, data: kept } = block;
  const { steps, locale } = raw;
  const data = { ...takes, ...kept };
  const top = { yaml, complaints, problems, prefix: '', inside: [name] };
  const script = readScript({ steps, locale, data }, top, fragments);
  if (problems.length > 0) return problems;
  return flowReadOf({
    file,
    id: name as FlowId,
    raw: {
      title: '',
      about: '',
      kind: 'system',
      locale,
      data,
      inputs: Object.keys(takes),
      outputs: Object.keys(kept),
      steps,
    },
    script,
    yaml: { ...yaml, place: (path, key) => yaml.place(taken(path, takes), key) },
  });
}

/** What it takes stands under a key of its own. */
function taken(
  path: readonly (string | number)[],
  takes: Readonly<Record<string, unknown>>,
): readonly (string | number)[] {
  const [key, name, ...more] = path;
  return key === 'data' && String(name) in takes ? ['takes', String(name), ...more] : path;
}
