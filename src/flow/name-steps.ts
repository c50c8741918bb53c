import { isMap, isScalar, isSeq, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { idOfText } from './id-of-text.ts';
import { readYaml } from './yaml-file.ts';

/** Names every `say` and `ask` that has no id, by writing `id:` before its first key; nothing else of the file changes. A file that does not read is left as it is. */
export function nameSteps(text: string): Named {
  const before = readYaml('', text);
  if (!('data' in before)) return { text, named: [] };
  const script = parseDocument(text, { uniqueKeys: false, schema: 'core', merge: false });
  const steps = [...stepsIn(script.contents)];
  const taken = new Set(steps.map((step) => valueOf(step, 'id')));
  const inserts: Insert[] = [];
  for (const step of steps) {
    const type = (['say', 'ask'] as const).find((key) => pairOf(step, key) !== undefined);
    if (type === undefined || pairOf(step, 'id') !== undefined) continue;
    const first = step.items[0]?.key;
    if (!isScalar(first) || first.range == null) continue;
    const id = idOfText(type, wordingOf(step, type), taken);
    taken.add(id);
    const [at] = first.range;
    inserts.push({ at, id, text: step.flow === true ? `id: ${id}, ` : lineOf(text, at, id) });
  }
  const named = inserted(text, inserts);
  const after = readYaml('', named);
  // An odd layout that would read differently now is left to its author.
  if (!('data' in after) || unnamed(before.data) !== unnamed(after.data)) {
    return { text, named: [] };
  }
  return { text: named, named: inserts.map(({ id }) => id) };
}

/** A file with the names it was given, in the order they stand. */
export interface Named {
  readonly text: string;
  readonly named: readonly string[];
}

interface Insert {
  readonly at: number;
  readonly id: string;
  readonly text: string;
}

/** Keys whose value is a list of steps, wherever they stand. */
const lists = new Set(['steps', 'do', 'else', 'form']);

/** Every step of a script, those inside others too, in the order they stand. */
function* stepsIn(node: unknown): Generator<YAMLMap> {
  if (isSeq(node)) for (const item of node.items) yield* stepsIn(item);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (isScalar(key) && lists.has(String(key.value)) && isSeq(value)) {
      for (const item of value.items) if (isMap(item)) yield item;
    }
    yield* stepsIn(value);
  }
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function valueOf(map: YAMLMap, name: string): unknown {
  const value = pairOf(map, name)?.value;
  return isScalar(value) ? value.value : value;
}

/** What a step says in its first wording. */
function wordingOf(step: YAMLMap, type: string): string {
  let value = valueOf(step, type);
  if (isSeq(value)) value = value.items[0];
  if (isMap(value)) value = valueOf(value, 'text');
  if (isScalar(value)) value = value.value;
  return typeof value === 'string' ? value : '';
}

/** The id on a line of its own above the key, which moves down beneath it. */
function lineOf(text: string, at: number, id: string): string {
  const column = at - (text.lastIndexOf('\n', at - 1) + 1);
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `id: ${id}${end}${' '.repeat(column)}`;
}

function inserted(text: string, inserts: readonly Insert[]): string {
  let from = 0;
  let whole = '';
  for (const insert of inserts.toSorted((a, b) => a.at - b.at)) {
    whole += text.slice(from, insert.at) + insert.text;
    from = insert.at;
  }
  return whole + text.slice(from);
}

/** Everything a file says but the names of its steps. */
function unnamed(data: unknown): string {
  return JSON.stringify(data, (key, value: unknown) => (key === 'id' ? undefined : value));
}
