import { z } from 'zod';
import { closest, didYouMean } from '#conversation/spelling.ts';
import type { Drafting } from '../drafting.ts';
import type { UseStep } from '../step.ts';
import { expressionPart, idPart } from './parts.ts';

/** Includes a fragment. */
export const use = z
  .strictObject({
    id: idPart
      .optional()
      .describe('What stands before the ids of its steps; the fragment’s name if left out.'),
    use: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'a fragment is named by its file, without .yaml')
      .describe('A fragment, by its file name in flows/fragments without .yaml.'),
    with: z
      .record(z.string(), z.union([expressionPart, z.number(), z.boolean()]))
      .optional()
      .describe('What it takes: a number, true, false, or an expression that gives its value.'),
  })
  .describe('Includes a fragment: its steps stand here.');

/** The step its keys make; the fragment's own follow. */
export function draftUse(raw: z.infer<typeof use>, drafting: Drafting): UseStep {
  const found = drafting.inline(raw.use);
  const given = Object.entries(raw.with ?? {}).flatMap(([name, value]) =>
    found?.takes.includes(name) === true ? [[name, String(value)]] : [],
  );
  if (found !== null) argumentsFit(raw, found.takes, drafting);
  return {
    type: 'use',
    id: drafting.id,
    fragment: raw.use,
    with: Object.fromEntries(given) as Readonly<Record<string, string>>,
    empty: found?.data ?? [],
    steps: found?.steps ?? [],
    next: found?.start ?? drafting.next,
  };
}

function argumentsFit(
  raw: z.infer<typeof use>,
  takes: readonly string[],
  { complaints, path }: Drafting,
): void {
  const given = Object.keys(raw.with ?? {});
  for (const name of given) {
    if (takes.includes(name)) continue;
    complaints.say(
      'unknown-argument',
      [...path, 'with', name],
      `\`${raw.use}\` takes no \`${name}\``,
      didYouMean(
        name,
        takes.filter((one) => !given.includes(one)),
        takes.length === 0 ? 'leave it out' : `it takes ${takes.join(', ')}`,
      ),
      true,
    );
  }
  for (const name of takes) {
    // A name that is misspelt is told once, and not as missing too.
    const misspelt = given.some((one) => !takes.includes(one) && closest(one, [name]) !== null);
    if (given.includes(name) || misspelt) continue;
    complaints.say(
      'missing-argument',
      [...path, 'use'],
      `\`${raw.use}\` takes \`${name}\`, and is not handed it`,
      `add \`with: { ${name}: … }\``,
    );
  }
}
