import { nearNames } from '#conversation/spelling.ts';
import type { Flow } from '#flow/flow.ts';
import type { Change, Step } from '#flow/step.ts';

/** The texts a piece of data can hold. */
export interface DataValues {
  readonly all: ReadonlySet<string>;
  /** The one that was meant. */
  readonly near: (word: string) => string | null;
}

/** Every text a piece of data can hold, when all of them stand in the flow; `null` when it can be anything. */
export function valuesOf(flow: Flow, name: string): DataValues | null {
  const table = tables.get(flow) ?? tableOf(flow);
  tables.set(flow, table);
  return table.get(name) ?? null;
}

type Table = ReadonlyMap<string, DataValues>;

/** A flow is asked again and again about the same few names. */
const tables = new WeakMap<Flow, Table>();

/** The data whose values all stand in the flow, in one look at every step. */
function tableOf(flow: Flow): Table {
  const open = new Set(
    Object.keys(flow.data).filter((name) => {
      const type = flow.data[name];
      const isText = type === 'text' || type === 'list';
      return isText && !flow.inputs.includes(name) && !(name in flow.kept);
    }),
  );
  const found = new Map<string, Set<string>>();
  for (const step of Object.values(flow.steps)) {
    for (const [name, values] of givenBy(step)) {
      if (values === null) open.delete(name);
      else {
        const all = found.get(name) ?? new Set();
        for (const value of values) all.add(value);
        found.set(name, all);
      }
    }
  }
  return new Map(
    [...found]
      .filter(([name]) => open.has(name))
      .map(([name, all]) => [name, { all, near: nearNames([...all]) }]),
  );
}

type Given = readonly (readonly [name: string, values: readonly string[] | null])[];

/** What a step may give which data; `null`: anything. */
function givenBy(step: Step): Given {
  const anything = (names: readonly string[]): Given => names.map((name) => [name, null]);
  switch (step.type) {
    case 'ask': {
      const words = step.otherwise?.save ?? null;
      const closed = (step.input === 'choice' || step.input === 'many') && step.list === null;
      const own = [step.otherwise?.value ?? [], step.default ?? []].flat();
      const texts = own.filter((one) => typeof one === 'string');
      const values = closed ? [...step.options.map(({ value }) => value), ...texts] : null;
      return [
        ...(step.save === null ? [] : [[step.save, values] as const]),
        ...anything(words === null ? [] : [words]),
      ];
    }
    case 'run':
      return anything(Object.keys(step.save));
    case 'use':
      return anything(Object.keys(step.with));
    case 'round':
      return anything(step.as === null ? [] : [step.as]);
    case 'set':
      return [
        ...anything(step.changes.filter(({ change }) => adds.has(change)).map(({ name }) => name)),
        ...Object.entries(step.values).map(([name, source]) => {
          const literal = /^\s*(['"])([^'"\\]*)\1\s*$/.exec(source)?.[2];
          return [name, literal === undefined ? null : [literal]] as const;
        }),
      ];
    default:
      return [];
  }
}

/** Changes that may bring something new. */
const adds: ReadonlySet<Change['change']> = new Set(['add', 'append', 'pick']);
