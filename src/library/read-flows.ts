import type { FlowId } from '#conversation/id.ts';
import { mistake, type Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { LocaleFile } from '#content/phrasebook.ts';
import { checkFlow, checkUnreadable } from '#check/check-flow.ts';
import { checkTranslation } from '#check/check-translation.ts';
import type { Surroundings } from '#check/surroundings.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/read-translation.ts';
import type { Translation } from '#flow/translation.ts';
import { fragmentPath } from '#flow/fragment-file.ts';
import { fragmentsOf, withFragments } from '#flow/with-fragments.ts';
import { hashOf } from './bind.ts';
import { ownName, strayName, translationName } from './flow-names.ts';
import { fragmentTexts } from './fragment-texts.ts';
import { readFragments, type Translations } from './read-fragments.ts';
import { fragmentFolder, mediaFolder, under, type Texts } from './texts.ts';
import type { Written } from './written.ts';

/** Reads and checks every flow, every fragment and every translation. A flow with a mistake is left out, with what translates it; so is a translation with one. */
export function readFlows(
  { texts, locales, isAsked = () => true }: Reading,
  problems: Problem[],
): Pick<Written, 'flows' | 'translations'> {
  const fragments = fragmentTexts(texts);
  const files = under(texts, 'flows');
  const reads = files.flatMap(([file, text]) => {
    const id = ownName.exec(file)?.[1];
    if (id === undefined) return [];
    const path = `flows/${file}`;
    return [{ id: id as FlowId, path, read: readFlow(path, id as FlowId, { text, fragments }) }];
  });
  const around: Surroundings = {
    flows: new Map(reads.map(({ id, read }) => [id, 'flow' in read ? read.flow : null])),
    pictures: new Set(
      [...texts.keys()]
        .filter((path) => path.startsWith(`${mediaFolder}/`))
        .map((path) => path.slice(mediaFolder.length + 1)),
    ),
    words: (locale) => locales.find((one) => one.locale === locale)?.words ?? null,
  };
  const found: Problem[] = [];
  const inFragments = readFragments(texts, around, found);
  const flows: Written['flows'][number][] = [];
  for (const { path, read } of reads) {
    // What is wrong in a fragment may be told only where it is used.
    const used = 'flow' in read ? [...fragmentsOf(read.flow)].map(fragmentPath) : [];
    if ('flow' in read && ![path, ...used].some(isAsked)) continue;
    const told = 'flow' in read ? checkFlow(read, around) : checkUnreadable(read, around);
    found.push(...told);
    if (!('flow' in read) || told.some(isError)) continue;
    flows.push({ flow: read.flow, hash: hashOf(read.flow) });
  }
  const asked = files.filter(([file]) => isAsked(`flows/${file}`));
  const own = readTranslations(asked, around, found);
  problems.push(...toldOnce(found));
  return { flows, translations: translationsOf(around, own, inFragments) };
}

/** What is to be read, and of which files it is to be told what is wrong: of all, where that is not said. */
interface Reading {
  readonly texts: Texts;
  readonly locales: readonly LocaleFile[];
  readonly isAsked?: (path: string) => boolean;
}

/** A fragment is read wherever it is used; what is wrong in it is told once. */
function toldOnce(problems: readonly Problem[]): readonly Problem[] {
  const told = new Set<string>();
  return problems.filter(({ code, at: { file, line, column } }) => {
    const key = `${file}:${line}:${column} ${code}`;
    const again = file.startsWith(`${fragmentFolder}/`) && told.has(key);
    told.add(key);
    return !again;
  });
}

function readTranslations(
  files: readonly (readonly [string, string])[],
  around: Surroundings,
  problems: Problem[],
): Translations {
  const translations = new Map<string, Translation>();
  for (const [file, text] of files) {
    if (ownName.test(file)) continue;
    const path = `flows/${file}`;
    const of = translationName.exec(file)?.[1];
    if (of === undefined || !around.flows.has(of)) {
      problems.push(of === undefined ? strayName(path) : ofNothing(path, of, around));
      continue;
    }
    // Of a flow that does not read, the flow's own mistakes are told first.
    const flow = around.flows.get(of);
    if (flow == null) continue;
    const read = readTranslation(path, text, flow);
    const told = [...read.problems, ...checkTranslation(read, flow, around)];
    problems.push(...told);
    if (read.translation === null || told.some(isError)) continue;
    translations.set(`${of}.${read.translation.locale}`, read.translation);
  }
  return translations;
}

/** What there is of every flow in every other language, its fragments included. */
function translationsOf(
  { flows }: Surroundings,
  own: Translations,
  inFragments: Translations,
): Written['translations'] {
  const locales = new Set([...own, ...inFragments].map(([, { locale }]) => locale));
  return [...flows.values()].flatMap((flow) =>
    [...locales].flatMap((locale) => {
      if (flow === null || locale === flow.locale) return [];
      const texts = withFragments(flow, locale, {
        own: own.get(`${flow.id}.${locale}`) ?? null,
        fragment: (name) => inFragments.get(`${name}.${locale}`) ?? null,
      });
      return texts === null ? [] : [{ of: flow.id, texts }];
    }),
  );
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function ofNothing(file: string, of: string, { flows }: Surroundings): Problem {
  return mistake(
    'unknown-flow',
    { file, line: 1, column: 1 },
    `this translates \`${of}\`, and there is no such flow`,
    didYouMean(of, [...flows.keys()], 'write the flow, or rename this file'),
  );
}
