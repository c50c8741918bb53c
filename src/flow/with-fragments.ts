import type { StepId } from '#conversation/id.ts';
import type { Flow } from './flow.ts';
import type { UseStep } from './step.ts';
import type { StepTexts, Translation } from './translation.ts';

/** The steps of a flow that stand in fragments: their own files are translated. */
export function ofFragments(flow: Flow): ReadonlySet<StepId> {
  return new Set(usesIn(flow).flatMap((use) => use.steps.map((name) => idIn(use, name))));
}

/** The fragments a flow uses, those of its fragments included. */
export function fragmentsOf(flow: Flow): ReadonlySet<string> {
  return new Set(usesIn(flow).map(({ fragment }) => fragment));
}

/** A flow's texts in another language with those of its fragments; `null` where there are none at all. What a translation of the flow itself says of their steps wins. */
export function withFragments(
  flow: Flow,
  locale: string,
  {
    own,
    fragment,
  }: {
    readonly own: Translation | null;
    readonly fragment: (name: string) => Translation | null;
  },
): Translation | null {
  const steps: Record<StepId, StepTexts> = {};
  for (const use of usesIn(flow)) {
    const texts = fragment(use.fragment)?.steps ?? {};
    for (const name of use.steps) {
      const found = texts[name as StepId];
      if (found !== undefined) steps[idIn(use, name)] = found;
    }
  }
  if (own === null && Object.keys(steps).length === 0) return null;
  const nothing = { locale, title: null, about: null, words: {} };
  return { ...(own ?? nothing), steps: { ...steps, ...own?.steps } };
}

function usesIn(flow: Flow): readonly UseStep[] {
  return Object.values(flow.steps).filter((step) => step.type === 'use');
}

function idIn(use: UseStep, name: string): StepId {
  return `${use.id}-${name}` as StepId;
}
