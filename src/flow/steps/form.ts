import { z } from 'zod';
import type { StepId } from '#conversation/id.ts';
import type { Drafting, Path } from '../drafting.ts';
import type { FormStep } from '../step.ts';
import { fieldsPart, idPart } from './parts.ts';

/** Asks several things together where the platform can, one by one elsewhere. */
export const form = z
  .strictObject({
    id: idPart.optional(),
    form: fieldsPart,
  })
  .describe('Asks several things on one panel where the platform can, one by one elsewhere.');

/** The step its keys make; its questions follow. */
export function draftForm(raw: z.infer<typeof form>, drafting: Drafting): FormStep {
  const path = [...drafting.path, 'form'];
  const fields = raw.form.map((field, index) => fieldOf(field, [...path, index], drafting));
  return {
    type: 'form',
    id: drafting.id,
    fields: fields.filter((id) => id !== null),
    next: drafting.list(raw.form, path, drafting.next),
  };
}

/** What a question on a panel cannot have: the others stand beside it, and nothing is said in between. */
const alone = ['ask-if', 'silence', 'attempts', 'invalid', 'otherwise'];
const leading = ['do', 'goto', 'end', 'show-if', 'once'];

function fieldOf(field: unknown, path: Path, drafting: Drafting): StepId | null {
  if (typeof field !== 'object' || field === null) return null; // Told as no step.
  const keys = field as Readonly<Record<string, unknown>>;
  const say = (at: Path, message: string, mend: string) =>
    drafting.complaints.say('odd-field', at, message, mend, true);
  if (!('ask' in keys)) {
    const [key = ''] = Object.keys(keys).filter((one) => one !== 'id');
    say([...path, key], 'only questions stand in a form', 'put this before the form, or after it');
  }
  for (const key of alone.filter((one) => one in keys)) {
    say(
      [...path, key],
      `a question in a form has no \`${key}\``,
      'leave it out, or ask outside the form',
    );
  }
  if (Array.isArray(keys['ask']))
    say([...path, 'ask'], 'a question in a form has one wording', 'keep one of them');
  if (typeof keys['options'] === 'object' && !Array.isArray(keys['options']))
    say(
      [...path, 'options'],
      'a question in a form has its options written out',
      'write them out, or ask outside the form',
    );
  const options = Array.isArray(keys['options']) ? (keys['options'] as unknown[]) : [];
  for (const [index, option] of options.entries()) {
    for (const key of leading) {
      if (typeof option !== 'object' || option === null || !(key in option)) continue;
      say(
        [...path, 'options', index, key],
        `an option in a form has no \`${key}\`: all its questions are asked`,
        'put a `branch` after the form',
      );
    }
  }
  return typeof keys['id'] === 'string' ? drafting.known(keys['id']) : null;
}
