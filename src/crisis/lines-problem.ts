import type { ProblemCode } from '#conversation/problem-codes.ts';
import type { z } from 'zod';
import type { Problem } from '#conversation/problem.ts';
import { closest } from '#conversation/spelling.ts';
import type { PlaceOf } from './lines.ts';

/** Says in a moderator's words what the schema found in a lines file, and how to mend it. */
export function complaintOf(issue: z.core.$ZodIssue, place: PlaceOf): readonly Problem[] {
  const path = issue.path as (string | number)[];
  const name = path.findLast((part) => typeof part === 'string') ?? 'file';
  const say = (code: ProblemCode, message: string, mend: string): Problem[] => [
    { code, at: place(path), message, mend, severity: 'error' },
  ];
  const expected = issue.code === 'invalid_type' || issue.code === 'invalid_value';
  if (expected && issue.input === undefined) {
    return say('missing-key', `\`${name}\` is missing`, `add \`${name}:\``);
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, place([...path, key])));
    case 'invalid_type': {
      if (issue.expected === 'string')
        return say(
          'wrong-type',
          `\`${name}\` has to be a text`,
          `put it in quotes, as in \`'988'\``,
        );
      return say(
        'wrong-type',
        `\`${name}\` has to be ${forms[issue.expected] ?? issue.expected}`,
        "look at another country's file",
      );
    }
    case 'invalid_value':
      return say(
        'unknown-value',
        `this is none of the values of \`${name}\``,
        `use one of ${issue.values.map(String).join(', ')}`,
      );
    case 'too_small':
    case 'too_big':
      return say('out-of-bounds', `\`${name}\` is too short or too long`, 'shorten or lengthen it');
    default:
      return say('wrong-value', `\`${name}\` is not written as it has to be`, issue.message);
  }
}

const forms: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a block of keys',
  boolean: 'true or false',
};

const keys = (
  'country name emergency lines numbers en es id provider phone text keyword whatsapp url chat ' +
  'hours languages kind note confidence hidden lastVerified source'
).split(' ');

function unknownKey(key: string, at: Problem['at']): Problem {
  const near = closest(key, keys);
  const mend =
    near === null || near === key
      ? `remove it, or move it; keys are ${keys.join(', ')}`
      : `did you mean \`${near}\`?`;
  return {
    code: 'unknown-key',
    at,
    message: `\`${key}\` is not a key here`,
    mend,
    severity: 'error',
  };
}
