import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { Target } from '../flow.ts';
import type { RunStep } from '../step.ts';
import { idPart, otherFlow, otherFlowPart, valuesPart } from './parts.ts';

/** Runs another flow, then comes back. */
export const run = z
  .strictObject({
    id: idPart.optional(),
    run: otherFlowPart.describe('The flow to run, or an expression that names one among several.'),
    with: valuesPart.optional().describe('What the flow is handed: its input, an expression.'),
    save: z.record(z.string(), z.string()).optional().describe('My data: their output.'),
    outcomes: z
      .record(z.string(), z.string())
      .refine((ways) => Object.keys(ways).length <= 50, '50 outcomes are the most')
      .optional()
      .describe('An outcome of theirs: the step to go to.'),
  })
  .describe('Runs another flow, then comes back.');

/** The step its keys make. */
export function draftRun(raw: z.infer<typeof run>, drafting: Drafting): RunStep {
  const outcomes: Record<string, Target> = {};
  for (const [outcome, to] of Object.entries(raw.outcomes ?? {}))
    outcomes[outcome] = { to: drafting.known(to) };
  return {
    type: 'run',
    id: drafting.id,
    ...otherFlow(raw.run),
    with: raw.with ?? {},
    save: raw.save ?? {},
    outcomes,
    next: drafting.next,
  };
}
