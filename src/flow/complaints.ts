import type { z } from 'zod';
import type { Problem } from '#conversation/problem.ts';
import { closest, didYouMean } from '#conversation/spelling.ts';
import type { Complaints, Path } from './drafting.ts';
import { idOfText } from './id-of-text.ts';
import { keysAt } from './keys-at.ts';
import { laterStepTypes } from './step-types.ts';
import { shown, wrongType, type Say } from './wrong-type.ts';
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
  const isItem = typeof path.at(-1) === 'number';
  const say: Say = (code, message, mend, key = false) =>
    complaints.say(code, path, message, mend, key);
  const missing = (known = ''): void =>
    complaints.say('missing-key', path, `\`${name}\` is missing`, `add \`${name}:\` here${known}`);
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
      if (deepest === undefined && value === undefined) missing();
      else if (deepest === undefined)
        wrongType({ name, isItem, value, keys: [] }, expectedBy(issue.errors.flat()), say);
      else for (const one of deepest) complain(one, inner, hearing);
      return;
    }
    case 'invalid_type':
      if (value === undefined) missing();
      else wrongType({ name, isItem, value, keys: keysAt(schema, inner) }, [issue.expected], say);
      return;
    case 'invalid_value': {
      const values = issue.values.map(String);
      const known = `it is one of ${values.join(', ')}`;
      if (value === undefined) return missing(`; ${known}`);
      return say(
        'unknown-value',
        `\`${name}\` cannot be \`${shown(value)}\``,
        typeof value === 'string' ? didYouMean(unquoted(value), values, known) : known,
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
      return say(
        'wrong-value',
        `\`${name}\` cannot be \`${shown(value)}\``,
        name === 'id' && typeof value === 'string'
          ? `${issue.message}: \`id: ${idOf(value)}\``
          : issue.message,
      );
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
    near === null
      ? `the keys here are ${known.join(', ')}${complaints.written(at) === null ? '; a text with a comma in it needs quotes' : ''}`
      : `did you mean \`${near}\`?`,
    true,
  );
}

/** A word without the quotes of a word processor around it. */
function unquoted(value: string): string {
  return value.replace(/^[“”„‘’]+|[“”‘’]+$/g, '');
}

/** The id an author most likely meant. */
function idOf(value: string): string {
  const name = idOfText('', unquoted(value), new Set()).slice(1);
  return name === '' ? 'a-name-of-its-own' : name;
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
