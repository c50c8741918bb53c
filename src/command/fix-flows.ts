import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameSteps } from '#flow/name-steps.ts';

/** A file that steps were named in, and their names. */
export interface Fixed {
  readonly file: string;
  readonly named: readonly string[];
}

/** Names the steps without an id in every flow under `root`, and writes the files that changed. */
export function fixFlows(root: string): readonly Fixed[] {
  return readdirSync(join(root, 'flows'))
    .filter((file) => /^[a-z0-9-]+\.yaml$/.test(file))
    .toSorted()
    .map((file) => join('flows', file))
    .flatMap((file) => {
      const { text, named } = nameSteps(readFileSync(join(root, file), 'utf8'));
      if (named.length === 0) return [];
      writeFileSync(join(root, file), text);
      return [{ file, named }];
    });
}
