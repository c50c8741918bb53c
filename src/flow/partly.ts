import type { StepId } from '#conversation/id.ts';
import type { Problem } from '#conversation/problem.ts';
import type { Path } from './drafting.ts';
import type { FlowRead } from './read-flow.ts';
import { flowFile, type FlowFile } from './header.ts';
import type { Step } from './step.ts';

/** A flow that does not read: why, and what of it is certain all the same. */
export type Unreadable = readonly Problem[] & {
  /** Its readable steps; those that are not stand for anything. `null` where too little is known to say more. */
  readonly partly: FlowRead | null;
};

/** Problems, with what of the flow is certain. */
export function unreadable(problems: Problem[], partly: FlowRead | null): Unreadable {
  return Object.assign(problems, { partly });
}

/** What of a file's head is certain when some of its keys are not; `null` where its data is not. What is missing promises nothing. */
export function certainHead(raw: Readonly<Record<string, unknown>>): FlowFile | null {
  const known: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(flowFile.shape)) {
    if (key === 'steps' || key === 'tests' || !Object.hasOwn(raw, key)) continue;
    const parsed = part.safeParse(raw[key]);
    if (parsed.success) known[key] = parsed.data;
    else if (key === 'data') return null;
  }
  const nothing: FlowFile = { title: '', about: '', kind: 'system', locale: '', steps: [] };
  return { ...nothing, ...known };
}

/** A step that does not read may give any data any value. */
export function anything(id: StepId, names: readonly string[]): Step {
  return {
    type: 'use',
    id,
    fragment: '~',
    with: Object.fromEntries(names.map((name) => [name, 'null'])),
    empty: [],
    steps: [],
    next: { end: 'done' },
  };
}

/** The ids in a step that does not read: each may be led to, though what stands there is not known. */
export function idsIn(item: unknown, path: Path = []): readonly (readonly [string, Path])[] {
  if (typeof item !== 'object' || item === null) return [];
  return Object.entries(item).flatMap(([key, value]) => {
    const inner = [...path, Array.isArray(item) ? Number(key) : key];
    if (key !== 'id') return idsIn(value, inner);
    return typeof value === 'string' ? [[value, path] as const] : [];
  });
}
