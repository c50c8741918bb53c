import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flowSchema, fragmentSchema, translationSchema } from '#flow/json-schema.ts';
import { answer } from './answer.ts';

/** The files of the JSON Schema, by where they stand under the root. */
export function schemaFiles(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries({
      flow: flowSchema(),
      fragment: fragmentSchema(),
      translation: translationSchema(),
    }).map(([name, written]) => [`schema/${name}.json`, `${JSON.stringify(written, null, 2)}\n`]),
  );
}

/** Writes the JSON Schema of flows, of fragments and of translations, for editors. */
export function schema(root: string, json: boolean): number {
  const files = schemaFiles();
  mkdirSync(join(root, 'schema'), { recursive: true });
  for (const [file, text] of files) writeFileSync(join(root, file), text);
  const written = [...files.keys()];
  return answer({ code: 0, facts: { written }, words: `Written: ${written.join(', ')}.` }, json);
}
