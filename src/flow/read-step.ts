import { closest } from '#conversation/spelling.ts';
import { complainOf } from './complaints.ts';
import type { Drafting } from './drafting.ts';
import { stepKinds } from './steps/all.ts';
import { laterStepTypes, stepTypes } from './step-types.ts';
import type { Step } from './step.ts';

/** Reads one step by its own type; `null`, and said, where it is none. */
export function readStep(item: unknown, drafting: Drafting): Step | null {
  const { complaints, path } = drafting;
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    complaints.say('unknown-step', path, 'this is not a step', mendOf(item));
    return null;
  }
  const keys = Object.keys(item);
  const types = keys.filter((key) => Object.hasOwn(stepKinds, key)) as (keyof typeof stepKinds)[];
  const later = keys.find((key) => (laterStepTypes as readonly string[]).includes(key));
  const [type] = types;
  if (type === undefined && later !== undefined) {
    complaints.say(
      'later-step',
      [...path, later],
      `\`${later}\` is not available yet: it comes with a later version of Mooring`,
      'leave it out for now; `docs/flows/format.md` lists the steps of this version',
      true,
    );
    return null;
  }
  if (type === undefined) {
    const near = keys.find((key) => closest(key, stepTypes) !== null);
    complaints.say(
      'unknown-step',
      near === undefined ? path : [...path, near],
      near === undefined
        ? `nothing here says what this step does: its keys are ${keys.join(', ') || 'none'}`
        : `no step is called \`${near}\``,
      near === undefined
        ? `a step has one of ${stepTypes.join(', ')}`
        : `did you mean \`${String(closest(near, stepTypes))}\`?`,
      near !== undefined,
    );
    return null;
  }
  if (types.length > 1) {
    complaints.say(
      'two-types',
      path,
      `a step does one thing, this one has ${types.join(' and ')}`,
      'make two steps of it',
    );
    return null;
  }
  const step = stepKinds[type].read(item, drafting);
  if (step instanceof Error) {
    complainOf(step, path, stepKinds[type].schema, complaints);
    return null;
  }
  return step;
}

/** How what stands for a step, and is no block, may have been meant. */
function mendOf(item: unknown): string {
  const [, word = '', rest = ''] = /^([a-z]+)[:\s]*([^]*)$/i.exec(String(item)) ?? [];
  const type = closest(word, stepTypes);
  if (typeof item === 'string' && type !== null)
    return `write \`- ${type}: ${rest === '' ? '…' : rest.slice(0, 60)}\``;
  return Array.isArray(item)
    ? 'one hyphen begins a step: take the other out'
    : 'a step is a block such as `- say: Hello.`';
}

/** The type of a step, as far as its keys tell it. */
export function stepTypeOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return null;
  return Object.keys(item).find((key) => (stepTypes as readonly string[]).includes(key)) ?? null;
}
