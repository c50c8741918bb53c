import type { Problem } from '#conversation/problem.ts';
import type { LocaleFile } from '#content/phrasebook.ts';
import { readPhrases } from '#content/read-phrases.ts';
import { checkLines, type CountryLines } from '#crisis/lines.ts';
import { readSignals } from '#crisis/signals.ts';
import { readYaml } from '#flow/yaml-file.ts';
import { bind, type FolderRead } from './bind.ts';
import { readFlows } from './read-flows.ts';
import type { Needed } from './stopping.ts';
import { textsIn, under, type Texts } from './texts.ts';
import type { Written } from './written.ts';

/** Reads everything people wrote under `root`, `flows/` and `content/`, without looking at what was read before. */
export function readFolder(root: string, needed: Needed = null): FolderRead {
  const texts = textsIn(root);
  return bind(readTexts(texts), texts, needed);
}

/** Reads and checks every file, or no flows and translations but those that are asked about; all that is wrong in these is told at once. */
export function readTexts(texts: Texts, isAsked = (_path: string): boolean => true): Written {
  const problems: Problem[] = [];
  const locales = readLocales(texts, problems);
  return {
    ...readFlows({ texts, locales, isAsked }, problems),
    locales,
    countries: readCountries(texts, problems),
    signals: readAllSignals(texts),
    problems,
  };
}

function readLocales(texts: Texts, problems: Problem[]): readonly LocaleFile[] {
  return under(texts, 'content/locales').flatMap(([file, text]) => {
    const read = readPhrases(`content/locales/${file}`, text);
    if ('phrases' in read) return [read];
    problems.push(...read);
    return [];
  });
}

function readCountries(texts: Texts, problems: Problem[]): readonly CountryLines[] {
  return under(texts, 'content/crisis/lines').flatMap(([file, text]) => {
    const path = `content/crisis/lines/${file}`;
    const yaml = readYaml(path, text);
    const read = 'data' in yaml ? checkLines(yaml.data, path, (at) => yaml.place(at)) : yaml;
    if ('country' in read) return [read];
    problems.push(...read);
    return [];
  });
}

function readAllSignals(texts: Texts): Written['signals'] {
  return [...texts].flatMap(([path, text]) => {
    const language = /^content\/crisis\/([a-z-]+)\/signals\.tsv$/.exec(path)?.[1];
    return language === undefined ? [] : readSignals({ language, text });
  });
}
