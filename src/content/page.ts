import type { ProblemCode } from '#conversation/problem-codes.ts';
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Place, Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';

/** A file being read: where its offsets are, and what was found wrong. */
export interface Page {
  readonly problems: Problem[];
  at(offset: number): Place;
}

/** Notes a mistake at an offset of the file. */
export function complain(
  page: Page,
  offset: number,
  code: ProblemCode,
  message: string,
  mend: string,
): void {
  page.problems.push({ code, at: page.at(offset), message, mend, severity: 'error' });
}

/** The values of a map by key; keys that are not `known` are complained of. `null` allows any. */
export function fields(
  node: unknown,
  page: Page,
  known: readonly string[] | null,
): ReadonlyMap<string, Node | null> {
  const found = new Map<string, Node | null>();
  if (!isMap(node)) {
    complain(
      page,
      offsetOf(node),
      'wrong-type',
      'keys with values belong here',
      known === null ? 'write `key: value`' : `keys here: ${known.join(', ')}`,
    );
    return found;
  }
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    if (known !== null && !known.includes(key)) {
      complain(
        page,
        offsetOf(pair.key),
        'unknown-key',
        `\`${key}\` is not a key here`,
        didYouMean(key, known, `keys here: ${known.join(', ')}`),
      );
    } else found.set(key, (pair.value as Node | null) ?? null);
  }
  return found;
}

/** Where a node begins in the file; its start if it is not there. */
export function offsetOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? 0) : 0;
}
