import { useVariant } from '#content/variant.ts';
import type { StepId } from '#conversation/id.ts';
import type { AskStep } from '#flow/ask-step.ts';
import { markOf } from '#flow/mark-of.ts';
import { takenForEver, takenIn } from '#flow/offered.ts';
import type { Script } from '#flow/script.ts';
import type { SetStep } from '#flow/step.ts';
import type { Draft } from './draft.ts';
import { remember } from './remember.ts';
import type { Voice } from './slots.ts';

/** Remembers what a `set` picked, so that it is picked last the next time. */
export function rememberPicked(draft: Draft, { script, data }: Voice, step: SetStep): void {
  for (const { name, change, byChance } of step.changes) {
    const value = data[name];
    if (change !== 'pick' || byChance || typeof value !== 'string') continue;
    const key = pickedFrom(script, name);
    const used = useVariant(draft.member.memory.pools[key] ?? [], markOf(value));
    remember(draft, 'pools', key, used.slice(-mostPicked));
  }
}

/** Remembers which options of a question are never offered again. */
export function rememberTaken(draft: Draft, { script, data }: Voice, step: AskStep): void {
  const key = takenOf(script, step.id);
  const had = draft.member.memory.pools[key] ?? [];
  const taken = takenForEver(step, takenIn(step, data)).map(markOf);
  if (taken.every((mark) => had.includes(mark))) return;
  remember(draft, 'pools', key, [...new Set([...had, ...taken])]);
}

/** Where it is remembered what of a question's options was taken for ever. */
export function takenOf({ flow }: Script, step: StepId): string {
  return `${flow.id}/${step}!taken`;
}

/** As many as a list can hold. */
const mostPicked = 100;

/** Where it is remembered what was picked for a piece of data, whichever step picks it; no step is called like this. */
export function pickedFrom({ flow }: Script, name: string): string {
  return `${flow.id}/=${name}`;
}
