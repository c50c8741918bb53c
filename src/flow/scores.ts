import type { StepId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { AskStep } from './ask-step.ts';
import type { Flow } from './flow.ts';

/** The questions of a flow whose answers count: they keep an answer, and an option has a score. */
export function scoredIn(flow: Flow): readonly string[] {
  return Object.values(flow.steps).flatMap((step) =>
    step.type === 'ask' && isScored(step) ? [step.id] : [],
  );
}

/** Whether the answers to a question count. */
function isScored({ save, options }: AskStep): boolean {
  return save !== null && options.some(({ score }) => score !== null);
}

/** The scores of what was answered among these questions; what was skipped is left out. Questions that keep their answer under one name count once. */
export function scoresOf(flow: Flow, steps: readonly string[], data: Values): readonly number[] {
  const counts = new Map<string, number>();
  for (const step of steps) {
    const ask = flow.steps[step as StepId];
    if (ask?.type !== 'ask' || ask.save === null || counts.has(ask.save)) continue;
    const score = scoreOf(ask, data[ask.save] ?? null);
    if (score !== null) counts.set(ask.save, score);
  }
  return [...counts.values()];
}

/** What an answer counts, as it is kept: its option's score, of several the sum. `null`: not answered, or nothing that counts. */
function scoreOf(ask: AskStep, answer: Value): number | null {
  if (answer === null) return null;
  if (!Array.isArray(answer)) return counted(ask, valueOf(answer));
  const each = (answer as readonly string[]).map((one) => counted(ask, one) ?? 0);
  return each.reduce((sum, one) => sum + one, 0);
}

function counted({ options }: AskStep, value: string): number | null {
  return options.find((option) => option.value === value)?.score ?? null;
}

/** An option's value behind what is kept of it. */
function valueOf(value: Value): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
