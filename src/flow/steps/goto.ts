import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { GotoStep } from '../step.ts';
import { idPart } from './parts.ts';

/** Jumps to a step. */
export const goto = z
  .strictObject({
    id: idPart.optional(),
    goto: z.string().describe('The id of the step to go on with.'),
  })
  .describe('Jumps to the step with this id.');

/** The step its keys make. */
export function draftGoto(raw: z.infer<typeof goto>, drafting: Drafting): GotoStep {
  return { type: 'goto', id: drafting.id, next: { to: drafting.known(raw.goto) } };
}

/** Finishes the flow. */
export const end = z
  .strictObject({
    id: idPart.optional(),
    end: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'an outcome has lower-case letters, digits and dashes')
      .describe('The outcome, such as done.'),
  })
  .describe('Finishes the flow with an outcome, such as done.');

/** The step its keys make. */
export function draftEnd(raw: z.infer<typeof end>, drafting: Drafting): GotoStep {
  return { type: 'goto', id: drafting.id, next: { end: raw.end } };
}
