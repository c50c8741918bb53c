import type { z } from 'zod';
import type { Problem } from '#conversation/problem.ts';
import { complainOf, complaintsIn } from './complaints.ts';
import type { Complaints } from './drafting.ts';
import type { YamlFile } from './yaml-file.ts';

/** A file that begins with keys and goes on with steps. */
export interface Block<File> {
  readonly raw: File;
  /** False where some key was complained about: only the steps can be relied on to be a list. */
  readonly fits: boolean;
  readonly yaml: YamlFile;
  readonly complaints: Complaints;
}

/** Takes a file that was read as YAML, but for its steps; `null` where nothing can be made of it, and why is among the problems. */
export function readBlock<Schema extends z.ZodObject>(
  { yaml, what }: { yaml: YamlFile | readonly Problem[]; what: 'flow' | 'fragment' },
  schema: Schema,
  problems: Problem[],
): Block<z.infer<Schema>> | null {
  if (!('data' in yaml)) {
    problems.push(...yaml);
    return null;
  }
  const complaints = complaintsIn(yaml, problems);
  const { data } = yaml;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    complaints.say(
      'wrong-type',
      [],
      data === null
        ? 'the file is empty'
        : `a ${what} is a block of keys, and this is something else`,
      `begin with \`${what === 'flow' ? 'title' : 'about'}:\`; docs/flows/format.md shows a whole ${what}`,
    );
    return null;
  }
  const parsed = schema.safeParse(data);
  if (!parsed.success) {
    complainOf(parsed.error, [], schema, complaints);
    if (!Array.isArray((data as { steps?: unknown }).steps)) return null;
  }
  return {
    raw: (parsed.success ? parsed.data : data) as z.infer<Schema>,
    fits: parsed.success,
    yaml,
    complaints,
  };
}
