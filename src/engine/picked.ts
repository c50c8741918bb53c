import { useVariant } from '#content/variant.ts';
import { markOf } from '#flow/changes.ts';
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

/** As many as a list can hold. */
const mostPicked = 100;

/** Where it is remembered what was picked for a piece of data, whichever step picks it; no step is called like this. */
export function pickedFrom({ flow }: Script, name: string): string {
  return `${flow.id}/=${name}`;
}
