import { z } from 'zod';
import type { FlowId, StepId } from '#conversation/id.ts';
import type { Drafting } from '../drafting.ts';
import type { Target } from '../flow.ts';
import type { RunStep } from '../step.ts';
import { expressionPart, idPart, valuesPart } from './parts.ts';

const flowName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'a flow is named by its file, without .yaml')
  .describe('A flow, by its file name without .yaml.');

/** Runs another flow, then comes back. */
export const run = z
  .strictObject({
    id: idPart.optional(),
    run: z
      .union([
        flowName,
        z.strictObject({
          flow: expressionPart.describe('An expression that gives the name of the flow.'),
          among: z.array(flowName).min(1).describe('Every flow it may name.'),
        }),
      ])
      .describe('The flow to run, or an expression that names one among several.'),
    with: valuesPart.optional().describe('What the flow is handed: its input, an expression.'),
    save: z.record(z.string(), z.string()).optional().describe('My data: their output.'),
    outcomes: z
      .record(z.string(), z.string())
      .optional()
      .describe('An outcome of theirs: the step to go to.'),
  })
  .describe('Runs another flow, then comes back.');

/** The step its keys make. */
export function draftRun(raw: z.infer<typeof run>, drafting: Drafting): RunStep {
  const fixed = typeof raw.run === 'string';
  const outcomes: Record<string, Target> = {};
  for (const [outcome, to] of Object.entries(raw.outcomes ?? {}))
    outcomes[outcome] = { to: to as StepId };
  return {
    type: 'run',
    id: drafting.id,
    flow: fixed ? (raw.run as FlowId) : null,
    flowFrom: typeof raw.run === 'string' ? null : raw.run.flow,
    among: (typeof raw.run === 'string' ? [raw.run] : raw.run.among).map((name) => name as FlowId),
    with: raw.with ?? {},
    save: raw.save ?? {},
    outcomes,
    next: drafting.next,
  };
}
