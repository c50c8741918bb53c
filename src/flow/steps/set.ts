import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { Change, SetStep } from '../step.ts';
import { dataNamePart, expressionPart, idPart } from './parts.ts';

const flagPart = z.literal(true);
const countPart = z.int().min(0).max(100);

/** How a value is changed rather than replaced; one key at a time. */
const changePart = z.strictObject({
  add: z
    .union([expressionPart, z.number()])
    .optional()
    .describe('To a number: so much more. To a list: what it does not hold yet.'),
  append: expressionPart.optional().describe('Put at the end of a list, also if it is there.'),
  remove: expressionPart.optional().describe('Taken out of a list.'),
  clear: flagPart.optional().describe('true: as if it had never been answered.'),
  first: countPart.optional().describe('So many from the beginning of the list are left.'),
  last: countPart.optional().describe('So many from the end of the list are left.'),
  shuffle: flagPart.optional().describe('true: the list in another order.'),
  pick: z
    .union([expressionPart, z.array(z.string().min(1).max(200)).min(1).max(100)])
    .optional()
    .describe('One of a list: of these texts, or of the list an expression gives.'),
  by: z
    .enum(['least-recent', 'chance'])
    .optional()
    .describe('How it is picked: least-recent if left out, across sessions, or by chance.'),
});

/** Gives data new values. */
export const set = z
  .strictObject({
    id: idPart.optional(),
    set: z
      .record(dataNamePart, z.union([expressionPart, z.number(), z.boolean(), changePart]))
      .describe('Data, each with its new value as an expression, or with how it changes.'),
  })
  .describe('Gives data new values; a text needs inner quotes.');

type Raw = z.infer<typeof set>;
type RawChange = z.infer<typeof changePart>;

/** The step its keys make. */
export function draftSet(raw: Raw, drafting: Drafting): SetStep {
  const values: Record<string, string> = {};
  const changes: Change[] = [];
  for (const [name, given] of Object.entries(raw.set)) {
    if (typeof given !== 'object') values[name] = String(given);
    else changes.push(...changeOf(name, given, drafting));
  }
  return { type: 'set', id: drafting.id, values, changes, next: drafting.next };
}

function changeOf(name: string, raw: RawChange, drafting: Drafting): readonly Change[] {
  const { by, ...ways } = raw;
  const keys = Object.keys(ways) as Change['change'][];
  const [change] = keys;
  const path = [...drafting.path, 'set', name];
  if (change === undefined || keys.length > 1) {
    drafting.complaints.say(
      'odd-change',
      path,
      change === undefined
        ? `nothing says how \`${name}\` changes`
        : `\`${name}\` changes in ${keys.length} ways at once: ${keys.join(', ')}`,
      change === undefined
        ? `write one, such as \`${name}: { add: "'tea'" }\``
        : 'make a step of each; then it is clear which comes first',
    );
    return [];
  }
  if (by !== undefined && change !== 'pick')
    drafting.complaints.say(
      'odd-change',
      [...path, 'by'],
      '`by` says how something is picked, and nothing is picked here',
      'leave it out',
      true,
    );
  const given = raw[change];
  const expression = Array.isArray(given)
    ? `[${given.map((text) => JSON.stringify(text)).join(', ')}]`
    : change === 'add' || typeof given === 'string'
      ? String(given)
      : null;
  return [
    {
      name,
      change,
      of: expression,
      count: change === 'first' || change === 'last' ? (given as number) : null,
      byChance: by === 'chance',
    },
  ];
}
