import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { SetStep } from '../step.ts';
import { idPart, valuesPart } from './parts.ts';

/** Gives data new values. */
export const set = z
  .strictObject({
    id: idPart.optional(),
    set: valuesPart.describe('Data, each with the expression that gives its new value.'),
  })
  .describe('Gives data new values; a text needs inner quotes.');

/** The step its keys make. */
export function draftSet(raw: z.infer<typeof set>, drafting: Drafting): SetStep {
  return { type: 'set', id: drafting.id, values: raw.set, next: drafting.next };
}
