import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowId, RevisionHash } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import { phrasebookOf, type LocaleFile } from '#content/phrasebook.ts';
import { readPhrases } from '#content/read-phrases.ts';
import { directoryOf } from '#crisis/directory.ts';
import { checkLines, type CountryLines } from '#crisis/lines.ts';
import { compileScreen } from '#crisis/screen.ts';
import type { Library } from '#engine/library.ts';
import { checkFlow } from '#check/check-flow.ts';
import type { Surroundings } from '#check/surroundings.ts';
import { compile } from '#flow/compile.ts';
import type { Flow } from '#flow/flow.ts';
import { readFlow } from '#flow/read-flow.ts';
import type { Script } from '#flow/script.ts';
import { readTranslation, type Translation } from '#flow/translation.ts';
import { readYaml } from '#flow/yaml-file.ts';

/** A folder that was read: its library where nothing is wrong, and everything that is. */
export interface FolderRead {
  readonly library: Library | null;
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<FlowId, { readonly hash: RevisionHash; readonly source: string }>;
  /** Compiles a pinned revision into the library. */
  pin(hash: RevisionHash, flow: FlowId, source: string): void;
}

/** Reads everything people wrote under `root`: `flows/` and `content/`. */
export function readFolder(root: string): FolderRead {
  const problems: Problem[] = [];
  const scripts = new Map<FlowId, Script>();
  const pinned = new Map<RevisionHash, Script>();
  const sources = new Map<FlowId, { hash: RevisionHash; source: string }>();
  const translations = new Map<string, Translation>();

  const files = filesIn(root, 'flows', '.yaml');
  const own = files.filter((file) => /^[a-z0-9-]+\.yaml$/.test(file));
  const reads = new Map<FlowId, { read: ReturnType<typeof readFlow>; source: string }>();
  for (const file of own) {
    const path = join('flows', file);
    const source = textOf(root, path);
    const id = file.slice(0, -'.yaml'.length) as FlowId;
    reads.set(id, { read: readFlow(path, id, source), source });
  }
  const locales = localesIn(root, problems);
  const around: Surroundings = {
    flows: new Map([...reads].map(([id, { read }]) => [id, 'flow' in read ? read.flow : null])),
    words: (locale) => locales.find((one) => one.locale === locale)?.words ?? null,
  };
  for (const [id, { read, source }] of reads) {
    if (!('flow' in read)) {
      problems.push(...read);
      continue;
    }
    const found = checkFlow(read, around);
    problems.push(...found);
    if (found.some((one) => one.severity === 'error')) continue;
    const script = compile(read.flow, hashOf(read.flow));
    scripts.set(id, script);
    pinned.set(script.hash, script);
    sources.set(id, { hash: script.hash, source });
  }
  for (const file of files.filter((name) => !own.includes(name))) {
    const [id, locale] = file.split('.') as [string, string];
    const flow = scripts.get(id as FlowId)?.flow;
    if (flow === undefined) continue;
    const read = readTranslation(join('flows', file), textOf(root, join('flows', file)), flow);
    problems.push(...read.problems);
    if (read.translation !== null) translations.set(`${id}.${locale}`, read.translation);
  }
  const library = libraryOf({ root, problems, scripts, pinned, translations, locales });
  const refused = problems.some((problem) => problem.severity === 'error');
  return {
    library: refused ? null : library,
    problems,
    sources,
    pin(hash, flow, source) {
      const read = readFlow(`${flow}.yaml`, flow, source);
      if ('flow' in read && hashOf(read.flow) === hash) pinned.set(hash, compile(read.flow, hash));
    },
  };
}

interface Parts {
  readonly root: string;
  readonly problems: Problem[];
  readonly scripts: ReadonlyMap<FlowId, Script>;
  readonly pinned: ReadonlyMap<RevisionHash, Script>;
  readonly translations: ReadonlyMap<string, Translation>;
  readonly locales: readonly LocaleFile[];
}

function localesIn(root: string, problems: Problem[]): readonly LocaleFile[] {
  const locales: LocaleFile[] = [];
  for (const file of filesIn(root, 'content/locales', '.yaml')) {
    const path = join('content/locales', file);
    const read = readPhrases(path, textOf(root, path));
    if ('phrases' in read) locales.push(read);
    else problems.push(...read);
  }
  return locales;
}

function libraryOf({ root, problems, locales, scripts, pinned, translations }: Parts): Library {
  const countries: CountryLines[] = [];
  for (const file of filesIn(root, 'content/crisis/lines', '.yaml')) {
    const path = join('content/crisis/lines', file);
    const yaml = readYaml(path, textOf(root, path));
    const read = 'data' in yaml ? checkLines(yaml.data, path, (at) => yaml.place(at)) : yaml;
    if ('country' in read) countries.push(read);
    else problems.push(...read);
  }
  const screen = compileScreen(
    ['en', 'es'].map((language) => ({
      language,
      text: textOf(root, `content/crisis/${language}/signals.tsv`),
    })),
  );
  return {
    flow: (id) => scripts.get(id) ?? null,
    revision: (hash) => pinned.get(hash) ?? null,
    translation: (id, locale) =>
      translations.get(`${id}.${locale}`) ??
      translations.get(`${id}.${locale.split('-')[0]}`) ??
      null,
    phrases: phrasebookOf(locales),
    screen,
    directory: directoryOf(countries),
  };
}

/** A flow's revision: the hash of its structure and own-language text. */
function hashOf(flow: Flow): RevisionHash {
  return createHash('sha256')
    .update(JSON.stringify(flow))
    .digest('base64url')
    .slice(0, 22) as RevisionHash;
}

function textOf(root: string, path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function filesIn(root: string, folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(ending))
    .toSorted();
}
