import type { StepId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { Complaints, Path } from './drafting.ts';
import type { Step } from './step.ts';
import type { YamlFile } from './yaml-file.ts';

/** A file whose steps are read, and what they are called where they are read. */
export interface Scope {
  readonly yaml: YamlFile;
  readonly complaints: Complaints;
  /** Where they are gathered, those of the fragments it uses too. */
  readonly problems: Problem[];
  /** What stands before the id of every step: nothing in a flow's own file, the id of its `use` in a fragment. */
  readonly prefix: string;
  /** The fragments this stands in, the outermost first. */
  readonly inside: readonly string[];
}

/** Where a step stands. */
export interface Stand {
  readonly scope: Scope;
  readonly path: Path;
}

/** The id under which a step is known that its own file calls so. */
export function stepIn({ prefix }: Scope, name: string): StepId {
  return `${prefix}${name}` as StepId;
}

/** A step whose conditions ask about the steps of its own file, by the ids they are known under. */
export function scoped(step: Step, { prefix }: Scope): Step {
  if (prefix === '') return step;
  return JSON.parse(
    JSON.stringify(step, (key, value: unknown) =>
      typeof value === 'string' && !said.has(key) ? value.replace(asks, `$1${prefix}`) : value,
    ),
  ) as Step;
}

/** The letter of an expression as its author wrote it that became this one in `scoped`. */
export function unscoped(written: string, { prefix }: Scope, offset: number): number {
  let at = offset;
  for (const { index, 0: call } of written.matchAll(asks)) {
    const name = index + call.length;
    if (at <= name) break;
    at = Math.max(name, at - prefix.length);
  }
  return at;
}

/** What asks about a step, up to its name. */
const asks =
  /(\b(?:seen|times|daysSince|lastSeen|score)\(\s*['"]|(?<=\b(?:total|mean|scored)\(\s*\[(?:[^\]]*,)?\s*)['"])/g;

/** What members read is no expression. */
const said: ReadonlySet<string> = new Set(['text', 'label', 'message', 'alt', 'low', 'high']);
