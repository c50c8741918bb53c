import type { ProblemCode } from '#conversation/problem-codes.ts';
import type { z } from 'zod';
import type { Problem } from '#conversation/problem.ts';
import { closest, didYouMean } from '#conversation/spelling.ts';
import type { Complaints, Path } from './drafting.ts';
import { keysAt } from './keys-at.ts';
import { laterStepTypes } from './step-types.ts';
import type { YamlFile } from './yaml-file.ts';

/** Gathers problems of one file, each at its line. */
export function complaintsIn(yaml: YamlFile, problems: Problem[]): Complaints {
  return {
    say(code, path, message, mend, key = false) {
      problems.push({ code, at: yaml.place(path, key), message, mend, severity: 'error' });
    },
    written: (path) =>
      path.reduce<unknown>(
        (node, part) => (node as Readonly<Record<string, unknown>> | null)?.[part],
        yaml.data,
      ),
  };
}

/** Says what Zod found in an author's words. `base` is where the checked value stands, `schema` what it was checked by. */
export function complainOf(
  error: z.ZodError,
  base: Path,
  schema: z.ZodType,
  complaints: Complaints,
): void {
  const strange = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : [],
  );
  for (const issue of error.issues) {
    const name = issue.path.at(-1);
    // A key that is misspelt is told once, and not as missing too.
    const isMissing = issue.code === 'invalid_type' && typeof name === 'string';
    const misspelt = isMissing && strange.some((key) => closest(key, [name]) !== null);
    if (misspelt && complaints.written([...base, ...(issue.path as Path)]) === undefined) continue;
    complain(issue, [], { base, schema, complaints });
  }
}

type Issue = z.core.$ZodIssue;

interface Hearing {
  readonly base: Path;
  readonly schema: z.ZodType;
  readonly complaints: Complaints;
}

function complain(issue: Issue, above: Path, hearing: Hearing): void {
  const { base, schema, complaints } = hearing;
  const inner: Path = [...above, ...(issue.path as (string | number)[])];
  const path: Path = [...base, ...inner];
  const name = path.findLast((part) => typeof part === 'string') ?? 'file';
  const value = complaints.written(path);
  const say = (code: ProblemCode, message: string, mend: string, key = false) =>
    complaints.say(code, path, message, mend, key);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, inner);
      for (const key of issue.keys) unknownKey(key, known, path, complaints);
      return;
    }
    case 'invalid_union': {
      const [deepest] = issue.errors
        .filter(
          (branch) => !branch.some((one) => one.path.length === 0 && one.code === 'invalid_type'),
        )
        .toSorted((a, b) => depth(b) - depth(a));
      if (deepest === undefined)
        wrongType({ name, value, keys: [] }, expectedBy(issue.errors.flat()), say);
      else for (const one of deepest) complain(one, inner, hearing);
      return;
    }
    case 'invalid_type':
      if (value === undefined)
        complaints.say('missing-key', path, `\`${name}\` is missing`, `add \`${name}:\` here`);
      else wrongType({ name, value, keys: keysAt(schema, inner) }, [issue.expected], say);
      return;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const known = `it is one of ${values.join(', ')}`;
      if (value === undefined)
        return complaints.say(
          'missing-key',
          path,
          `\`${name}\` is missing`,
          `add \`${name}:\` here; ${known}`,
        );
      return say(
        'unknown-value',
        `\`${name}\` cannot be \`${shown(value)}\``,
        typeof value === 'string' ? didYouMean(value, values, known) : known,
      );
    }
    case 'too_small':
      return say('out-of-bounds', ...tooLittle(name, issue.origin, Number(issue.minimum), value));
    case 'too_big':
      return say('out-of-bounds', ...tooMuch(name, issue.origin, Number(issue.maximum), value));
    case 'invalid_key':
      return say(
        'odd-key',
        `\`${name}\` cannot be a key here`,
        issue.issues[0]?.message ?? 'rename it',
        true,
      );
    default:
      return say('wrong-value', `\`${name}\` cannot be \`${shown(value)}\``, issue.message);
  }
}

function unknownKey(
  key: string,
  known: readonly string[],
  path: Path,
  complaints: Complaints,
): void {
  const at = [...path, key];
  if ((laterStepTypes as readonly string[]).includes(key)) {
    return complaints.say(
      'later-step',
      at,
      `\`${key}\` is not available yet: it comes with a later version of Mooring`,
      'leave it out for now',
      true,
    );
  }
  const near = closest(key.replaceAll('_', '-'), known);
  complaints.say(
    'unknown-key',
    at,
    `\`${key}\` is not a key here`,
    near === null ? `the keys here are ${known.join(', ')}` : `did you mean \`${near}\`?`,
    true,
  );
}

function depth(issues: readonly Issue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'invalid_union' ? 1 : 0)),
  );
}

function expectedBy(issues: readonly Issue[]): readonly string[] {
  return issues.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : []));
}

type Say = (code: ProblemCode, message: string, mend: string) => void;

/** A value of the wrong kind, and the keys that belong there, if any do. */
interface Misfit {
  readonly name: string;
  readonly value: unknown;
  readonly keys: readonly string[];
}

function wrongType({ name, value, keys }: Misfit, expected: readonly string[], say: Say): void {
  const wanted = [...new Set(expected.map(article))].join(' or ');
  if (value === null)
    return say(
      'wrong-type',
      `nothing stands behind \`${name}:\``,
      `write ${wanted} there; a text that begins with \`#\` needs quotes`,
    );
  const message = `\`${name}\` has to be ${wanted}, and this is ${kindOf(value)}`;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  if (isPlain && expected.includes('string'))
    return say('wrong-type', message, `put it in quotes: \`${name}: "${String(value)}"\``);
  if (typeof value === 'string' && (expected.includes('number') || expected.includes('int')))
    return say('wrong-type', message, 'write the number alone, without quotes');
  if (typeof value === 'string' && expected.includes('boolean'))
    return say('wrong-type', message, `write \`${name}: true\` or \`${name}: false\``);
  if (expected.includes('array') && !Array.isArray(value))
    return say('wrong-type', message, 'begin each item on a line of its own with `- `');
  if (Array.isArray(value) && expected.includes('string'))
    return say('wrong-type', message, 'write one text instead of a list');
  if (keys.length > 0) {
    const block = keys.map((key) => `${key}: …`).join(', ');
    return say('wrong-type', message, `write \`${name}: { ${block} }\``);
  }
  say('wrong-type', message, `write ${wanted}`);
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

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 40 ? text : `${text.slice(0, 38)}…`;
}

function tooLittle(
  name: string,
  origin: string,
  least: number,
  value: unknown,
): readonly [string, string] {
  if (origin === 'array')
    return [`the list of \`${name}\` is empty`, `list at least ${least}, or leave \`${name}\` out`];
  if (origin !== 'string')
    return [`\`${name}\` is ${String(value)}; ${least} is the least`, `write ${least} or more`];
  const length = String(value).length;
  return length === 0
    ? [`\`${name}\` is empty`, 'write a text']
    : [`\`${name}\` has ${length} characters; ${least} are the least`, 'say a little more'];
}

function tooMuch(
  name: string,
  origin: string,
  most: number,
  value: unknown,
): readonly [string, string] {
  if (origin === 'array')
    return [
      `\`${name}\` has ${(value as readonly unknown[]).length} items; ${most} are the most`,
      'use fewer, or split the step',
    ];
  if (origin !== 'string')
    return [`\`${name}\` is ${String(value)}; ${most} is the most`, `write ${most} or less`];
  return [
    `\`${name}\` has ${String(value).length} characters; ${most} are the most`,
    'say it shorter, or split it',
  ];
}
