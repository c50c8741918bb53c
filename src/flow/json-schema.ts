import { z } from 'zod';
import { fragmentFile } from './fragment-file.ts';
import { flowFile } from './header.ts';
import { stepKinds } from './steps/all.ts';
import { translationFile } from './translation.ts';

/** A JSON Schema (2020-12), as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What editors need to know to complete and check a flow file, written from what reads it. */
export function flowSchema(): JsonSchema {
  return scriptSchema('Mooring flow', flowFile);
}

/** The same for a fragment. */
export function fragmentSchema(): JsonSchema {
  return scriptSchema('Fragment of Mooring flows', fragmentFile);
}

function scriptSchema(title: string, schema: z.ZodType): JsonSchema {
  const file = converted(schema);
  const defs: Record<string, unknown> = { ...file.defs };
  for (const [type, { schema: own }] of Object.entries(stepKinds)) {
    const step = converted(own);
    Object.assign(defs, step.defs);
    defs[`${type}-step`] = step.own;
  }
  const kinds = Object.keys(stepKinds).map((type) => ({ $ref: `#/$defs/${type}-step` }));
  // A step is read by its own type, so the schema of the list leaves its items open.
  defs['steps'] = { ...(defs['steps'] as JsonSchema), items: { $ref: '#/$defs/step' } };
  defs['fields'] = { ...(defs['fields'] as JsonSchema), items: { $ref: '#/$defs/ask-step' } };
  defs['step'] = { description: 'A step: one of the keys says of which type.', anyOf: kinds };
  return { $schema: dialect, title, ...file.own, $defs: sorted(defs) };
}

/** The same for a translation beside a flow. */
export function translationSchema(): JsonSchema {
  const { own, defs } = converted(translationFile);
  return { $schema: dialect, title: 'Translation of a Mooring flow', ...own, $defs: sorted(defs) };
}

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/** A schema by itself, and what it shares with others. */
interface Converted {
  readonly own: JsonSchema;
  readonly defs: JsonSchema;
}

function converted(schema: z.ZodType): Converted {
  const { $schema, $defs, ...own } = z.toJSONSchema(schema, { io: 'input' });
  if ($schema !== dialect) throw new Error('Zod writes another dialect of JSON Schema now');
  return { own, defs: $defs ?? {} };
}

function sorted(defs: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(defs).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
