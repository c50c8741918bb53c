import type { Problem } from '#conversation/problem.ts';
import type { DataType } from './flow.ts';
import {
  fragmentFile,
  fragmentPath,
  type FragmentFile,
  type FragmentTexts,
} from './fragment-file.ts';
import { readBlock, type Block } from './read-block.ts';
import { readYaml } from './yaml-file.ts';

type Types = Readonly<Record<string, DataType>>;

/** A fragment whose steps are still to be read. */
export interface FragmentBlock extends Block<FragmentFile> {
  readonly file: string;
  readonly takes: Types;
  /** What it keeps in mind besides. */
  readonly data: Types;
}

/** Reads the head of a fragment; `null` where nothing can be made of it, and why is among the problems. */
export function openFragment(
  name: string,
  fragments: FragmentTexts,
  problems: Problem[],
): FragmentBlock | null {
  const yaml = yamlOf(name, fragments);
  const block = readBlock({ yaml, what: 'fragment' }, fragmentFile, problems);
  if (block === null) return null;
  const { takes = {}, data = {} } = block.fits ? block.raw : {};
  const twice = Object.keys(data).filter((word) => Object.hasOwn(takes, word));
  for (const word of twice) {
    block.complaints.say(
      'same-name',
      ['data', word],
      `this fragment both takes \`${word}\` and keeps something else under that name`,
      'leave it out here: what it takes needs no other line',
      true,
    );
  }
  return {
    ...block,
    fits: block.fits && twice.length === 0,
    file: fragmentPath(name),
    takes,
    data,
  };
}

type Yaml = ReturnType<typeof readYaml>;

/** A fragment as YAML: parsed once, however many flows of one reading use it. */
function yamlOf(name: string, fragments: FragmentTexts): Yaml {
  const known = parsed.get(fragments) ?? new Map<string, Yaml>();
  parsed.set(fragments, known);
  const yaml = known.get(name) ?? readYaml(fragmentPath(name), fragments.get(name) ?? '');
  known.set(name, yaml);
  return yaml;
}

/** Forgotten with the texts themselves. */
const parsed = new WeakMap<FragmentTexts, Map<string, Yaml>>();
