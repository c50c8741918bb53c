import { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { SayStep } from '../step.ts';
import { altPart, idPart, pickPart, textPart, toText } from './parts.ts';

/** Says a text and goes on. */
export const say = z
  .strictObject({
    id: idPart.optional(),
    say: textPart,
    pick: pickPart.optional(),
    media: z
      .array(
        z.strictObject({
          file: z.string().describe('The picture, a file under content/media.'),
          alt: altPart.describe('What it shows, for those who do not see it.'),
        }),
      )
      .max(4)
      .optional()
      .describe('Pictures that go with the text, four at most.'),
  })
  .describe('Says a text and goes on.');

/** The step its keys make. */
export function draftSay(raw: z.infer<typeof say>, drafting: Drafting): SayStep {
  return {
    type: 'say',
    id: drafting.id,
    text: toText(raw.say),
    pick: raw.pick ?? 'least-recent',
    media: (raw.media ?? []).map(({ file, alt }) => ({ type: 'picture', file, alt })),
    next: drafting.next,
  };
}
