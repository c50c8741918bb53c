import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { WaitStep } from '../step.ts';
import { durationPart, idPart, millis, timePart } from './parts.ts';

/** Waits for a while, or until a local time. */
export const wait = z
  .strictObject({
    id: idPart.optional(),
    wait: z
      .union([
        durationPart,
        z.strictObject({ until: timePart.describe('The time of day to wait for, in quotes.') }),
      ])
      .describe('How long, or until when.'),
  })
  .describe('Waits for a while, or until a time of day in the member’s zone.');

/** The step its keys make. */
export function draftWait(raw: z.infer<typeof wait>, drafting: Drafting): WaitStep {
  return {
    type: 'wait',
    id: drafting.id,
    for: typeof raw.wait === 'string' ? millis(raw.wait) : null,
    until: typeof raw.wait === 'string' ? null : raw.wait.until,
    next: drafting.next,
  };
}
