import type { StepId } from '#conversation/id.ts';
import type { AskStep } from './ask-step.ts';
import type { Flow } from './flow.ts';

/** The questions of a form from this one on; none where it stands in no form. */
export function formFrom(flow: Flow, question: StepId): readonly AskStep[] {
  for (const step of Object.values(flow.steps)) {
    if (step.type !== 'form') continue;
    const at = step.fields.indexOf(question);
    if (at < 0) continue;
    return step.fields.slice(at).flatMap((id) => {
      const field = flow.steps[id];
      return field?.type === 'ask' ? [field] : [];
    });
  }
  return [];
}
