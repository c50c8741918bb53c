import { readdirSync, readFileSync } from 'node:fs';
import { neededFlows } from '#command/needed-flows.ts';
import { resortOf } from '#command/resort-of.ts';
import type { RevisionHash } from '#conversation/id.ts';
import type { Library } from '#engine/library.ts';
import type { Script } from '#flow/script.ts';
import { bind, type FolderRead } from '#library/bind.ts';
import { readTexts } from '#library/read-folder.ts';
import type { Shelf } from '#library/shelf.ts';
import { textsIn, type Texts } from '#library/texts.ts';
import type { Resort } from '#runtime/last-resort.ts';

/** Everything people wrote, as it stood at one time. */
export interface Edition extends Pick<FolderRead, 'sources' | 'pin'> {
  /** What its authors did to the first one. */
  readonly name: string;
  readonly library: Library;
  readonly resort: Resort;
}

/** What its authors do to an edition. */
type Edit = (texts: Map<string, string>) => void;

/** The shipped flows beside those made for the simulation: as they are (0), or edited. Each is read once a process. */
export function editionAt(n: number): Edition {
  const known = read.get(n);
  if (known !== undefined) return known;
  const [name, edit] = Object.entries(edits)[n] as [string, Edit];
  const texts = new Map(written());
  edit(texts);
  const edition = editionOf(name, texts);
  read.set(n, edition);
  return edition;
}

const read = new Map<number, Edition>();

/** Flows that are edited: of their own accord nobody is in danger in them, and nobody is asked for consent. */
const movable = /^flows\/(every-step|part|after|daily-check-in|foundations-\d[\w-]*)\.yaml$/;

const edits: Readonly<Record<string, Edit>> = {
  'as it is': () => {},
  'in other words and another order': (texts) => {
    each((text) => text.replace(/^(about: .*)$/m, '$1 Anew.'))(texts);
    change(texts, 'every-step', (text) =>
      swapped(text, '  - id: goods\n', '  - each: goods\n').replace('Still here.', 'Here still.'),
    );
    change(texts, 'part', (text) => swapped(text, '  - id: far\n', '  - id: more\n'));
    change(texts, 'after', (text) =>
      text.replace(
        'steps:\n',
        'steps:\n  - id: before\n    ask: Are we there?\n    input: confirm\n',
      ),
    );
  },
  'with other names': each((text, file) =>
    file.includes('foundations')
      ? text.replaceAll(/\b(id|goto): (?!lesson-)([a-z][\w-]*)/g, '$1: $2-anew')
      : text
          .replaceAll(
            /\b(id|goto|expired|left|missing): (goods|pace|late|far|more|bye)\b/g,
            '$1: $2-anew',
          )
          .replaceAll("seen('pace')", "seen('pace-anew')"),
  ),
  'with less in it': (texts) => {
    change(texts, 'every-step', (text) => cut(cut(text, '  - choose:\n'), '  - use: turns\n'));
    change(texts, 'part', (text) => cut(text, '  - id: far\n').replace(', after {far}', ''));
    each((text) => text.replace(/^ {2}- id: [\w-]+\n {4}say: [^\n]+\n(?= {2}- )/m, ''))(texts);
  },
  'with other data': (texts) => {
    each((text) => text.replace('shore: { type: text,', 'shore: { type: list,'))(texts);
    change(texts, 'every-step', (text) =>
      text
        .replace('half: number', 'half: text')
        .replace('half >= 3.0', "half == 'a'")
        .replace('    ask-if: "!answered(\'shore\')"\n', '    input: many\n')
        .replace(/, do: \[\{ id: which.*$/m, ' }')
        .replace(/^ +otherwise: .*\n/m, ''),
    );
    change(texts, 'part', (text) =>
      text
        .replace('half: number', 'half: text')
        .replace(/input: number\n.*\n.*\n/, 'input: text\n'),
    );
    change(texts, 'after', (text) => text.replace('  - set: { shore: feeling }\n', ''));
  },
  'with a flow taken out': (texts) => {
    for (const end of ['.yaml', '.es.yaml']) texts.delete(`flows/part${end}`);
    change(texts, 'every-step', (text) =>
      cut(cut(cut(text, '  - run: part\n'), '  - wait: { done: part'), '  - branch:\n'),
    );
    change(texts, 'after', (text) => cut(text, '  - choose:\n'));
  },
  'with a mistake': (texts) => {
    change(texts, 'every-step', (text) => text.replace('steps:\n', 'steps:\n  - aks: What?\n'));
    change(texts, 'after', (text) => text.replace('goto: bye', 'goto: nowhere'));
    change(texts, 'foundations-1-what-attachment-is', (text) => `${text}\n  - [`);
  },
};

/** How many there are. */
export const editionCount = Object.keys(edits).length;

/** The same change to every flow that may be edited. */
function each(edit: (text: string, file: string) => string): Edit {
  return (texts) => {
    for (const [file, text] of texts) if (movable.test(file)) texts.set(file, edit(text, file));
  };
}

function change(texts: Map<string, string>, flow: string, how: (text: string) => string): void {
  const file = `flows/${flow}.yaml`;
  const before = texts.get(file) ?? '';
  const after = how(before);
  if (after === before) throw new Error(`the edit of ${file} changes nothing`);
  texts.set(file, after);
}

/** The step that begins with this line, up to the next one. */
function stepIn(text: string, line: string): string {
  const from = text.indexOf(line);
  if (from < 0) throw new Error(`there is no ${line}`);
  const next = /^ {2}- /m.exec(text.slice(from + line.length));
  return text.slice(from, next === null ? text.length : from + line.length + next.index);
}

function cut(text: string, line: string): string {
  return text.replace(stepIn(text, line), '');
}

/** Two steps that follow each other, the other way round. */
function swapped(text: string, first: string, second: string): string {
  const [one, two] = [stepIn(text, first), stepIn(text, second)];
  return text.replace(one, '').replace(two, two + one);
}

function written(): Texts {
  const here = new URL('flows/', import.meta.url);
  const files = readdirSync(here, { recursive: true, encoding: 'utf8' });
  const own = files
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .map((file) => [`flows/${file}`, readFileSync(new URL(file, here), 'utf8')] as const);
  return new Map([...textsIn(new URL('../..', import.meta.url).pathname), ...own]);
}

function editionOf(name: string, texts: Texts): Edition {
  const folder = bind(readTexts(texts), texts, neededFlows);
  const { library } = folder;
  if (library === null) throw new Error(`nothing can be played ${name}`);
  return {
    name,
    library,
    sources: folder.sources,
    pin: (hash, flow, source) => folder.pin(hash, flow, source),
    resort: resortOf(library),
  };
}

/** Pinned revisions are compiled once for all worlds; whether one can be seen is each process's own affair. */
const compiled = new Map<string, Script>();

/** What one process has on its shelf: the edition that is current, and what it pinned itself. */
export function shelfOf(current: () => Edition): Shelf {
  let edition: Edition | null = null;
  let library: Library | null = null;
  let pinned = new Map<RevisionHash, Script>();

  function stand(): Library {
    const now = current();
    if (library !== null && edition === now) return library;
    edition = now;
    pinned = new Map();
    const own = new Map([...now.sources].map(([flow, { hash }]) => [hash, flow]));
    library = {
      ...now.library,
      revision(hash) {
        const flow = own.get(hash);
        return flow === undefined ? (pinned.get(hash) ?? null) : now.library.flow(flow);
      },
    };
    return library;
  }

  return {
    library: stand,
    source: (flow) => current().sources.get(flow) ?? null,
    async pin(hash, flow, source) {
      const known = compiled.get(hash + source);
      const to = pinned;
      if (known !== undefined) return void to.set(hash, known);
      const now = current();
      await now.pin(hash, flow, source);
      const script = now.library.revision(hash);
      if (script === null) return;
      compiled.set(hash + source, script);
      to.set(hash, script);
    },
  };
}
