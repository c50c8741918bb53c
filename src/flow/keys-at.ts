import type { z } from 'zod';
import type { Path } from './drafting.ts';

/** The keys a schema knows at a path; of several kinds that fit there, those of all. */
export function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let open: readonly Schema[] = [schema];
  for (const part of path) open = open.flatMap((one) => within(one, part));
  return [
    ...new Set(
      open.flatMap((one) => kindsOf(one)).flatMap(({ def }) => Object.keys(def.shape ?? {})),
    ),
  ];
}

/** What of a Zod schema is looked at. */
interface Schema {
  readonly def: {
    readonly type: string;
    readonly shape?: Readonly<Record<string, Schema>>;
    readonly innerType?: Schema;
    readonly element?: Schema;
    readonly valueType?: Schema;
    readonly options?: readonly Schema[];
  };
}

/** The kinds a value may be of, without what wraps them. */
function kindsOf(schema: Schema): readonly Schema[] {
  const { innerType, options } = schema.def;
  if (innerType !== undefined) return kindsOf(innerType);
  return options === undefined ? [schema] : options.flatMap(kindsOf);
}

function within(schema: Schema, part: string | number): readonly Schema[] {
  return kindsOf(schema).flatMap(({ def }) => {
    const inner = def.shape?.[part] ?? def.element ?? def.valueType;
    return inner === undefined ? [] : [inner];
  });
}
