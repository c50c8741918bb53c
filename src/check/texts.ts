import { mistake, type Place, type Problem } from '#conversation/problem.ts';
import { textProblems } from '#content/text-problems.ts';
import { textsOf } from '#flow/texts-of.ts';
import { noSlots, slotsOf, type FlowSlots } from './slots.ts';
import type { Subject } from './surroundings.ts';

/** What is wrong in a flow's own texts: broken slots, slots nothing fills, cases that never come. */
export function textsProblems({ read }: Subject): readonly Problem[] {
  const slots = slotsOf(read.flow);
  return [
    ...(['title', 'about'] as const).flatMap((key) =>
      problemsIn(read.flow[key], noSlots, (offset) => read.placeAt([key], offset)),
    ),
    ...textsOf(read.flow).flatMap(({ step, path, text, plain }) =>
      problemsIn(text, plain ? noSlots : slots, (offset) => read.placeIn(step, path, offset)),
    ),
  ];
}

/** Problems of one text, each at its letter. */
export function problemsIn(
  text: string,
  slots: FlowSlots,
  at: (offset: number) => Place,
): readonly Problem[] {
  return textProblems(text, slots.names, slots.kinds).map(({ code, message, mend, offset }) =>
    mistake(code, at(offset), message, mend),
  );
}
