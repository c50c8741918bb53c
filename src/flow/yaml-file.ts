import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Scalar,
} from 'yaml';
import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import type { Path } from './drafting.ts';
import { explainYaml } from './explain-yaml.ts';
import { letterAt, offsetOf, type Spot } from './spots.ts';
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
  const document = untraced(() =>
    parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      schema: 'core',
      merge: false,
      logLevel: 'error',
      prettyErrors: false,
    }),
  );
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
  const whole = taken(document.contents, { at, text, problems });
  if (problems.length > 0) return problems;
  return {
    data: whole.value,
    place: (path, key = false) => at(offsetOf(whole, path, key)),
    placeIn: (path, offset) => at(letterAt(whole, path, offset, text)),
  };
}

/** Nobody reads where in the parser each of ten thousand mistakes was found, and to write it down takes longer than to find it. */
function untraced<Found>(parse: () => Found): Found {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return parse();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A file whose data is being taken, and what is wrong with it. */
interface Taking {
  readonly at: (offset: number) => Place;
  readonly text: string;
  readonly problems: Problem[];
}

/** What a node holds, as plain data, and where all of it stands. */
function taken(node: unknown, taking: Taking, under = '', key = -1): Spot {
  const { at, problems } = taking;
  if (node === null || node === undefined) return spotOf(node, key, null);
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
        'write it out; answers that several questions share go under `choices:`, steps into a fragment',
      ),
    );
    return spotOf(node, key, null);
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
      return spotOf(node, key, null);
    }
    return spotOf(node, key, value);
  }
  if (isSeq(node)) {
    const inside = node.items.map((item) => taken(item, taking, under));
    const list = inside.map(({ value }) => value);
    return spotOf(node, key, list, inside);
  }
  if (!isMap(node)) return spotOf(node, key, null);
  const record: Record<string, unknown> = {};
  const inside = new Map<string, Spot>();
  for (const pair of node.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : null;
    const from =
      isScalar(pair.key) || isMap(pair.key) || isSeq(pair.key) ? pair.key.range?.[0] : undefined;
    const place = () => at(from ?? node.range?.[0] ?? 0);
    if (name === null || name === '__proto__' || name === 'constructor' || name === 'prototype') {
      problems.push(mistake('odd-key', place(), 'this cannot be a key', 'a key is a plain word'));
    } else if (inside.has(name)) {
      problems.push(
        mistake('same-key', place(), `\`${name}\` stands here twice`, 'keep one of the two'),
      );
    } else {
      const part = taken(pair.value, taking, name, from);
      inside.set(name, part);
      record[name] = part.value;
    }
  }
  return spotOf(node, key, record, inside);
}

function spotOf(node: unknown, key: number, value: unknown, inside: Spot['inside'] = null): Spot {
  const range = isNode(node) ? node.range : null;
  const style = isScalar(node) ? (node.type ?? null) : null;
  return { key, from: range?.[0] ?? -1, to: range?.[1] ?? -1, style, value, inside };
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
