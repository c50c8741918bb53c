import { isClockTime } from '#conversation/clock-time.ts';
import type { Consent, Settings } from '#conversation/conversation.ts';
import type { Value, Values } from '#conversation/value.ts';
import { isZone } from '#schedule/zone.ts';

/** Settings after an `act: setting`; a value that does not fit its setting is our author's mistake and changes nothing. */
export function chosen(old: Settings, values: Values): Settings {
  const next: { -readonly [Key in keyof Settings]: Settings[Key] } = { ...old };
  for (const [name, value] of Object.entries(values)) {
    const word = typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
    if (name === 'name') next.name = word?.slice(0, 60) ?? null;
    if (name === 'locale' && word !== null) next.locale = word;
    if (name === 'zone' && word !== null && isZone(word)) next.zone = word;
    if (name === 'country') next.country = word;
    if (name === 'age' && (word === 'under-13' || word === '13-17' || word === 'adult'))
      next.ageBand = word;
    if (name === 'intensity') next.intensity = levelIn(value) ?? next.intensity;
    if (name === 'rhythm' && isRhythm(word)) next.rhythm = word;
    if (name === 'time') next.checkInTime = word !== null && isClockTime(word) ? word : null;
    if (name === 'quietFrom' && word !== null && isClockTime(word)) next.quietFrom = word;
    if (name === 'quietTo' && word !== null && isClockTime(word)) next.quietTo = word;
  }
  return next;
}

function levelIn(value: Value): Settings['intensity'] | null {
  const level = Number(value);
  return value !== null && (level === 0 || level === 1 || level === 2) ? level : null;
}

function isRhythm(word: string | null): word is Settings['rhythm'] {
  return word === 'daily' || word === 'weekdays' || word === 'weekly' || word === 'none';
}

/** Consents after an `act: consent`; what is not a yes or a no changes nothing. */
export function consented(
  old: Readonly<Record<string, Consent>>,
  values: Values,
  how: Omit<Consent, 'given'>,
): Readonly<Record<string, Consent>> {
  const next: Record<string, Consent> = { ...old };
  for (const [name, given] of Object.entries(values)) {
    if (typeof given === 'boolean') next[name] = { ...how, given };
  }
  return next;
}
