import type { Consent, Settings } from '#conversation/conversation.ts';
import type { Value, Values } from '#conversation/value.ts';
import { assertNever } from '#assert.ts';
import { isZone } from '#schedule/zone.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';
import type { ActStep } from '#flow/step.ts';
import { entriesOf, say, type Draft } from './draft.ts';
import { helpMessage } from './help.ts';
import { phrase, plainMessage } from './texts.ts';

/** Does to the conversation what a system flow asks for. */
export function act(draft: Draft, step: ActStep, values: Values): void {
  switch (step.act) {
    case 'setting':
      return setting(draft, values);
    case 'consent':
      return consent(draft, step, values);
    case 'pause':
      return pause(draft, values['for'] ?? null);
    case 'resume':
      draft.member = { ...draft.member, contact: { type: 'open' } };
      return;
    case 'stop':
      draft.barrier = true;
      draft.member = {
        ...draft.member,
        contact: { type: 'stopped' },
        sessions: draft.member.sessions.slice(-1),
        asked: null,
      };
      return;
    case 'export':
      return offerExport(draft);
    case 'erase':
      if (draft.silent) return;
      draft.barrier = true;
      draft.erased = true;
      draft.effects.push({ type: 'Erase' });
      for (const community of draft.member.communities) {
        draft.effects.push({
          type: 'Tell',
          conversation: community,
          news: { type: 'erased', member: draft.member.id },
        });
      }
      return;
    case 'report':
      return report(draft, values);
    case 'lines':
      return say(
        draft,
        helpMessage(draft, wishOf(values['wish'] ?? null), values['kind'] === 'short'),
      );
    default:
      return assertNever(step.act, 'act');
  }
}

type HelpWish = 'crisis' | 'youth' | 'danger' | 'overdose';

function wishOf(value: Value): HelpWish {
  return value === 'youth' || value === 'danger' || value === 'overdose' ? value : 'crisis';
}

const times = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Takes what the member chose; a value that does not fit its setting is our author's mistake and changes nothing. */
function setting(draft: Draft, values: Values): void {
  const next: { -readonly [Key in keyof Settings]: Settings[Key] } = { ...draft.member.settings };
  const text = (value: Value) =>
    typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
  for (const [name, value] of Object.entries(values)) {
    const word = text(value);
    if (name === 'name') next.name = word?.slice(0, 60) ?? null;
    if (name === 'locale' && word !== null) next.locale = word;
    if (name === 'zone' && word !== null && isZone(word)) next.zone = word;
    if (name === 'country') next.country = word;
    if (name === 'age' && (word === 'under-13' || word === '13-17' || word === 'adult'))
      next.ageBand = word;
    const level = Number(value);
    if (name === 'intensity' && value !== null && (level === 0 || level === 1 || level === 2))
      next.intensity = level;
    if (name === 'rhythm' && isRhythm(word)) next.rhythm = word;
    if (name === 'time') next.checkInTime = word !== null && times.test(word) ? word : null;
    if (name === 'quietFrom' && word !== null && times.test(word)) next.quietFrom = word;
    if (name === 'quietTo' && word !== null && times.test(word)) next.quietTo = word;
  }
  const moved = next.zone !== draft.member.settings.zone;
  draft.member = { ...draft.member, settings: next };
  if (moved) replan(draft);
}

function isRhythm(word: string | null): word is Settings['rhythm'] {
  return word === 'daily' || word === 'weekdays' || word === 'weekly' || word === 'none';
}

/** Recurring plans keep their wall time when the zone changes. */
function replan(draft: Draft): void {
  const { zone } = draft.member.settings;
  const plans = draft.member.plans.map((plan) =>
    plan.rhythm === 'once' ? plan : { ...plan, next: nextOccurrence(plan, zone, draft.now) },
  );
  draft.member = { ...draft.member, plans };
}

function consent(draft: Draft, step: ActStep, values: Values): void {
  draft.barrier = true;
  const consents: Record<string, Consent> = { ...draft.member.consents };
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'boolean') continue;
    consents[name] = {
      at: draft.now,
      given: value,
      text: step.id,
      locale: draft.member.settings.locale,
    };
  }
  draft.member = { ...draft.member, consents };
}

function pause(draft: Draft, lasting: Value): void {
  let until: number | null = null;
  if (typeof lasting === 'string' && lasting !== '') {
    try {
      until = Temporal.Instant.fromEpochMilliseconds(draft.now)
        .toZonedDateTimeISO('UTC')
        .add(Temporal.Duration.from(lasting)).epochMilliseconds;
    } catch {
      until = null;
    }
  }
  draft.member = { ...draft.member, contact: { type: 'paused', until } };
}

/** Everything we hold about the member, as files for their eyes. */
function offerExport(draft: Draft): void {
  if (draft.silent) return;
  const entries = entriesOf(draft);
  const { settings, consents, plans, memory, contact, crisis, communities } = draft.member;
  const text = JSON.stringify(
    {
      settings,
      consents,
      plans,
      contact,
      crisis,
      communities: communities.length,
      memory,
      entries,
    },
    null,
    2,
  );
  say(
    draft,
    plainMessage(phrase(draft, 'export.ready'), {
      sensitivity: 'private',
      media: [{ type: 'file', name: 'mooring-my-data.json', mime: 'application/json', text }],
    }),
  );
}

function report(draft: Draft, values: Values): void {
  if (draft.silent) return;
  const community = draft.stage.community ?? draft.member.communities[0] ?? null;
  const words = values['words'];
  draft.barrier = true;
  if (community === null || typeof words !== 'string') {
    return say(draft, plainMessage(phrase(draft, 'report.no-moderators')));
  }
  const name = values['named'] === true ? draft.member.settings.name : null;
  draft.effects.push({
    type: 'Tell',
    conversation: community,
    news: { type: 'reported', member: draft.member.id, name, words },
  });
  say(draft, plainMessage(phrase(draft, 'report.sent')));
}
