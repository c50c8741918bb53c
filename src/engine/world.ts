import type { MemberConversation, Session } from '#conversation/conversation.ts';
import type { StepId } from '#conversation/id.ts';
import type { Value } from '#conversation/value.ts';
import { pickVariant } from '#content/variant.ts';
import type { Stimulus } from '#flow/stimulus.ts';
import type { World } from '#flow/expression.ts';
import { scoredIn, scoresOf } from '#flow/scores.ts';
import type { Script } from '#flow/script.ts';
import { localDate } from '#schedule/zone.ts';
import { chosen, consented } from './chosen.ts';
import { shuffled } from '#flow/changes.ts';
import { markOf } from '#flow/mark-of.ts';
import { weekdays } from '#flow/weekdays.ts';
import { luckOf } from './luck.ts';
import { pickedFrom, takenOf } from './picked.ts';

const day = 86_400_000;
/** What `daysSince` says of a step never seen. */
const never = 100_000;

/** Who looks at the world, and from where. */
export interface Viewpoint {
  readonly member: MemberConversation;
  readonly script: Script;
  readonly seed: string;
  readonly now: number;
  /** Visits of the session before this move. */
  readonly visits: Session['snapshot']['visits'];
  /** When steps were seen the last time, where that is not what the memory holds by now. */
  readonly own: Readonly<Record<string, number | null | undefined>>;
  /** How many entries of a kind the journal holds. */
  readonly count: (kind: string) => number;
}

/** What expressions and choices of one move may ask about. Costly parts are reckoned when asked. */
export function stimulusOf(view: Viewpoint): Stimulus {
  let visits = view.visits;
  let draws = 0;
  const { member, now } = view;
  const { memory } = member;
  let { settings, consents } = member;
  const recorded: string[] = [];
  const flow = view.script.flow.id;
  let local: Temporal.ZonedDateTime | null = null;
  const wall = () =>
    (local ??= Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(settings.zone));
  const lastOf = (step: string): number | null => {
    const own = view.own[step];
    return own === undefined ? (memory.seen[`${flow}/${step}`]?.[1] ?? null) : own;
  };
  const since = (step: string) => (visits[step] ?? 0) - (view.visits[step] ?? 0);
  const world: World = {
    now,
    get today() {
      return wall().toPlainDate().toString();
    },
    get weekday() {
      return weekdays[wall().dayOfWeek - 1] as string;
    },
    get hour() {
      return wall().hour;
    },
    get member() {
      return {
        name: settings.name ?? '',
        country: settings.country ?? '',
        zone: settings.zone,
        locale: settings.locale,
        intensity: settings.intensity,
        rhythm: settings.rhythm,
        time: settings.checkInTime ?? '',
        age: settings.ageBand ?? '',
        quietFrom: settings.quietFrom,
        quietTo: settings.quietTo,
      };
    },
    times: (step) => (memory.seen[`${flow}/${step}`]?.[0] ?? 0) + since(step),
    daysSince: (step) => {
      if (since(step) > 0) return 0;
      const last = lastOf(step);
      return last === null ? never : Math.floor((now - last) / day);
    },
    lastSeen: (step) => {
      const last = lastOf(step);
      if (since(step) > 0) return world.today;
      return last === null ? null : localDate(last, settings.zone);
    },
    scores: (steps, data) => scoresOf(view.script.flow, steps ?? scoredIn(view.script.flow), data),
    done: (name) => memory.done[name]?.[0] ?? 0,
    consented: (what) => consents[what]?.given === true,
    luck: () => luckOf(view.seed, `${flow}?`, totalOf(visits) * 16 + (draws += 1)),
    count: (kind) => view.count(kind) + recorded.filter((one) => one === kind).length,
  };
  return {
    world,
    visiting(seen) {
      visits = seen;
    },
    passing(id, data) {
      const step = view.script.flow.steps[id];
      if (step?.type === 'record' && consents['keep']?.given === true) recorded.push(step.kind);
      if (step?.type !== 'act' || (step.act !== 'setting' && step.act !== 'consent')) return;
      const values: Record<string, Value> = {};
      for (const [name, expression] of Object.entries(step.with))
        values[name] = view.script.value(expression, data, world);
      if (step.act === 'consent')
        consents = consented(consents, values, { at: now, text: id, locale: settings.locale });
      else {
        settings = chosen(settings, values);
        local = null;
      }
    },
    taken: (step) => memory.pools[takenOf(view.script, step)] ?? [],
    pick({ name, byChance }, list) {
      const luck = world.luck();
      if (byChance) return shuffled(list, luck)[0] ?? null;
      const used = memory.pools[pickedFrom(view.script, name)] ?? [];
      const marks = list.map(markOf);
      const mark = pickVariant('least-recent', { eligible: marks, used: used, luck });
      return mark === null ? null : (list[marks.indexOf(mark)] ?? null);
    },
    choose(step: StepId, eligible, visit) {
      const chooser = view.script.flow.steps[step];
      if (chooser?.type !== 'choose' || eligible.length === 0) return null;
      const luck = luckOf(view.seed, `${flow}/${step}`, visit);
      if (chooser.pick === 'weighted')
        return weighted(eligible, (way) => chooser.ways[way]?.weight ?? 1, luck);
      return pickVariant(chooser.pick, {
        eligible,
        used: memory.pools[`${flow}/${step}`] ?? [],
        luck,
      });
    },
  };
}

function totalOf(visits: Viewpoint['visits']): number {
  let total = 0;
  for (const count of Object.values(visits)) total += count;
  return total;
}

function weighted(
  eligible: readonly number[],
  weight: (index: number) => number,
  luck: number,
): number {
  let left = luck * eligible.reduce((sum, index) => sum + weight(index), 0);
  for (const index of eligible) {
    left -= weight(index);
    if (left < 0) return index;
  }
  return eligible.at(-1) as number;
}
