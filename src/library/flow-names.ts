import { mistake, type Problem } from '#conversation/problem.ts';

/** The file of a flow or a fragment, its name first. */
export const ownName = /^([a-z0-9-]+)\.yaml$/;

/** The file of a translation, the name of what it translates first. */
export const translationName = /^([a-z0-9-]+)\.[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})?\.yaml$/;

/** Says of a file that it is named like neither. */
export function strayName(file: string): Problem {
  return mistake(
    'file-name',
    { file, line: 1, column: 1 },
    'this file is named like no flow and no translation',
    'name a flow `my-flow.yaml` and its Spanish `my-flow.es.yaml`, with small letters, digits and dashes',
  );
}
