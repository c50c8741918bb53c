import type { FlowId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { LocaleFile } from '#content/phrasebook.ts';
import { readPhrases } from '#content/read-phrases.ts';
import { checkLines, type CountryLines } from '#crisis/lines.ts';
import { readSignals } from '#crisis/signals.ts';
import { checkFlow } from '#check/check-flow.ts';
import type { Surroundings } from '#check/surroundings.ts';
import { readFlow } from '#flow/read-flow.ts';
import { readTranslation } from '#flow/translation.ts';
import { readYaml } from '#flow/yaml-file.ts';
import { bind, hashOf, type FolderRead } from './bind.ts';
import { textsIn, under, type Texts } from './texts.ts';
import type { Written } from './written.ts';

/** Reads everything people wrote under `root`, `flows/` and `content/`, without looking at what was read before. */
export function readFolder(root: string): FolderRead {
  const texts = textsIn(root);
  return bind(readTexts(texts), texts);
}

/** Reads and checks every file; all that is wrong is told at once. */
export function readTexts(texts: Texts): Written {
  const problems: Problem[] = [];
  const locales = readLocales(texts, problems);
  return {
    ...readFlows(texts, locales, problems),
    locales,
    countries: readCountries(texts, problems),
    signals: readAllSignals(texts),
    problems,
  };
}

function readFlows(
  texts: Texts,
  locales: readonly LocaleFile[],
  problems: Problem[],
): Pick<Written, 'flows' | 'translations'> {
  const flows: Written['flows'][number][] = [];
  const translations: Written['translations'][number][] = [];
  const files = under(texts, 'flows');
  const own = files.filter(([file]) => /^[a-z0-9-]+\.yaml$/.test(file));
  const reads = own.map(([file, source]) => {
    const id = file.slice(0, -'.yaml'.length) as FlowId;
    return { id, read: readFlow(`flows/${file}`, id, source) };
  });
  const around: Surroundings = {
    flows: new Map(reads.map(({ id, read }) => [id, 'flow' in read ? read.flow : null])),
    words: (locale) => locales.find((one) => one.locale === locale)?.words ?? null,
  };
  for (const { read } of reads) {
    if (!('flow' in read)) {
      problems.push(...read);
      continue;
    }
    const found = checkFlow(read, around);
    problems.push(...found);
    if (found.some((one) => one.severity === 'error')) continue;
    flows.push({ flow: read.flow, hash: hashOf(read.flow) });
  }
  for (const [file, text] of files) {
    if (own.some(([name]) => name === file)) continue;
    const [of] = file.split('.') as [string];
    const flow = flows.find((one) => one.flow.id === of)?.flow;
    if (flow === undefined) continue;
    const read = readTranslation(`flows/${file}`, text, flow);
    problems.push(...read.problems);
    if (read.translation !== null) translations.push({ of: flow.id, texts: read.translation });
  }
  return { flows, translations };
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
