import type { Plan } from '#conversation/conversation.ts';
import type { Entry } from '#conversation/entry.ts';
import type { Millis } from '#conversation/id.ts';
import type { Held } from './held.ts';

/** Everything that is kept of a member as JSON, instants in UTC (ISO 8601); `record` is the whole conversation as it rests, instants in epoch milliseconds. */
export function heldJson({ member, entries, reports, at }: Held): string {
  const { settings, consents, contact, plans, memory, crisis } = member;
  return `${JSON.stringify(
    {
      mooring: 'everything kept about one member',
      reference: member.id,
      at: iso(at),
      settings,
      consents: mapped(consents, (consent) => ({ ...consent, at: iso(consent.at) })),
      contact: contact.type === 'paused' ? { ...contact, until: iso(contact.until) } : contact,
      plans: plans.map(planOf),
      journal: entries.map(entryOf),
      known: mapped(memory.known ?? {}, ({ value, flow, until }) => ({
        value,
        flow,
        until: iso(until),
      })),
      done: mapped(memory.done, ([times, last]) => ({ times, last: iso(last) })),
      crisis: crisis === null ? null : { ...crisis, at: iso(crisis.at) },
      reports: reports?.map((report) => ({ ...report, at: iso(report.at) })),
      record: member,
    },
    null,
    2,
  )}\n`;
}

function planOf(plan: Plan) {
  return { ...plan, next: iso(plan.next), lastAt: iso(plan.lastAt) };
}

function entryOf({ kind, at, until, values }: Entry) {
  return { kind, at: iso(at), until: iso(until), values };
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function iso(at: Millis | null): string | null {
  return at === null ? null : Temporal.Instant.fromEpochMilliseconds(at).toString();
}
