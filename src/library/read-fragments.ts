import { mistake, type Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import { checkFlow, checkUnreadable } from '#check/check-flow.ts';
import { checkTranslation } from '#check/check-translation.ts';
import type { Surroundings } from '#check/surroundings.ts';
import type { Flow } from '#flow/flow.ts';
import { readFragment } from '#flow/read-fragment.ts';
import { readTranslation } from '#flow/read-translation.ts';
import type { Translation } from '#flow/translation.ts';
import { fragmentTexts } from './fragment-texts.ts';
import { ownName, strayName, translationName } from './flow-names.ts';
import { fragmentFolder, under, type Texts } from './texts.ts';

/** Texts in other languages, by what they translate and the language: `breath.es`. */
export type Translations = ReadonlyMap<string, Translation>;

/** Reads and checks every fragment by itself, and what translates it. */
export function readFragments(
  texts: Texts,
  around: Surroundings,
  problems: Problem[],
): Translations {
  const fragments = fragmentTexts(texts);
  const flows = new Map<string, Flow | null>();
  for (const name of fragments.keys()) {
    const read = readFragment(name, fragments);
    flows.set(name, 'flow' in read ? read.flow : null);
    problems.push(...('flow' in read ? checkFlow(read, around) : checkUnreadable(read, around)));
  }
  const translations = new Map<string, Translation>();
  for (const [file, text] of under(texts, fragmentFolder)) {
    if (ownName.test(file)) continue;
    const path = `${fragmentFolder}/${file}`;
    const of = translationName.exec(file)?.[1];
    if (of === undefined || !flows.has(of)) {
      problems.push(of === undefined ? strayName(path) : ofNothing(path, of, [...flows.keys()]));
      continue;
    }
    const flow = flows.get(of);
    if (flow == null) continue;
    const read = readTranslation(path, text, flow);
    problems.push(...read.problems, ...checkTranslation(read, flow, around));
    if (read.translation !== null)
      translations.set(`${of}.${read.translation.locale}`, read.translation);
  }
  return translations;
}

function ofNothing(file: string, of: string, names: readonly string[]): Problem {
  return mistake(
    'unknown-fragment',
    { file, line: 1, column: 1 },
    `this translates the fragment \`${of}\`, and there is no such fragment`,
    didYouMean(of, names, 'write the fragment, or rename this file'),
  );
}
