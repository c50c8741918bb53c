import { isMap, isScalar, parseDocument } from 'yaml';
import type { Flow } from './flow.ts';
import { saidUnder } from './shared-question.ts';
import { sourceMark } from './source-mark.ts';
import { readYaml } from './yaml-file.ts';

/** Writes into a translation which words each step translates, where it does not say so yet: it is taken to fit as it is. Marks that are there stay, stale ones too. */
export function markSteps(text: string, flow: Flow): Marked {
  const before = readYaml('', text);
  if (!('data' in before)) return { text, marked: [] };
  const document = parseDocument(text, { uniqueKeys: false, schema: 'core', merge: false });
  const steps = document.get('steps', true);
  if (!isMap(steps)) return { text, marked: [] };
  let whole = text;
  const marked: string[] = [];
  for (const { key, value } of steps.items.toReversed()) {
    const id = isScalar(key) ? String(key.value) : '';
    const step = saidUnder(flow, id);
    if (step === null || !isMap(value) || value.has('of')) continue;
    const first = value.items[0]?.key;
    if (!isScalar(first) || first.range == null) continue;
    const [at] = first.range;
    const mark = sourceMark(step);
    const column = at - (text.lastIndexOf('\n', at - 1) + 1);
    const end = text.includes('\r\n') ? '\r\n' : '\n';
    const insert = value.flow === true ? `of: ${mark}, ` : `of: ${mark}${end}${' '.repeat(column)}`;
    whole = whole.slice(0, at) + insert + whole.slice(at);
    marked.unshift(id);
  }
  const after = readYaml('', whole);
  // An odd layout that would read differently now is left to its author.
  if (!('data' in after) || unmarked(before.data) !== unmarked(after.data)) {
    return { text, marked: [] };
  }
  return { text: whole, marked };
}

/** A translation with the marks it was given, and the steps they were given to. */
export interface Marked {
  readonly text: string;
  readonly marked: readonly string[];
}

function unmarked(data: unknown): string {
  return JSON.stringify(data, (key, value: unknown) => (key === 'of' ? undefined : value));
}
