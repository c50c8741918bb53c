import type { FragmentTexts } from '#flow/fragment-file.ts';
import { ownName } from './flow-names.ts';
import { fragmentFilesIn, fragmentFolder, under, type Texts } from './texts.ts';

/** The texts of all fragments among texts, by their names. */
export function fragmentTexts(texts: Texts): FragmentTexts {
  return new Map(
    under(texts, fragmentFolder).flatMap(([file, text]) => {
      const name = ownName.exec(file)?.[1];
      return name === undefined ? [] : [[name, text] as const];
    }),
  );
}

/** The same, of the fragments under `root`. */
export function fragmentsIn(root: string): FragmentTexts {
  return fragmentTexts(fragmentFilesIn(root));
}
