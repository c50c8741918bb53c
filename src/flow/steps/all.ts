import type { z } from 'zod';
import type { Drafting } from '../drafting.ts';
import type { stepTypes } from '../step-types.ts';
import type { Step } from '../step.ts';
import { act, draftAct } from './act.ts';
import { ask, draftAsk } from './ask.ts';
import { become, draftBecome } from './become.ts';
import { branch, draftBranch } from './branch.ts';
import { choose, draftChoose } from './choose.ts';
import { draftForm, form } from './form.ts';
import { draftEnd, draftGoto, end, goto } from './goto.ts';
import { draftEach, draftRepeat, each, repeat } from './loop.ts';
import { draftPlan, draftUnplan, plan, unplan } from './plan.ts';
import { draftRecord, record } from './record.ts';
import { draftRun, run } from './run.ts';
import { draftSay, say } from './say.ts';
import { draftSet, set } from './set.ts';
import { draftUse, use } from './use.ts';
import { draftWait, wait } from './wait.ts';

/** How a step of one type is read. */
export interface StepKind {
  readonly schema: z.ZodObject;
  /** The step, or the Zod error of its keys. */
  read(raw: unknown, drafting: Drafting): Step | z.ZodError;
}

function kind<Schema extends z.ZodObject>(
  schema: Schema,
  draft: (raw: z.infer<Schema>, drafting: Drafting) => Step,
): StepKind {
  return {
    schema,
    read(raw, drafting) {
      const parsed = schema.safeParse(raw);
      return parsed.success ? draft(parsed.data, drafting) : parsed.error;
    },
  };
}

/** Every step type of this version, by its key. */
export const stepKinds: Readonly<Record<(typeof stepTypes)[number], StepKind>> = {
  say: kind(say, draftSay),
  ask: kind(ask, draftAsk),
  form: kind(form, draftForm),
  branch: kind(branch, draftBranch),
  choose: kind(choose, draftChoose),
  set: kind(set, draftSet),
  goto: kind(goto, draftGoto),
  end: kind(end, draftEnd),
  repeat: kind(repeat, draftRepeat),
  each: kind(each, draftEach),
  run: kind(run, draftRun),
  become: kind(become, draftBecome),
  wait: kind(wait, draftWait),
  plan: kind(plan, draftPlan),
  unplan: kind(unplan, draftUnplan),
  record: kind(record, draftRecord),
  act: kind(act, draftAct),
  use: kind(use, draftUse),
};
