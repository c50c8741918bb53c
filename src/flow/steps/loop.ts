import { z } from 'zod';
import type { StepId } from '#conversation/id.ts';
import type { Drafting } from '../drafting.ts';
import type { LoopStep } from '../step.ts';
import { expressionPart, idPart, stepsPart } from './parts.ts';

/** Rounds of one loop at most, and of loops in each other together: a member sits through every one of them. */
const mostRounds = 50;
const mostTogether = 100;

const untilPart = expressionPart
  .optional()
  .describe('Asked before each round, the first included: once it holds, the loop is over.');
const bodyPart = stepsPart.describe('The steps of one round.');

/** Does steps again and again. */
export const repeat = z
  .strictObject({
    id: idPart.optional(),
    repeat: z.int().min(1).max(mostRounds).describe('How many rounds at most.'),
    until: untilPart,
    do: bodyPart,
  })
  .describe('Does steps again and again, until something holds, and so many times at most.');

/** Does steps once for each of a list. */
export const each = z
  .strictObject({
    id: idPart.optional(),
    each: expressionPart.describe('An expression that gives the list.'),
    as: z.string().describe('The data, a text, that holds the one whose turn it is.'),
    most: z.int().min(1).max(mostRounds).describe('For how many of the list at most.'),
    until: untilPart,
    do: bodyPart,
  })
  .describe('Does steps once for each of a list, in its order, and for so many at most.');

/** The step its keys make, and the step its rounds begin at. */
export function draftRepeat(raw: z.infer<typeof repeat>, drafting: Drafting): LoopStep {
  return loop(drafting, { ...raw, type: 'repeat', most: raw.repeat, list: null, as: null });
}

/** The step its keys make, and the step its rounds begin at. */
export function draftEach(raw: z.infer<typeof each>, drafting: Drafting): LoopStep {
  return loop(drafting, { ...raw, type: 'each', list: raw.each });
}

interface Loop {
  readonly type: LoopStep['type'];
  readonly most: number;
  readonly list: string | null;
  readonly as: string | null;
  readonly until?: string | undefined;
  readonly do: readonly unknown[];
}

function loop(drafting: Drafting, raw: Loop): LoopStep {
  const { id, path, rounds } = drafting;
  const together = rounds * raw.most;
  if (together > mostTogether) {
    drafting.complaints.say(
      'too-many-rounds',
      path,
      `this loop stands in another: together they are ${together} rounds, and ${mostTogether} are the most`,
      'lower one of the two, or ask less',
    );
  }
  const round = `~round-${id.replace(/^~/, '')}` as StepId;
  const begins = { to: round };
  drafting.also({
    type: 'round',
    id: round,
    loop: id,
    until: raw.until ?? null,
    as: raw.as,
    body: drafting.within(together).list(raw.do, [...path, 'do'], begins),
    next: drafting.next,
  });
  return { type: raw.type, id, most: raw.most, list: raw.list, next: begins };
}
