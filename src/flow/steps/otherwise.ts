import { z } from 'zod';
import type { AskInput, Otherwise } from '../ask-step.ts';
import type { Drafting } from '../drafting.ts';
import { wayPart } from './parts.ts';

/** What becomes of words that are none of the answers. */
export const otherwisePart = z
  .strictObject({
    save: z.string().optional().describe('The data, a text, that keeps the words.'),
    value: z
      .union([z.string(), z.number(), z.boolean()])
      .optional()
      .describe('What the answer is then, such as other; nothing if left out.'),
    ...wayPart,
  })
  .describe('What becomes of words that are none of the answers; asked again if left out.');

/** The same as the step keeps it; `null`, and said, where it could never happen or does nothing. */
export function otherwiseOf(
  raw: z.infer<typeof otherwisePart>,
  input: AskInput,
  drafting: Drafting,
): Otherwise | null {
  const path = [...drafting.path, 'otherwise'];
  const tell = (at: string | null, message: string, mend: string) =>
    drafting.complaints.say(
      'odd-otherwise',
      at === null ? path : [...path, at],
      message,
      mend,
      true,
    );
  const target = drafting.way(raw, path, drafting.next);
  const closed = input === 'choice' || input === 'many';
  if (input === 'text')
    tell(null, 'any words answer this question', 'leave `otherwise` out, or give it options');
  else if (raw.value !== undefined && !closed)
    tell('value', `\`input: ${input}\` is answered by no such value`, 'leave it out');
  else if (raw.save === undefined && raw.value === undefined && target === null)
    tell(null, 'nothing becomes of these words', 'add `save`, `value`, `do`, `goto` or `end`');
  const value = raw.value ?? null;
  return {
    save: raw.save ?? null,
    value: input === 'many' && value !== null ? [String(value)] : value,
    target,
  };
}
