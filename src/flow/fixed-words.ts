import { didYouMean } from '#conversation/spelling.ts';
import type { Node } from './mentions.ts';
import { weekdays } from './weekdays.ts';

/** What some names can be at all. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  weekday: weekdays,
  'member.rhythm': ['daily', 'weekdays', 'weekly', 'none'],
};

const numbers: ReadonlySet<string> = new Set(['member.intensity']);

/** Why a comparison can never be true, whoever the member is; `null` if it can. `;` parts what is wrong from its mend. */
export function neverTrue(sides: readonly [Node, Node]): string | null {
  const name = sides.map(nameOf).find((one) => one !== null);
  if (name === undefined || name === null) return null;
  for (const value of sides.flatMap(literalsOf)) {
    if (typeof value !== 'string') continue;
    if (numbers.has(name))
      return `\`${name}\` is a number, and \`'${value}'\` is a text; take the inner quotes off`;
    const all = fixed[name];
    if (all !== undefined && !all.includes(value))
      return `\`${name}\` is never \`'${value}'\`; ${didYouMean(value, all, `it can be ${all.join(', ')}`)}`;
  }
  return null;
}

function nameOf({ op, args }: Node): string | null {
  if (op === 'id') return String(args);
  if (op !== '.') return null;
  const [owner, field] = args as [Node, string];
  return owner.op === 'id' ? `${String(owner.args)}.${field}` : null;
}

function literalsOf({ op, args }: Node): readonly unknown[] {
  if (op === 'value') return [args];
  return op === 'list' ? (args as readonly Node[]).flatMap(literalsOf) : [];
}
