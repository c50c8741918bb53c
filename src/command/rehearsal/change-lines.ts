import type { MemberConversation, Plan, Session } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';
import type { Values } from '#conversation/value.ts';
import { changed, type Line } from './message-lines.ts';
import type { Noted } from './small-world.ts';

/** What is different about a member after something happened, as `.` lines: what they agreed to and chose, what is pending, and which flow they are in. */
export function changeLines(
  before: MemberConversation,
  after: MemberConversation,
  now: Millis,
): readonly Line[] {
  return [
    ...settings(before, after),
    ...consents(before, after),
    ...contact(before, after),
    ...plans(before, after),
    ...stack(before, after),
    ...wakes(before, after, now),
  ].map(changed);
}

/** An instant as the wall shows it: `2026-03-03 09:00`, with the zone where it is not UTC. */
export function wallClock(at: Millis, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = local
    .toPlainTime()
    .toString({ smallestUnit: local.second === 0 ? 'minute' : 'second' });
  return `${local.toPlainDate().toString()} ${time}${zone === 'UTC' ? '' : ` ${zone}`}`;
}

/** What was kept, taken back, held or let go, as a `.` line. */
export function notedLine(noted: Noted, zone: string): Line {
  switch (noted.type) {
    case 'record': {
      const { kind, values, at, until } = noted.entry;
      const kept = until === null ? '' : `, kept ${span(until - at)}`;
      return changed(`record ${kind} ${listed(values)}${kept}`);
    }
    case 'retract':
      return changed(`retract ${noted.entry.kind}`);
    case 'erase':
      return changed('erase');
    case 'held':
      return changed(`held until ${wallClock(noted.until, zone)}`);
    case 'dropped':
      return changed(`not sent: ${noted.why}`);
  }
}

function settings(before: MemberConversation, after: MemberConversation): readonly string[] {
  const old: Readonly<Record<string, unknown>> = { ...before.settings };
  return Object.entries(after.settings)
    .filter(([name, value]) => old[name] !== value)
    .map(([name, value]) => `setting ${name} ${value === null ? 'none' : String(value)}`);
}

function consents(before: MemberConversation, after: MemberConversation): readonly string[] {
  return Object.entries(after.consents)
    .filter(([name, { given }]) => before.consents[name]?.given !== given)
    .map(([name, { given }]) => `consent ${name} ${given ? 'yes' : 'no'}`);
}

function contact(before: MemberConversation, after: MemberConversation): readonly string[] {
  const lines: string[] = [];
  if (JSON.stringify(before.contact) !== JSON.stringify(after.contact)) {
    const { contact: now } = after;
    const until =
      now.type === 'paused'
        ? ` until ${now.until === null ? 'they write' : wallClock(now.until, after.settings.zone)}`
        : '';
    lines.push(`contact ${now.type}${until}`);
  }
  if (before.reachable !== after.reachable)
    lines.push(after.reachable ? 'reachable' : 'unreachable');
  if (after.crisis !== null && after.crisis.at !== before.crisis?.at)
    lines.push(`crisis ${after.crisis.level}`);
  return lines;
}

function plans(before: MemberConversation, after: MemberConversation): readonly string[] {
  const { zone } = after.settings;
  const made = after.plans
    .map((plan) => planText(plan, zone))
    .filter((text) => !before.plans.some((plan) => planText(plan, zone) === text));
  const gone = before.plans.filter(({ key }) => !after.plans.some((plan) => plan.key === key));
  return [...made, ...gone.map(({ key }) => `unplan ${key}`)];
}

function planText(plan: Plan, zone: string): string {
  const { key, flow, rhythm, time, inputs, next } = plan;
  const clock = rhythm === 'once' ? 'once' : `${rhythm} ${time}`;
  const given = Object.keys(inputs).length === 0 ? '' : ` with ${listed(inputs)}`;
  return `plan ${key} ${flow} ${clock}${given}, next ${wallClock(next, zone)}`;
}

function stack(before: MemberConversation, after: MemberConversation): readonly string[] {
  const now = stackText(after.sessions);
  return now === stackText(before.sessions) ? [] : [`flow ${now}`];
}

/** What is open, the lowest first: `menu › slow-breath`, and `menu + help-now` where one came on top of the other. */
function stackText(sessions: readonly Session[]): string {
  return (
    sessions
      .map(({ flow, returns }, index) => (index === 0 ? flow : `${returns ? '›' : '+'} ${flow}`))
      .join(' ') || 'none'
  );
}

function wakes(
  before: MemberConversation,
  after: MemberConversation,
  now: Millis,
): readonly string[] {
  const old = new Set(pending(before).map(({ text, at }) => `${text}${at}`));
  return pending(after)
    .filter(({ text, at }) => !old.has(`${text}${at}`))
    .toSorted((one, other) => one.at - other.at)
    .map(({ text, at }) => `wake ${text} ${span(at - now)}`);
}

function pending({ sessions }: MemberConversation): readonly { text: string; at: Millis }[] {
  return sessions.flatMap(({ flow, wakes: own }) =>
    own.map(({ key, at }) => {
      const [kind, step] = key.split(':');
      return { text: `${kind} ${step ?? flow}`, at };
    }),
  );
}

/** `PT4H`, `P7D`: whole days as days, all else in hours. */
function span(ms: Millis): string {
  const largestUnit = ms % 86_400_000 === 0 ? 'days' : 'hours';
  return Temporal.Duration.from({ milliseconds: ms }).round({ largestUnit }).toString();
}

function listed(values: Values): string {
  const named = Object.entries(values).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return named.join(' ');
}
