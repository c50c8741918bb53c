import type { MemberConversation, Plan } from '#conversation/conversation.ts';
import { countryIn } from '#content/in-words.ts';
import { localeName } from '#content/locale.ts';
import type { PhraseKey } from '#content/phrase-key.ts';
import { titleOf } from './answered.ts';
import type { Row, Section } from './page.ts';
import type { Reader } from './reader.ts';

/** What a member chose: settings, consents, and when we write to them. */
export function choices(member: MemberConversation, reader: Reader): readonly Section[] {
  return [settingsOf(member, reader), consentsOf(member, reader), messagesOf(member, reader)];
}

function settingsOf({ settings }: MemberConversation, { text, locale }: Reader): Section {
  const { name, zone, country, ageBand, intensity, rhythm, checkInTime } = settings;
  const row = (key: PhraseKey, value: string | null): Row => ({
    term: text(key),
    text: value ?? text('export.unset'),
  });
  return {
    heading: text('export.settings'),
    notes: [],
    rows: [
      name === null
        ? row('export.name', null)
        : { term: text('export.name'), text: name, said: true },
      row('export.language', localeName(settings.locale)),
      row('export.zone', zone),
      row('export.country', country === null ? null : countryIn(country, locale)),
      row('export.age', ageBand === null ? null : text(`export.age-${ageBand}`)),
      row('export.intensity', text(`export.intensity-${intensity}`)),
      row('export.rhythm', text(`export.rhythm-${rhythm}`)),
      row('export.time', checkInTime),
      row(
        'export.quiet',
        text('export.between', { from: settings.quietFrom, to: settings.quietTo }),
      ),
    ],
    items: [],
  };
}

function consentsOf({ consents }: MemberConversation, { text, when }: Reader): Section {
  const known: Readonly<Record<string, PhraseKey>> = {
    keep: 'export.consent-keep',
    contact: 'export.consent-contact',
    counts: 'export.consent-counts',
  };
  const rows = Object.entries(consents).map(([name, { given, at }]): Row => {
    const key = known[name];
    return {
      term: key === undefined ? name : text(key),
      text: text(given ? 'export.given' : 'export.refused', { when: when(at) }),
    };
  });
  const notes = rows.length === 0 ? [text('export.unset')] : [];
  return { heading: text('export.consents'), notes, rows, items: [] };
}

function messagesOf({ contact, plans }: MemberConversation, reader: Reader): Section {
  const { text, when } = reader;
  const until = contact.type === 'paused' ? contact.until : null;
  const state =
    until === null
      ? text(`export.messages-${contact.type}`)
      : text('export.messages-paused-until', { until: when(until) });
  return {
    heading: text('export.messages'),
    notes: [state],
    rows: plans.map((plan) => planOf(plan, reader)),
    items: [],
  };
}

function planOf({ flow, rhythm, next }: Plan, reader: Reader): Row {
  const { text, when } = reader;
  return {
    term: titleOf(flow, reader),
    text: text('export.next', { rhythm: text(`export.rhythm-${rhythm}`), when: when(next) }),
  };
}
