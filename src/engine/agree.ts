import { isClockTime } from '#conversation/clock-time.ts';
import type { Plan } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import { isDate, isTime } from '#flow/expressions-of.ts';
import { lastingOf } from '#flow/patience.ts';
import type { PlanStep } from '#flow/step.ts';
import { weekdays } from '#flow/weekdays.ts';
import { occurrenceAfter } from '#schedule/next-occurrence.ts';
import { onDate } from '#schedule/on-date.ts';
import { atLocalTime, localWeekday } from '#schedule/zone.ts';
import { valuesOf } from './called.ts';
import type { Draft } from './draft.ts';
import { lastRang, replacePlan } from './remember.ts';
import type { Voice } from './slots.ts';
import { viewOf } from './view.ts';

const hour = 3_600_000;

/** Agrees a plan, in the place of the one with its key; one that would never ring only takes that away. */
export function agree(draft: Draft, voice: Voice, step: PlanStep): void {
  if (draft.member.consents['contact']?.given !== true) return;
  const { zone, checkInTime } = draft.member.settings;
  const given = textOf(draft, voice, step.at);
  const time = given !== null && isClockTime(given) ? given : (checkInTime ?? '10:00');
  const last = textOf(draft, voice, step.until);
  const until = last !== null && isDate(last) ? last : null;
  const on = daysFor(draft, voice, step);
  if (on === null) return giveUp(draft, step.key);
  const clock = clockOf(draft, { ...step, on }, time);
  const coming = step.every === null ? null : occurrenceAfter(clock, zone, draft.now);
  const isOver = coming !== null && until !== null && coming.date > until;
  const next = isOver ? null : (coming?.at ?? once(draft, voice, { step, time }));
  if (next === null) return giveUp(draft, step.key);
  const agreed: Plan = {
    ...clock,
    key: step.key,
    flow: step.flow,
    inputs: valuesOf(draft, voice, step.with),
    next,
    busy: step.busy ?? draft.stage.library.flow(step.flow)?.flow.busy ?? 'queue',
    ...(step.late === null ? {} : { late: step.late }),
    ...(step.times === null ? {} : { left: step.times }),
    ...(until === null ? {} : { until }),
  };
  replacePlan(draft, step.key, agreed);
  if (!draft.silent) draft.effects.push({ type: 'Plan', plan: agreed });
}

/** Gives a plan up, if there is one. */
export function giveUp(draft: Draft, key: string): void {
  if (!draft.member.plans.some((one) => one.key === key)) return;
  replacePlan(draft, key, null);
  if (!draft.silent) draft.effects.push({ type: 'Unplan', key });
}

/** The weekdays of a plan, from Monday on; `null` where what should give them gives none. */
function daysFor(draft: Draft, voice: Voice, { on, onFrom }: PlanStep): readonly number[] | null {
  if (onFrom === undefined) return on;
  const { world } = viewOf(draft, voice).stimulus;
  const given: readonly unknown[] = [voice.script.value(onFrom, voice.data, world)].flat();
  const days = weekdays.flatMap((day, index) => (given.includes(day) ? [index + 1] : []));
  return days.length === 0 ? null : days;
}

function clockOf(draft: Draft, step: PlanStep, time: string) {
  const rhythm: Plan['rhythm'] = step.every ?? 'once';
  const [first, ...more] = step.on;
  const today = localWeekday(draft.now, draft.member.settings.zone);
  return {
    rhythm,
    time,
    weekday: rhythm === 'weekly' ? (first ?? today) : null,
    ...(more.length > 0 ? { weekdays: step.on } : {}),
    ...lastRang(draft, step.key),
  };
}

/** When a plan rings that rings once; `null` for a day that is over, or none. */
function once(
  draft: Draft,
  voice: Voice,
  { step, time }: { step: PlanStep; time: string },
): Millis | null {
  const { now } = draft;
  const { zone } = draft.member.settings;
  if (step.date !== null) {
    const date = textOf(draft, voice, step.date);
    const days = daysOf(draft, voice, step);
    const at = date === null || days === null ? null : onDate({ date, days, time }, zone);
    return at === null || at <= now ? null : at;
  }
  const after = lasting(draft, voice, step.after);
  if (after === null) return null;
  const later = now + after;
  return step.at === null ? later : atLocalTime(Math.max(now, later - 12 * hour), time, zone);
}

/** How many days after its date; before it where negative. A part of a day does not count. `null` where that is nothing. */
function daysOf(draft: Draft, voice: Voice, { after, before, days }: PlanStep): number | null {
  const source = before ?? after;
  if (source === null) return days;
  const found = lasting(draft, voice, source);
  if (found === null) return null;
  const whole = Math.floor(found / (24 * hour));
  return before === undefined ? whole : -whole;
}

/** A duration, written out, or the expression that gives it; `null` where it gives none. */
function lasting(draft: Draft, voice: Voice, source: Millis | string | null): Millis | null {
  if (typeof source !== 'string') return source;
  const text = textOf(draft, voice, source);
  return text === null ? null : lastingOf(text);
}

/** A time or a date, written as such, or the expression that gives it; `null` where it gives none. */
function textOf(draft: Draft, voice: Voice, source: string | null): string | null {
  if (source === null || isTime(source) || isDate(source)) return source;
  const { world } = viewOf(draft, voice).stimulus;
  const value = voice.script.value(source, voice.data, world);
  return typeof value === 'string' ? value : null;
}
