import { z } from 'zod';
import { closest } from '#conversation/spelling.ts';
import type { FlowId, Millis } from '#conversation/id.ts';
import type { Complaints, Drafting } from '../drafting.ts';
import type { PlanStep, UnplanStep } from '../step.ts';
import { weekdays } from '../weekdays.ts';
import {
  busyPart,
  durationPart,
  expressionPart,
  idPart,
  lasting,
  lastingPart,
  millis,
  valuesPart,
} from './parts.ts';

const weekday = z.enum(weekdays);
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
    after: lastingPart
      .optional()
      .describe(
        'Once, after this long, or as long as an expression says; with `date`, so many whole days after it.',
      ),
    every: z
      .enum(['day', 'weekdays', 'week'])
      .optional()
      .describe('Again and again: every day, on weekdays, or every week.'),
    at: expressionPart
      .optional()
      .describe("A time such as '09:00', or an expression that gives one."),
    on: z
      .union([weekday, z.array(weekday).min(1).max(7), expressionPart])
      .optional()
      .describe('The day of a weekly plan, or several, or data that holds them.'),
    date: expressionPart
      .optional()
      .describe("Once, on a date such as '2026-12-24', or an expression that gives one."),
    before: lastingPart.optional().describe('So many whole days before `date`; `after`: after it.'),
    late: z
      .union([z.literal('skip'), durationPart])
      .optional()
      .describe('How late it may still come: skip for not at all, or up to 2h (once: 24h).'),
    busy: busyPart.optional().describe('What it does when it finds the member busy.'),
    times: z.int().min(1).max(365).optional().describe('How often at most.'),
    until: expressionPart
      .optional()
      .describe("The last date, such as '2026-12-24', or an expression that gives one."),
    with: valuesPart.optional().describe('What the flow is handed: its input, an expression.'),
  })
  .describe('Agrees a later or recurring flow, in the member’s own zone.');

/** The step its keys make. */
export function draftPlan(raw: z.infer<typeof plan>, drafting: Drafting): PlanStep {
  fitComplaints(raw, drafting);
  const [after, before] = [lasting(raw.after), lasting(raw.before)];
  const days = raw.date === undefined ? 0 : (written(after) - written(before)) / day;
  return {
    type: 'plan',
    id: drafting.id,
    flow: raw.plan as FlowId,
    key: raw.key,
    after: raw.date === undefined || typeof after === 'string' ? after : null,
    ...(typeof before === 'string' ? { before } : {}),
    every: raw.every === undefined ? null : rhythms[raw.every],
    date: raw.date ?? null,
    days,
    at: raw.at ?? null,
    on: daysIn(raw.on) ?? [],
    ...(daysIn(raw.on) === null && misspelt(String(raw.on), drafting.complaints) === null
      ? { onFrom: String(raw.on) }
      : {}),
    late: lateOf(raw.late),
    busy: raw.busy ?? null,
    times: raw.times ?? null,
    until: raw.until ?? null,
    with: raw.with ?? {},
    next: drafting.next,
  };
}

/** Weekdays that are written out, by number; `null` for an expression that gives them. */
function daysIn(on: z.infer<typeof plan>['on']): readonly number[] | null {
  const days = [on ?? []].flat().map((one) => (weekdays as readonly string[]).indexOf(one) + 1);
  return days.includes(0) ? null : days;
}

/** The weekday that is nearly written here, where no data is called so. */
function misspelt(on: string, complaints: Complaints): string | null {
  const near = closest(on, weekdays);
  return near === on || complaints.written(['data', on]) !== undefined ? null : near;
}

const hour = 3_600_000;
const day = 24 * hour;

/** Milliseconds of what is written out; nothing of what is reckoned. */
function written(duration: Millis | string | null): Millis {
  return typeof duration === 'number' ? duration : 0;
}

function lateOf(late: string | undefined): number | null {
  return late === 'skip' ? 0 : millis(late);
}

function fitComplaints(raw: z.infer<typeof plan>, { complaints, path }: Drafting): void {
  const { after, every, date, before, at, on, late, times, until } = raw;
  const rhythm = [date ?? after, every].filter((one) => one !== undefined);
  if (rhythm.length !== 1) {
    complaints.say(
      'no-rhythm',
      path,
      'a plan is either once `after:` a while or on a `date:`, or `every:` day, weekdays or week',
      'write exactly one of them',
    );
  } else if (every !== undefined && at === undefined) {
    complaints.say('no-rhythm', path, 'a recurring plan needs a time of day', "add `at: '09:00'`");
  }
  const odd = (key: string, message: string, mend: string) =>
    complaints.say('odd-plan', [...path, key], message, mend, true);
  if (on !== undefined && every !== 'week')
    odd('on', 'days go with a weekly plan', 'write `every: week`, or leave `on` out');
  const meant = typeof on === 'string' ? misspelt(on, complaints) : null;
  if (meant !== null)
    complaints.say(
      'unknown-value',
      [...path, 'on'],
      `no weekday is called \`${String(on)}\``,
      `did you mean \`${meant}\`?`,
    );
  if (before !== undefined && (date === undefined || after !== undefined))
    odd('before', 'this is counted from a `date`, and `after` goes the other way', 'keep one');
  for (const key of ['after', 'before'] as const)
    if (date !== undefined && written(lasting(raw[key])) % day !== 0)
      odd(key, 'from a date only whole days are counted', 'write `3d`, and the time under `at`');
  if (every === undefined && times !== undefined)
    odd('times', 'this plan happens once', 'leave it out, or write `every: day`');
  if (every === undefined && until !== undefined)
    odd('until', 'this plan happens once', 'leave it out, or write `every: day`');
  const most = every === undefined ? day : 2 * hour;
  if ((lateOf(late) ?? 0) > most)
    odd(
      'late',
      `a plan comes ${every === undefined ? 'a day' : 'two hours'} late at most`,
      `write ${every === undefined ? '24h' : '2h'} or less, or leave it out`,
    );
}

/** Gives a plan up. */
export const unplan = z
  .strictObject({ id: idPart.optional(), unplan: planKey })
  .describe('Gives the plan with this key up.');

/** The step its keys make. */
export function draftUnplan(raw: z.infer<typeof unplan>, drafting: Drafting): UnplanStep {
  return { type: 'unplan', id: drafting.id, key: raw.unplan, next: drafting.next };
}
