import { isScalar, isSeq, LineCounter, parseDocument, type Node, type Scalar } from 'yaml';
import type { Problem } from '#conversation/problem.ts';
import { complain, fields, offsetOf, type Page } from './page.ts';
import { phraseKeys, phrases, type PhraseKey } from './phrase-key.ts';
import type { LocaleFile } from './phrasebook.ts';
import { readWords } from './read-words.ts';
import { textProblems } from './text-problems.ts';

/** Reads a language's file, `locales/es.yaml`: all of it, or everything that is wrong with it. */
export function readPhrases(file: string, text: string): LocaleFile | readonly Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: false,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const page: Page = {
    problems: [],
    at(offset) {
      const { line, col } = lines.linePos(offset);
      return { file, line: Math.max(1, line), column: Math.max(1, col) };
    },
  };
  for (const error of document.errors) {
    complain(
      page,
      error.pos[0],
      'yaml',
      `this is not YAML: ${error.message.split('\n')[0] as string}`,
      'check quotes, colons and indentation',
    );
  }
  if (page.problems.length > 0) return page.problems;
  const locale = (file.split('/').at(-1) as string).replace(/\.ya?ml$/, '');
  const regional = locale.includes('-');
  const entries = fields(document.contents, page, ['phrases', 'words']);
  const found = readGroups(entries.get('phrases') ?? null, page);
  const start = document.contents?.range?.[0] ?? 0;
  if (!regional) {
    for (const key of phraseKeys) {
      if (!found.has(key))
        complain(
          page,
          entries.get('phrases')?.range?.[0] ?? start,
          'missing-phrase',
          `the phrase \`${key}\` is missing`,
          `write \`${key.split('.')[1] as string}\` under \`${key.split('.')[0] as string}\``,
        );
    }
  }
  const words = entries.has('words') ? readWords(entries.get('words') ?? null, page) : null;
  if (words === null && !regional && !entries.has('words'))
    complain(
      page,
      start,
      'missing-words',
      '`words` is missing',
      'write the words members use; en.yaml shows which',
    );
  return page.problems.length > 0 ? page.problems : { locale, phrases: found, words };
}

const groups = [...new Set(phraseKeys.map((key) => key.split('.')[0] as string))];

function readGroups(node: Node | null, page: Page): ReadonlyMap<PhraseKey, readonly string[]> {
  const found = new Map<PhraseKey, readonly string[]>();
  if (node === null) return found;
  for (const [group, inner] of fields(node, page, groups)) {
    const known = phraseKeys
      .filter((key) => key.startsWith(`${group}.`))
      .map((key) => key.slice(group.length + 1));
    for (const [name, value] of fields(inner, page, known)) {
      const key = `${group}.${name}` as PhraseKey;
      found.set(key, readWordings(value, key, page));
    }
  }
  return found;
}

function readWordings(node: Node | null, key: PhraseKey, page: Page): readonly string[] {
  const items = isSeq(node) ? node.items : [node];
  if (items.length === 0)
    complain(page, offsetOf(node), 'wrong-type', `\`${key}\` has no wording`, 'write at least one');
  return items.map((item) => {
    if (!isScalar(item) || typeof item.value !== 'string' || item.value.trim() === '') {
      complain(
        page,
        offsetOf(item ?? node),
        'wrong-type',
        `a wording of \`${key}\` is not a text`,
        'write a text; put it in quotes if it looks like a number',
      );
      return '';
    }
    for (const { code, message, mend, offset } of textProblems(item.value, phrases[key])) {
      complain(
        page,
        offsetOf(item) + offset + (item.type?.startsWith('QUOTE') === true ? 1 : 0),
        code,
        message,
        mend,
      );
    }
    return paragraphs(item as Scalar<string>);
  });
}

/** YAML folds a blank line of a plain, quoted or `>` text to one line end; in a `|` text it stays. Either parts two paragraphs. */
function paragraphs(scalar: Scalar<string>): string {
  if (scalar.type === 'BLOCK_LITERAL') return scalar.value.trim();
  return scalar.value.trim().replace(/\n+/g, '\n\n');
}
