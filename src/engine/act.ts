import type { Value, Values } from '#conversation/value.ts';
import { assertNever } from '#assert.ts';
import { nextOccurrence } from '#schedule/next-occurrence.ts';
import type { ActStep } from '#flow/step.ts';
import { chosen, consented } from './chosen.ts';
import { entriesOf, say, type Draft } from './draft.ts';
import { heldFiles } from './held/held-files.ts';
import { helpMessage } from './help.ts';
import { withoutForgotten } from './member-data.ts';
import { replaceSettings } from './remember.ts';
import { phrase, plainMessage } from './texts.ts';

/** Does to the conversation what a system flow asks for. */
export function act(draft: Draft, step: ActStep, values: Values): void {
  switch (step.act) {
    case 'setting':
      return setting(draft, values);
    case 'consent':
      return consent(draft, step, values);
    case 'pause':
      if (draft.silent) return;
      return pause(draft, values['for'] ?? null);
    case 'resume':
      if (draft.silent) return;
      draft.member = { ...draft.member, contact: { type: 'open' } };
      return;
    case 'stop':
      if (draft.silent) return;
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
      say(draft, plainMessage(phrase(draft, 'erase.done')));
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

/** Takes what the member chose; recurring plans move with the zone. */
function setting(draft: Draft, values: Values): void {
  const old = draft.member.settings;
  const settings = chosen(old, values);
  replaceSettings(draft, settings);
  if (settings.zone !== old.zone) replan(draft);
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
  const { member, now } = draft;
  const given = { at: now, text: step.id, locale: member.settings.locale };
  const consents = consented(member.consents, values, given);
  draft.member = withoutForgotten({ ...member, consents }, now);
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
  const { member, now, stage } = draft;
  const held = { member, entries: entriesOf(draft), reports: null, at: now };
  say(
    draft,
    plainMessage(phrase(draft, 'export.ready'), {
      sensitivity: 'private',
      media: heldFiles(held, stage.library),
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
