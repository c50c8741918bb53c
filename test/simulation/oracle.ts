import type { Conversation } from '#conversation/conversation.ts';
import type { Millis } from '#conversation/id.ts';

/** Why nothing unsolicited may come to this conversation now, by rules written down a second time; `null` if it may. */
export function mayCome(conversation: Conversation | null, at: Millis): string | null {
  if (conversation === null || conversation.kind !== 'member') return 'they are forgotten';
  const { contact, consents, reachable, settings, plans } = conversation;
  if (contact.type !== 'open') return `contact is ${contact.type}`;
  if (consents['contact']?.given !== true) return 'they did not allow it';
  if (!reachable) return 'they cannot be reached';
  const wall = wallOf(at, settings.zone);
  const from = minutes(settings.quietFrom);
  const length = past(from, minutes(settings.quietTo));
  const here = past(from, wall.hour * 60 + wall.minute);
  if (here >= length) return null;
  // A check-in time the member chose makes room for itself.
  for (const { rhythm, time } of plans) {
    if (rhythm === 'once') continue;
    const chosen = past(from, minutes(time));
    if (chosen >= length) continue;
    if (chosen < length / 2 ? here < chosen + 60 : here >= chosen) return null;
  }
  return `it is quiet from ${settings.quietFrom} to ${settings.quietTo} and ${wall.toPlainTime().toString()} there`;
}

/** The date on the wall there, `YYYY-MM-DD`. */
export function localDate(at: Millis, zone: string): string {
  return wallOf(at, zone).toPlainDate().toString();
}

function wallOf(at: Millis, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}

function minutes(time: string): number {
  const [hours, rest] = time.split(':').map(Number) as [number, number];
  return hours * 60 + rest;
}

/** Minutes on the wall from one time to another. */
function past(from: number, to: number): number {
  return (((to - from) % 1440) + 1440) % 1440;
}
