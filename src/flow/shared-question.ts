import type { StepId } from '#conversation/id.ts';
import type { AskStep } from './ask-step.ts';
import type { Flow, Handlers } from './flow.ts';
import type { SayStep, Step } from './step.ts';

/** The id under which translations, and problems, know what a flow says at all its questions. No step is called so. */
export const sharedId = 'on' as StepId;

/** What a flow says at all its questions, as a question that says nothing else; `null` where it says nothing. */
export function sharedQuestion({ on }: Flow): AskStep | null {
  const reprompts = on.invalid?.reprompts ?? [];
  if (reprompts.length === 0 && (on.silence?.nudges ?? []).length === 0) return null;
  return { ...nothing, reprompts, silence: on.silence };
}

/** What has texts to translate, by its id in a translation. */
export function saidUnder(flow: Flow, id: string): SayStep | AskStep | null {
  if (flow.choices?.includes(id) === true) return sharedChoices(flow, id);
  const step = id === sharedId ? sharedQuestion(flow) : flow.steps[id as StepId];
  if (step?.type === 'say') return step;
  if (step?.type !== 'ask') return null;
  return step.choices === undefined ? ownOf(step) : { ...ownOf(step), options: [] };
}

/** Every id under which a translation may say something. */
export function idsSaid(flow: Flow): readonly string[] {
  return [...Object.keys(flow.steps), ...(flow.choices ?? []), sharedId];
}

/** Answers that several questions share, as a question of nothing else; `null` where no question takes them. */
function sharedChoices({ steps }: Flow, name: string): AskStep | null {
  const isTaker = (step: Step): step is AskStep => step.type === 'ask' && step.choices === name;
  const taker = Object.values(steps).find(isTaker);
  return taker === undefined
    ? null
    : { ...nothing, id: name as StepId, input: taker.input, options: taker.options };
}

const nothing: AskStep = {
  id: sharedId,
  type: 'ask',
  text: [],
  pick: 'least-recent',
  input: 'text',
  save: null,
  options: [],
  list: null,
  from: null,
  to: null,
  low: null,
  high: null,
  whole: false,
  most: null,
  longest: 0,
  reprompts: [],
  why: null,
  attempts: null,
  default: null,
  lost: null,
  ofFlow: { reprompts: false, attempts: false, silence: false },
  skip: true,
  askIf: null,
  private: false,
  checks: [],
  silence: null,
  otherwise: null,
  next: { end: 'done' },
};

/** A question with what its flow says at all questions, where it says nothing of its own. Those of a form have their panel. */
export function withShared(step: Step, on: Handlers, isField: boolean): Step {
  if (step.type !== 'ask' || isField) return step;
  const { invalid } = on;
  const ofFlow = {
    reprompts: step.reprompts.length === 0 && (invalid?.reprompts ?? []).length > 0,
    attempts: step.attempts === null && invalid?.attempts != null,
    silence: step.silence === null && on.silence !== null,
  };
  return {
    ...step,
    ofFlow,
    ...(ofFlow.reprompts ? { reprompts: invalid?.reprompts ?? [] } : {}),
    ...(ofFlow.attempts
      ? { attempts: invalid?.attempts ?? null, lost: invalid?.target ?? null }
      : {}),
    ...(ofFlow.silence ? { silence: on.silence } : {}),
  };
}

/** A question as it stands in the script, without what the whole flow says. */
export function ownOf(step: AskStep): AskStep {
  const { reprompts, attempts, silence } = step.ofFlow;
  if (!reprompts && !attempts && !silence) return step;
  return {
    ...step,
    ...(reprompts ? { reprompts: [] } : {}),
    ...(attempts ? { attempts: null, lost: null } : {}),
    ...(silence ? { silence: null } : {}),
  };
}
