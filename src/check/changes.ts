import { mistake, type Problem } from '#conversation/problem.ts';
import { dataTypes, type DataType } from '#flow/flow.ts';
import type { Change } from '#flow/step.ts';
import type { Subject } from './surroundings.ts';

/** Changes of a `set` that do not go with what the data holds. */
export function changeProblems({ read }: Subject): readonly Problem[] {
  const { flow } = read;
  return Object.values(flow.steps).flatMap((step) => {
    if (step.type !== 'set') return [];
    return step.changes.flatMap(({ name, change }) => {
      const type = flow.data[name];
      if (type === undefined || fitting[change].includes(type)) return [];
      return [
        mistake(
          'odd-change',
          read.placeOfKey(step.id, ['set', name, change]),
          `\`${change}\` does not go with \`${name}\`, which holds a ${type}`,
          mends[change],
        ),
      ];
    });
  });
}

const fitting: Readonly<Record<Change['change'], readonly DataType[]>> = {
  add: ['number', 'list'],
  append: ['list'],
  remove: ['list'],
  clear: dataTypes,
  first: ['list'],
  last: ['list'],
  shuffle: ['list'],
  pick: ['text'],
};

const mends: Readonly<Record<Change['change'], string>> = {
  add: 'it adds to a number or to a list; give anything else its new value with an expression',
  append: 'it changes a list; to add to a number use `add`',
  remove: 'it changes a list; `clear: true` empties anything',
  clear: 'give it its new value with an expression',
  first: 'it changes a list; declare a list, or write an expression',
  last: 'it changes a list; declare a list, or write an expression',
  shuffle: 'it changes a list; `pick` takes one of a list for a text',
  pick: 'what is picked is a text: declare it as `text` under `data:`',
};
