import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { BecomeStep } from '../step.ts';
import { idPart, otherFlow, otherFlowPart, valuesPart } from './parts.ts';

/** Leaves this flow for another. */
export const become = z
  .strictObject({
    id: idPart.optional(),
    become: otherFlowPart.describe(
      'The flow that takes this one’s place, or an expression that names one among several.',
    ),
    with: valuesPart.optional().describe('What the flow is handed: its input, an expression.'),
  })
  .describe('Leaves this flow, which is then done, for another that does not come back to it.');

/** The step its keys make. */
export function draftBecome(raw: z.infer<typeof become>, { id }: Drafting): BecomeStep {
  return {
    type: 'become',
    id,
    ...otherFlow(raw.become),
    with: raw.with ?? {},
    next: { end: 'done' },
  };
}
