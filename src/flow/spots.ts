import type { Scalar } from 'yaml';
import type { Path } from './drafting.ts';

/** Where one part of a file stands, and all that is in it: offsets of letters, -1 for what is not written. It is kept instead of the parser's own document, which is many times as large. */
export interface Spot {
  /** Where its key begins. */
  readonly key: number;
  readonly from: number;
  readonly to: number;
  /** How a text is written: plain, in quotes, as a block. */
  readonly style: Scalar.Type | null;
  readonly value: unknown;
  readonly inside: ReadonlyMap<string, Spot> | readonly Spot[] | null;
}

/** Where a path stands; its key with `key`; the nearest parent's place if it is not there. */
export function offsetOf(whole: Spot, path: Path, key: boolean): number {
  let [spot, found]: [Spot | null, number] = [whole, Math.max(whole.from, 0)];
  for (const [index, part] of path.entries()) {
    spot = partOf(spot, part);
    if (spot === null) break;
    const isKey = spot.key >= 0 && (key || index < path.length - 1);
    if (isKey) found = spot.key;
    else if (spot.from >= 0) found = spot.from;
  }
  return found;
}

function spotAt(whole: Spot, path: Path): Spot | null {
  let spot: Spot | null = whole;
  for (const part of path) spot = spot === null ? null : partOf(spot, part);
  return spot;
}

function partOf({ inside }: Spot, part: string | number): Spot | null {
  const found =
    inside instanceof Map
      ? inside.get(String(part))
      : (inside as readonly Spot[] | null)?.[Number(part)];
  return found ?? null;
}

/** Where a letter of the text at a path stands in its file. */
export function letterAt(whole: Spot, path: Path, offset: number, file: string): number {
  const spot = textAt(whole, path);
  return spot === null || spot.style === null || spot.from < 0
    ? offsetOf(whole, path, false)
    : letterIn(spot, offset, file);
}

/** The text at a path; of a wording with conditions its text, of a text that is no list itself. */
function textAt(whole: Spot, path: Path): Spot | null {
  const spot = spotAt(whole, path);
  if (spot?.inside instanceof Map) return partOf(spot, 'text');
  return spot !== null && spot.from >= 0 ? spot : spotAt(whole, path.slice(0, -1));
}

/** YAML folds and indents, so the letters that are no space are counted. */
function letterIn({ from, to, style, value }: Spot, offset: number, file: string): number {
  const wanted = String(value).slice(0, offset).replace(/\s/g, '').length;
  const isBlock = style === 'BLOCK_LITERAL' || style === 'BLOCK_FOLDED';
  const isDouble = style === 'QUOTE_DOUBLE';
  const quotes = isDouble || style === 'QUOTE_SINGLE' ? 1 : 0;
  let index = isBlock ? file.indexOf('\n', from) + 1 : from + quotes;
  for (let seen = 0; index < to; index += 1) {
    if (/\s/.test(file[index] as string)) continue;
    if (isDouble && file[index] === '\\') index += 1;
    else if (style === 'QUOTE_SINGLE' && file[index] === "'") index += 1;
    if (seen === wanted) break;
    seen += 1;
  }
  return Math.min(index, Math.max(from, to - 1));
}
