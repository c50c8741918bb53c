import type { AskStep } from './ask-step.ts';
import type { StepTexts } from './translation.ts';

/** True when a step can be said wholly in this translation; otherwise the whole message stays in the flow's own language. */
export function covers(step: AskStep, texts: StepTexts | undefined): texts is StepTexts {
  return (
    texts !== undefined &&
    texts.text !== null &&
    step.options.every((option) => texts.options[option.value] !== undefined)
  );
}
