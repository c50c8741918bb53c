import type { z } from 'zod';
import type { Problem } from '#conversation/problem.ts';
import { closest } from '#conversation/spelling.ts';
import type { Complaints, Path } from './drafting.ts';
import type { YamlFile } from './yaml-file.ts';

/** Gathers problems of one file, each at its line. */
export function complaintsIn(yaml: YamlFile, problems: Problem[]): Complaints {
  return {
    say(code, path, message, mend, key = false) {
      problems.push({ code, at: yaml.place(path, key), message, mend, severity: 'error' });
    },
  };
}

/** Says what Zod found in an author's words. `base` is where the checked value stands. */
export function complainOf(
  error: z.ZodError,
  base: Path,
  known: readonly string[],
  complaints: Complaints,
): void {
  for (const issue of error.issues) complain(issue, base, known, complaints);
}

type Issue = z.core.$ZodIssue;

function complain(
  issue: Issue,
  base: Path,
  known: readonly string[],
  complaints: Complaints,
): void {
  const path: Path = [...base, ...(issue.path as (string | number)[])];
  const name = path.findLast((part) => typeof part === 'string') ?? 'file';
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const key of issue.keys) {
        const near = closest(key, known);
        complaints.say(
          'unknown-key',
          [...path, key],
          `\`${key}\` is not a key here`,
          near === null ? `keys here: ${known.join(', ')}` : `did you mean \`${near}\`?`,
          true,
        );
      }
      return;
    case 'invalid_union': {
      const [deepest] = issue.errors
        .filter(
          (branch) =>
            !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'),
        )
        .toSorted((a, b) => depth(b) - depth(a));
      if (deepest === undefined) {
        complaints.say(
          'wrong-type',
          path,
          `\`${name}\` is not of a kind that fits here`,
          expectation(issue.errors.flat()),
        );
      } else for (const inner of deepest) complain(inner, path, known, complaints);
      return;
    }
    case 'invalid_type': {
      const missing = /received undefined/.test(issue.message);
      if (missing)
        complaints.say('missing-key', path, `\`${name}\` is missing`, `add \`${name}:\``);
      else
        complaints.say(
          'wrong-type',
          path,
          `\`${name}\` has to be ${article(issue.expected)}`,
          quoting(issue.expected),
        );
      return;
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      complaints.say(
        'unknown-value',
        path,
        `this is none of the values of \`${name}\``,
        `use one of ${values.join(', ')}`,
      );
      return;
    }
    case 'too_small':
    case 'too_big':
      complaints.say(
        'out-of-bounds',
        path,
        `\`${name}\` is out of bounds: ${issue.message.toLowerCase()}`,
        'shorten, lengthen or split it',
      );
      return;
    case 'invalid_key':
      complaints.say(
        'odd-key',
        path,
        `\`${name}\` cannot be a key: ${issue.issues[0]?.message ?? ''}`,
        'rename it',
        true,
      );
      return;
    default:
      complaints.say(
        'wrong-value',
        path,
        `\`${name}\`: ${issue.message}`,
        'write it as the message says',
      );
  }
}

function depth(issues: readonly Issue[]): number {
  return Math.max(
    0,
    ...issues.map((issue) => issue.path.length + (issue.code === 'invalid_union' ? 1 : 0)),
  );
}

function expectation(issues: readonly Issue[]): string {
  const kinds = new Set<string>();
  for (const issue of issues) if (issue.code === 'invalid_type') kinds.add(article(issue.expected));
  return kinds.size === 0 ? 'look at the format page' : `it can be ${[...kinds].join(' or ')}`;
}

function article(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'a block of keys',
    record: 'a block of keys',
  };
  return words[expected] ?? expected;
}

function quoting(expected: string): string {
  return expected === 'string' ? 'put it in quotes' : `write ${article(expected)}`;
}
