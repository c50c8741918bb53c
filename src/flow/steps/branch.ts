import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { BranchStep } from '../step.ts';
import { expressionPart, idPart, stepsPart, wayPart } from './parts.ts';

/** Takes the first case whose condition holds, else `else`, else goes on. */
export const branch = z
  .strictObject({
    id: idPart.optional(),
    branch: z
      .array(
        z.strictObject({
          when: expressionPart.describe('The condition under which this way is taken.'),
          ...wayPart,
        }),
      )
      .min(1)
      .max(100)
      .describe('Cases, of which the first whose condition holds is taken.'),
    else: stepsPart.optional().describe('Steps to do when no case holds; none if left out.'),
  })
  .describe('Takes the first case whose condition holds.');

/** The step its keys make. */
export function draftBranch(raw: z.infer<typeof branch>, drafting: Drafting): BranchStep {
  return {
    type: 'branch',
    id: drafting.id,
    cases: raw.branch.map((item, index) => {
      const path = [...drafting.path, 'branch', index];
      return { when: item.when, target: drafting.way(item, path, drafting.next) ?? drafting.next };
    }),
    otherwise: drafting.list(raw.else ?? [], [...drafting.path, 'else'], drafting.next),
  };
}
