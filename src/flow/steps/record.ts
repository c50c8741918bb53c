import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { RecordStep } from '../step.ts';
import { durationPart, idPart, millis, valuesPart } from './parts.ts';

/** Keeps a journal entry. */
export const record = z
  .strictObject({
    id: idPart.optional(),
    record: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a kind has lower-case letters, digits and dashes')
      .describe('The kind of entry, such as check-in.'),
    values: valuesPart.describe('What the entry holds: a name, an expression.'),
    keep: durationPart
      .optional()
      .describe('How long it is kept; until the member erases it if left out.'),
  })
  .describe('Keeps a journal entry that only the member can read.');

/** The step its keys make. */
export function draftRecord(raw: z.infer<typeof record>, drafting: Drafting): RecordStep {
  return {
    type: 'record',
    id: drafting.id,
    kind: raw.record,
    values: raw.values,
    keep: millis(raw.keep),
    next: drafting.next,
  };
}
