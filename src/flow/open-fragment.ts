import type { Problem } from '#conversation/problem.ts';
import type { DataType } from './flow.ts';
import { fragmentFile, fragmentPath, type FragmentFile } from './fragment-file.ts';
import { readBlock, type Block } from './read-block.ts';

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
  text: string,
  problems: Problem[],
): FragmentBlock | null {
  const file = fragmentPath(name);
  const block = readBlock({ file, text, what: 'fragment' }, fragmentFile, problems);
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
  return { ...block, fits: block.fits && twice.length === 0, file, takes, data };
}
