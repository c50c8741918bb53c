import { z } from 'zod';
import type { FlowId } from '#conversation/id.ts';
import type { Drafting } from '../drafting.ts';
import type { PlanStep, UnplanStep } from '../step.ts';
import { durationPart, expressionPart, idPart, millis, valuesPart } from './parts.ts';

const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
const rhythms = { day: 'daily', weekdays: 'weekdays', week: 'weekly' } as const;
const planKey = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'a key has lower-case letters, digits and dashes')
  .describe('The name of the plan: planning it again replaces it, `unplan` gives it up.');

/** Agrees a later or recurring flow. */
export const plan = z
  .strictObject({
    id: idPart.optional(),
    plan: z.string().describe('The flow to play then, by its file name without .yaml.'),
    key: planKey,
    after: durationPart.optional().describe('Once, after this long.'),
    every: z
      .enum(['day', 'weekdays', 'week'])
      .optional()
      .describe('Again and again: every day, on weekdays, or every week.'),
    at: expressionPart
      .optional()
      .describe("A time such as '09:00', or an expression that gives one."),
    on: z.enum(weekdays).optional().describe('The day of a weekly plan.'),
    with: valuesPart.optional().describe('What the flow is handed: its input, an expression.'),
  })
  .describe('Agrees a later or recurring flow, in the member’s own zone.');

/** The step its keys make. */
export function draftPlan(raw: z.infer<typeof plan>, drafting: Drafting): PlanStep {
  const { complaints, path } = drafting;
  if ((raw.after === undefined) === (raw.every === undefined)) {
    complaints.say(
      'no-rhythm',
      path,
      'a plan is either once `after:` a while or `every:` day, weekdays or week',
      'write exactly one of the two',
    );
  }
  if (raw.every !== undefined && raw.at === undefined) {
    complaints.say('no-rhythm', path, 'a recurring plan needs a time of day', "add `at: '09:00'`");
  }
  return {
    type: 'plan',
    id: drafting.id,
    flow: raw.plan as FlowId,
    key: raw.key,
    after: millis(raw.after),
    every: raw.every === undefined ? null : rhythms[raw.every],
    at: raw.at ?? null,
    on: raw.on === undefined ? null : weekdays.indexOf(raw.on) + 1,
    with: raw.with ?? {},
    next: drafting.next,
  };
}

/** Gives a plan up. */
export const unplan = z
  .strictObject({ id: idPart.optional(), unplan: planKey })
  .describe('Gives the plan with this key up.');

/** The step its keys make. */
export function draftUnplan(raw: z.infer<typeof unplan>, drafting: Drafting): UnplanStep {
  return { type: 'unplan', id: drafting.id, key: raw.unplan, next: drafting.next };
}
