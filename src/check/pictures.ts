import { mistake, type Problem } from '#conversation/problem.ts';
import { didYouMean } from '#conversation/spelling.ts';
import type { Subject } from './surroundings.ts';

/** Pictures that are named and not there. */
export function pictureProblems({ read, around }: Subject): readonly Problem[] {
  const { pictures } = around;
  if (pictures === undefined) return [];
  return Object.values(read.flow.steps).flatMap((step) =>
    step.type !== 'say'
      ? []
      : step.media.flatMap((one, index) =>
          one.type !== 'picture' || pictures.has(one.file)
            ? []
            : [
                mistake(
                  'missing-picture',
                  read.placeIn(step.id, ['media', index, 'file']),
                  `there is no picture \`${one.file}\` under content/media`,
                  didYouMean(one.file, [...pictures], 'put it there, or leave the picture out'),
                ),
              ],
        ),
  );
}
