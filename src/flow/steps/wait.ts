import { z } from 'zod';
import type { FlowId } from '#conversation/id.ts';
import type { Drafting } from '../drafting.ts';
import type { WaitStep } from '../step.ts';
import { flowNamePart, idPart, lasting, lastingPart, someTimePart, wayPart } from './parts.ts';

const atMost = {
  'at-most': lastingPart.describe('How long it waits for that.'),
  do: wayPart.do.describe('Steps to do when that did not happen, before the script goes on.'),
  goto: wayPart.goto.describe('The id of the step to go on with when that did not happen.'),
  end: wayPart.end.describe('The outcome this flow ends with when that did not happen.'),
};

/** Waits for a while, until a local time, or until something happens. */
export const wait = z
  .strictObject({
    id: idPart.optional(),
    wait: z
      .union([
        lastingPart,
        z.strictObject({ until: someTimePart.describe('The time of day to wait for.') }),
        z.strictObject({
          for: z.enum(['member-returns']).describe('The member does anything here again.'),
          ...atMost,
        }),
        z.strictObject({
          done: flowNamePart.describe('A flow that has to be done, by its file name.'),
          ...atMost,
        }),
      ])
      .describe('How long, until when, or for what.'),
  })
  .describe(
    'Waits for a while, until a time of day in the member’s zone, or until something happens.',
  );

/** The step its keys make. */
export function draftWait(raw: z.infer<typeof wait>, drafting: Drafting): WaitStep {
  const { id, path, next, complaints } = drafting;
  const simple = { type: 'wait', id, event: null, otherwise: null, next } as const;
  if (typeof raw.wait === 'string') return { ...simple, for: lasting(raw.wait), until: null };
  if ('until' in raw.wait) return { ...simple, for: null, until: raw.wait.until };
  const otherwise = drafting.way(raw.wait, [...path, 'wait'], next);
  if (otherwise === null) {
    complaints.say(
      'missing-way',
      [...path, 'wait', 'at-most'],
      'nothing says where the flow goes on when that does not happen in time',
      'add `goto: a-step`, `do:` with steps, or `end: left`',
      true,
    );
  }
  return {
    ...simple,
    for: lasting(raw.wait['at-most']),
    until: null,
    event:
      'done' in raw.wait
        ? { type: 'done', flow: raw.wait.done as FlowId }
        : { type: 'member-returns' },
    otherwise: otherwise ?? next,
  };
}
