import type { Value } from '#conversation/value.ts';
import type { Stimulus } from './stimulus.ts';
import type { DataType } from './flow.ts';
import type { Change } from './step.ts';

/** What a change makes of a value; `given` is what its expression gave. What was never answered counts as nothing at all: 0, or an empty list. */
export function changed(old: Value, of: Change, { given, type, chance }: From): Value {
  const { change, count } = of;
  const list = Array.isArray(old) ? (old as readonly string[]) : [];
  switch (change) {
    case 'add':
      if (type === 'number') {
        if (typeof given !== 'number') return old;
        return finite((typeof old === 'number' ? old : 0) + given);
      }
      return bounded([...list, ...new Set(itemsIn(given)).difference(new Set(list))]);
    case 'append':
      return bounded([...list, ...itemsIn(given)]);
    case 'remove': {
      const gone = itemsIn(given);
      return list.filter((item) => !gone.includes(item));
    }
    case 'clear':
      return null;
    case 'first':
      return list.slice(0, count ?? 0);
    case 'last':
      return count === 0 ? [] : list.slice(-(count ?? 0));
    case 'shuffle':
      return shuffled(list, chance.world.luck());
    case 'pick':
      return chance.pick(of, itemsIn(given));
  }
}

interface From {
  readonly given: Value;
  /** Of what changes. */
  readonly type: DataType;
  readonly chance: Pick<Stimulus, 'pick' | 'world'>;
}

/** A list in another order; the same for the same luck. */
export function shuffled(list: readonly string[], luck: number): readonly string[] {
  const mixed = [...list];
  let state = Math.floor(luck * 0x1_0000_0000) >>> 0;
  for (let index = mixed.length - 1; index > 0; index -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 0x1_0000_0000) * (index + 1));
    [mixed[index], mixed[other]] = [mixed[other] as string, mixed[index] as string];
  }
  return mixed;
}

/** Items a list has at most; an expression gives no longer one either. */
export const longestList = 100;

function bounded(list: readonly string[]): readonly string[] {
  return list.slice(0, longestList);
}

function itemsIn(given: Value): readonly string[] {
  if (typeof given === 'string') return [given];
  return Array.isArray(given) ? (given as readonly string[]) : [];
}

function finite(sum: number): Value {
  return Number.isFinite(sum) ? sum : null;
}
