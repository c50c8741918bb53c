import type { Flow } from '#flow/flow.ts';
import type { Change } from '#flow/step.ts';

/** Every text a piece of data can hold, when all of them stand in the flow; `null` when it can be anything. */
export function valuesOf(flow: Flow, name: string): readonly string[] | null {
  const type = flow.data[name];
  if ((type !== 'text' && type !== 'list') || flow.inputs.includes(name) || name in flow.kept)
    return null;
  const values = new Set<string>();
  let asked = false;
  for (const step of Object.values(flow.steps)) {
    if (step.type === 'ask' && step.save === name) {
      if ((step.input !== 'choice' && step.input !== 'many') || step.list !== null) return null;
      asked = true;
      for (const { value } of step.options) values.add(value);
      const own = [step.otherwise?.value ?? []].flat();
      for (const one of own) if (typeof one === 'string') values.add(one);
      const given = Array.isArray(step.default) ? (step.default as string[]) : [step.default];
      for (const one of given) if (typeof one === 'string') values.add(one);
    }
    if (step.type === 'ask' && step.otherwise?.save === name) return null;
    if (step.type === 'run' && name in step.save) return null;
    if (step.type === 'use' && name in step.with) return null;
    if (step.type === 'round' && step.as === name) return null;
    if (
      step.type === 'set' &&
      step.changes.some((one) => one.name === name && adds.has(one.change))
    )
      return null;
    if (step.type === 'set' && step.values[name] !== undefined) {
      const literal = /^\s*(['"])([^'"\\]*)\1\s*$/.exec(step.values[name])?.[2];
      if (literal === undefined) return null;
      asked = true;
      values.add(literal);
    }
  }
  return asked ? [...values] : null;
}

/** Changes that may bring something new. */
const adds: ReadonlySet<Change['change']> = new Set(['add', 'append', 'pick']);
