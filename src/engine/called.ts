import type { Session } from '#conversation/conversation.ts';
import type { FlowId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { BecomeStep, RunStep } from '#flow/step.ts';
import { rootOf, type Draft, type Wishing } from './draft.ts';
import type { Voice } from './slots.ts';
import { viewOf } from './view.ts';

/** Where a session speaks from. */
export function voiceOf(draft: Draft, { script, index, wished }: Wishing): Voice {
  return {
    session: draft.member.sessions[index] as Session,
    script,
    data: wished.data,
    visit: wished.visit,
    seed: rootOf(draft.member)?.root?.seed ?? '',
  };
}

/** Named expressions, reckoned. */
export function valuesOf(
  draft: Draft,
  voice: Voice,
  expressions: Readonly<Record<string, string>>,
): Values {
  const { stimulus } = viewOf(draft, voice);
  const values: Record<string, Value> = {};
  for (const [name, expression] of Object.entries(expressions)) {
    values[name] = voice.script.value(expression, voice.data, stimulus.world);
  }
  return values;
}

/** The flow a step calls, and what it is handed; `null` where it names none of those it may. */
export function called(
  draft: Draft,
  voice: Voice,
  step: RunStep | BecomeStep,
): { readonly flow: FlowId | null; readonly inputs: Values } {
  const { flowFrom, among } = step;
  const { stimulus } = viewOf(draft, voice);
  const name =
    flowFrom === null ? step.flow : voice.script.value(flowFrom, voice.data, stimulus.world);
  const flow = among.find((one) => one === name) ?? null;
  return { flow, inputs: flow === null ? {} : valuesOf(draft, voice, step.with) };
}
