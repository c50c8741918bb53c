import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import { acts, type ActStep } from '../step.ts';
import { idPart, valuesPart } from './parts.ts';

/** Does something to the conversation itself; in flows of kind `system` only. */
export const act = z
  .strictObject({
    id: idPart.optional(),
    act: z.enum(acts).describe('What is done; docs/flows/format.md explains each.'),
    with: valuesPart.optional().describe('What it needs to know, as expressions.'),
  })
  .describe('Does something to the conversation itself; in flows of kind system only.');

/** The step its keys make. */
export function draftAct(raw: z.infer<typeof act>, drafting: Drafting): ActStep {
  return { type: 'act', id: drafting.id, act: raw.act, with: raw.with ?? {}, next: drafting.next };
}
