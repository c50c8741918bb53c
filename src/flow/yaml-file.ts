import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import type { Path } from './drafting.ts';
import { explainYaml } from './explain-yaml.ts';
import { beyondLimits } from './yaml-limits.ts';

/** A YAML file as plain data, with the way back to its lines. */
export interface YamlFile {
  readonly data: unknown;
  /** The place of a path; of its key with `key`. The nearest parent's if the path is not there. */
  readonly place: (path: Path, key?: boolean) => Place;
  /** The place of a letter of the text at a path. */
  readonly placeIn: (path: Path, offset: number) => Place;
}

/** Reads an author's YAML without ever throwing: size, depth, aliases, tags and doubled keys are refused by name and place. */
export function readYaml(file: string, written: string): YamlFile | readonly Problem[] {
  // Old line ends are one letter as well, so every place stays where it was.
  const text = written.replaceAll(/\r(?!\n)/g, '\n');
  const refused = beyondLimits(file, text);
  if (refused !== null) return [refused];
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    schema: 'core',
    merge: false,
    logLevel: 'error',
    prettyErrors: false,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    const { offset, message, mend } = explainYaml(error, document, text);
    return [mistake('yaml', at(offset), message, mend)];
  }
  const problems: Problem[] = [];
  const data = plain(document.contents, { at, text, problems });
  if (problems.length > 0) return problems;
  return {
    data,
    place: (path, key = false) => at(offsetOf(document, path, key)),
    placeIn: (path, offset) => {
      const node = textAt(document, path);
      if (!isScalar(node) || node.range == null) return at(offsetOf(document, path, false));
      return at(offsetIn(node, text, offset));
    },
  };
}

/** A file whose data is being taken, and what is wrong with it. */
interface Taking {
  readonly at: (offset: number) => Place;
  readonly text: string;
  readonly problems: Problem[];
}

function plain(node: unknown, taking: Taking, under = ''): unknown {
  const { at, problems } = taking;
  if (node === null || node === undefined) return null;
  if (isNode(node) && node.tag !== undefined)
    problems.push(
      mistake(
        'tag',
        at(node.range?.[0] ?? 0),
        'a word that begins with `!` is read as a tag of YAML, and tags are refused',
        'put the text in quotes, or take the tag out',
      ),
    );
  if (isAlias(node)) {
    problems.push(
      mistake(
        'alias',
        at(node.range?.[0] ?? 0),
        'aliases (`*name`) are refused',
        'write the text out, or make it a sub-flow',
      ),
    );
    return null;
  }
  if (isScalar(node)) {
    const { value } = node;
    const cut = cutText(node, under, taking.text);
    if (cut !== null) problems.push(mistake('cut-text', at(node.range?.[1] ?? 0), ...cut));
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
      problems.push(
        mistake(
          'odd-number',
          at(node.range?.[0] ?? 0),
          'this number is out of bounds',
          'put it in quotes if it is a text',
        ),
      );
      return null;
    }
    return value;
  }
  if (isSeq(node)) return node.items.map((item) => plain(item, taking, under));
  if (!isMap(node)) return null;
  const record: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : null;
    const place = at(
      (isScalar(pair.key) || isMap(pair.key) || isSeq(pair.key)
        ? pair.key.range?.[0]
        : undefined) ??
        node.range?.[0] ??
        0,
    );
    if (key === null || key === '__proto__' || key === 'constructor' || key === 'prototype') {
      problems.push(mistake('odd-key', place, 'this cannot be a key', 'a key is a plain word'));
    } else if (seen.has(key)) {
      problems.push(
        mistake('same-key', place, `\`${key}\` stands here twice`, 'keep one of the two'),
      );
    } else {
      seen.add(key);
      record[key] = plain(pair.value, taking, key);
    }
  }
  return record;
}

/** The keys of what people read. */
const read = new Set('title about say ask text label message alt low high reprompts'.split(' '));

/** What is told of a text whose end is behind a `#` and so is none of it: words that stop in the middle. */
function cutText(node: Scalar, key: string, file: string): readonly [string, string] | null {
  if (node.comment == null || node.type !== 'PLAIN' || !read.has(key)) return null;
  const text = String(node.value);
  // Whoever means a remark ends the sentence before it, or puts it at some distance.
  const isNear = file.startsWith(' #', node.range?.[1] ?? 0);
  if (!isNear || !/\s/.test(text) || /[\p{P}\p{S}]$/u.test(text)) return null;
  return [
    'the text ends at this `#`: what stands behind it is a remark nobody reads',
    `put the text in quotes, or the remark on a line of its own`,
  ];
}

function offsetOf(document: Document, path: Path, key: boolean): number {
  for (let length = path.length; length > 0; length -= 1) {
    const last = path[length - 1] as string | number;
    const parent = nodeAt(document, path.slice(0, length - 1));
    if (isMap(parent) && (key || length < path.length)) {
      const name = pairOf(parent, last)?.key;
      if (isScalar(name) && name.range != null) return name.range[0];
    }
    const node = nodeAt(document, path.slice(0, length));
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return document.contents?.range?.[0] ?? 0;
}

function nodeAt(document: Document, path: Path): unknown {
  let node: unknown = document.contents;
  for (const part of path) {
    if (isMap(node)) node = pairOf(node, part)?.value;
    else node = isSeq(node) ? node.items[Number(part)] : undefined;
  }
  return node;
}

/** The text at a path; of a wording with conditions its text, of a text that is no list itself. */
function textAt(document: Document, path: Path): unknown {
  const node = nodeAt(document, path);
  if (isMap(node)) return pairOf(node, 'text')?.value;
  return node ?? nodeAt(document, path.slice(0, -1));
}

const pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

/** Looked up in one list a map: a file of nothing but wrong keys is read in no more time than another. */
function pairOf(map: YAMLMap, key: string | number): Pair | undefined {
  const known =
    pairs.get(map) ??
    new Map(
      map.items.flatMap((item) => (isScalar(item.key) ? [[String(item.key.value), item]] : [])),
    );
  pairs.set(map, known);
  return known.get(String(key));
}

/** Where a letter of a text stands in its file: YAML folds and indents, so the letters that are no space are counted. */
function offsetIn(node: Scalar, text: string, offset: number): number {
  const [from, to] = node.range as readonly [number, number, number];
  const value = String(node.value);
  const wanted = value.slice(0, offset).replace(/\s/g, '').length;
  const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
  const isDouble = node.type === 'QUOTE_DOUBLE';
  const quotes = isDouble || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  let index = isBlock ? text.indexOf('\n', from) + 1 : from + quotes;
  for (let seen = 0; index < to; index += 1) {
    if (/\s/.test(text[index] as string)) continue;
    if (isDouble && text[index] === '\\') index += 1;
    else if (node.type === 'QUOTE_SINGLE' && text[index] === "'") index += 1;
    if (seen === wanted) break;
    seen += 1;
  }
  return Math.min(index, Math.max(from, to - 1));
}
