import type { ProblemCode } from '#conversation/problem-codes.ts';

/** Says of a value that it is of another kind than belongs there, and what to write. */
export function wrongType(
  { name, isItem, value, keys }: Misfit,
  expected: readonly string[],
  say: Say,
): void {
  const wanted = [...new Set(expected.map(article))].join(' or ');
  if (value === null)
    return say(
      'wrong-type',
      `nothing stands behind \`${name}:\``,
      `write ${wanted} there; a text that begins with \`#\` needs quotes`,
    );
  const what = isItem ? `an item of \`${name}\`` : `\`${name}\``;
  const message = `${what} has to be ${wanted}, and this is ${kindOf(value)}`;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (isPlain && expected.includes('string'))
    return say(
      'wrong-type',
      message,
      `put it in quotes: \`${isItem ? '-' : `${name}:`} "${String(value)}"\``,
    );
  if (typeof value === 'string' && (expected.includes('number') || expected.includes('int')))
    return say('wrong-type', message, 'write the number alone, without quotes');
  if (typeof value === 'string' && expected.includes('boolean')) {
    const meant = /^(yes|on|y|ok)$/i.test(value)
      ? 'true'
      : /^(no|off|n)$/i.test(value)
        ? 'false'
        : null;
    return say(
      'wrong-type',
      message,
      meant === null
        ? `write \`${name}: true\` or \`${name}: false\``
        : `write \`${name}: ${meant}\``,
    );
  }
  if (expected.includes('string') && isSlotAlone(value))
    return say(
      'wrong-type',
      'a text that begins with `{` needs quotes',
      `write \`${isItem ? '-' : `${name}:`} "{${Object.keys(value).join(', ')}}"\``,
    );
  if (expected.includes('array') && !Array.isArray(value))
    return say('wrong-type', message, 'begin each item on a line of its own with `- `');
  if (Array.isArray(value) && expected.includes('string'))
    return say('wrong-type', message, 'write one text instead of a list');
  if (keys.length > 0) {
    const block = keys
      .slice(0, 4)
      .map((key) => `${key}: …`)
      .join(', ');
    return say('wrong-type', message, `write \`${isItem ? '-' : `${name}:`} { ${block} }\``);
  }
  say('wrong-type', message, `write ${wanted}`);
}

/** Tells a mistake at the place that is looked at; `key` points at its key. */
export type Say = (code: ProblemCode, message: string, mend: string, key?: boolean) => void;

/** A value of the wrong kind, and the keys that belong there, if any do. */
interface Misfit {
  /** The key it stands under. */
  readonly name: string;
  /** It is one item of a list there. */
  readonly isItem: boolean;
  readonly value: unknown;
  readonly keys: readonly string[];
}

const articles: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of keys',
  record: 'a block of keys',
};

function article(expected: string): string {
  return articles[expected] ?? expected;
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a block of keys';
  return `${typeof value === 'string' ? 'the text' : typeof value === 'number' ? 'the number' : 'the answer'} \`${shown(value)}\``;
}

/** A value in a few letters. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 38)}…`;
}

/** A slot without quotes is read as a block whose keys hold nothing. */
function isSlotAlone(value: unknown): value is Readonly<Record<string, null>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const held = Object.values(value);
  return held.length > 0 && held.every((one) => one === null);
}
