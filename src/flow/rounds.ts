import type { StepId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { LoopStep, RoundStep } from './step.ts';

/** The data that tells what is left of a loop, beside the author's own: no name of theirs begins like this. */
function leftOf(loop: StepId): string {
  return `~${loop}`;
}

/** A loop begun: so many rounds are left, or so much of the list. */
export function begun({ id, most }: LoopStep, list: Value, data: Values): Values {
  const left = Array.isArray(list) ? list.slice(0, most) : most;
  return { ...data, [leftOf(id)]: left };
}

/** Is there a round left? */
export function goesRound({ loop }: RoundStep, data: Values): boolean {
  const left = data[leftOf(loop)] ?? null;
  return Array.isArray(left) ? left.length > 0 : typeof left === 'number' && left > 0;
}

/** One round begun: there is one less, and of a list the first has its turn. */
export function oneLess({ loop, as }: RoundStep, data: Values): Values {
  const left = data[leftOf(loop)] ?? null;
  if (Array.isArray(left))
    return {
      ...data,
      ...(as === null ? {} : { [as]: left[0] ?? null }),
      [leftOf(loop)]: left.slice(1),
    };
  return { ...data, [leftOf(loop)]: (typeof left === 'number' ? left : 0) - 1 };
}

/** A loop that is over leaves nothing but the author's own data. */
export function over({ loop }: RoundStep, data: Values): Values {
  const { [leftOf(loop)]: _left, ...kept } = data;
  return kept;
}
