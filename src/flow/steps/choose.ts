import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { ChooseStep } from '../step.ts';
import { expressionPart, idPart, wayPart } from './parts.ts';

/** Takes one of several ways. */
export const choose = z
  .strictObject({
    id: idPart.optional(),
    choose: z
      .array(
        z.strictObject({
          when: expressionPart
            .optional()
            .describe('The condition under which this way can be taken.'),
          weight: z
            .number()
            .positive()
            .max(1000)
            .optional()
            .describe('How often compared with the others, with `pick: weighted`; 1 if left out.'),
          ...wayPart,
        }),
      )
      .min(1)
      .max(60)
      .describe('Ways, of which one is taken.'),
    pick: z
      .enum(['least-recent', 'weighted', 'shuffle', 'once', 'cycle'])
      .optional()
      .describe('How a way is taken; least-recent if left out.'),
  })
  .describe('Takes one of several ways: the least recently taken, or by weight.');

/** The step its keys make. */
export function draftChoose(raw: z.infer<typeof choose>, drafting: Drafting): ChooseStep {
  return {
    type: 'choose',
    id: drafting.id,
    pick: raw.pick ?? 'least-recent',
    ways: raw.choose.map((item, index) => {
      const path = [...drafting.path, 'choose', index];
      return {
        weight: item.weight ?? 1,
        when: item.when ?? null,
        target: drafting.way(item, path, drafting.next) ?? drafting.next,
      };
    }),
    next: drafting.next,
  };
}
