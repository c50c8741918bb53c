import { z } from 'zod';
import type { Silence } from '../ask-step.ts';
import type { Drafting, Path } from '../drafting.ts';
import { durationPart, millis, textPart, toText, wayPart } from './parts.ts';

const nudge = z.strictObject({
  after: durationPart.describe('How long after the question was shown.'),
  say: textPart.describe('What is said then, once.'),
});

/** What happens when nobody answers. */
export const silencePart = z
  .strictObject({
    nudge: z
      .union([nudge, z.array(nudge).min(1).max(3)])
      .optional()
      .describe(
        'A kind word while nobody answers, or up to three, each later than the one before.',
      ),
    expire: z
      .strictObject({
        after: durationPart.describe('How long after the question was shown.'),
        ...wayPart,
      })
      .optional()
      .describe('Where the flow goes on when nobody answers; it ends as expired if left open.'),
  })
  .describe('What happens when nobody answers.');

/** A silence as the step keeps it; `path` is where it stands. */
export function silenceOf(
  raw: z.infer<typeof silencePart>,
  path: Path,
  drafting: Pick<Drafting, 'way' | 'next'>,
): Silence {
  const { expire } = raw;
  const nudges = raw.nudge === undefined ? [] : [raw.nudge].flat();
  return {
    nudges: nudges.map(({ after, say }) => ({ after: millis(after) as number, say: toText(say) })),
    expire:
      expire === undefined
        ? null
        : {
            after: millis(expire.after) as number,
            target: drafting.way(expire, [...path, 'expire'], drafting.next) ?? { end: 'expired' },
          },
  };
}
