import type { Session } from '#conversation/conversation.ts';
import type { Entry } from '#conversation/entry.ts';
import type { FlowId, StepId } from '#conversation/id.ts';
import type { Level } from '#crisis/screen.ts';
import { answered, isAsked, titleOf } from './answered.ts';
import type { Held } from './held.ts';
import type { Item, Section } from './page.ts';
import type { Reader } from './reader.ts';

/** What a member left with us: their journal, what is open, what they did, a crisis reply, reports. */
export function traces(held: Held, reader: Reader): readonly Section[] {
  return [
    journalOf(held.entries, reader),
    ...knownOf(held, reader),
    ...openOf(held.member.sessions, reader),
    ...doneOf(held, reader),
    ...crisisOf(held, reader),
    reportsOf(held, reader),
  ];
}

function journalOf(entries: readonly Entry[], reader: Reader): Section {
  const { text } = reader;
  return {
    heading: text('export.journal'),
    notes: entries.length === 0 ? [text('export.journal-empty')] : [],
    rows: [],
    items: entries.map((entry) => entryOf(entry, reader)),
  };
}

function entryOf({ key, kind, at, until, values }: Entry, reader: Reader): Item {
  const { library, locale, text, when } = reader;
  // A journal key ends in flow, step and visit (engine/fulfil.ts).
  const [id, stepId] = key.split('/').slice(-3) as [FlowId?, StepId?];
  const flow = id === undefined ? null : (library.flow(id)?.flow ?? null);
  const step = stepId === undefined ? undefined : flow?.steps[stepId];
  const dataOf = (name: string): string | null => {
    const expression = step?.type === 'record' ? step.values[name] : undefined;
    return expression !== undefined && /^\w+$/.test(expression) ? expression : null;
  };
  return {
    heading: `${flow === null ? kind : titleOf(flow.id, reader)}, ${when(at)}`,
    rows: answered(values, { library, locale, flow, dataOf }),
    notes: [
      until === null ? text('export.until-deleted') : text('export.until', { when: when(until) }),
    ],
  };
}

function knownOf({ member, at }: Held, reader: Reader): readonly Section[] {
  const { library, locale, text, when } = reader;
  const items = Object.entries(member.memory.known ?? {}).flatMap(
    ([name, { value, flow: id, until }]): readonly Item[] =>
      value === null || until <= at
        ? []
        : [
            {
              heading: titleOf(id, reader),
              rows: answered(
                { [name]: value },
                { library, locale, flow: library.flow(id)?.flow ?? null },
              ),
              notes: [text('export.until', { when: when(until) })],
            },
          ],
  );
  return items.length === 0 ? [] : [{ heading: text('export.known'), notes: [], rows: [], items }];
}

function openOf(sessions: readonly Session[], reader: Reader): readonly Section[] {
  const { library, locale, text, when } = reader;
  if (sessions.length === 0) return [];
  const items = sessions.map((session): Item => {
    const flow =
      library.revision(session.revision)?.flow ?? library.flow(session.flow)?.flow ?? null;
    const given = Object.entries(session.snapshot.data).filter(
      ([name, value]) => value !== null && isAsked(name, flow),
    );
    return {
      heading: titleOf(session.flow, reader),
      rows: answered(Object.fromEntries(given), { library, locale, flow }),
      notes: [text('export.started', { when: when(session.startedAt) })],
    };
  });
  return [{ heading: text('export.open'), notes: [], rows: [], items }];
}

function doneOf({ member }: Held, reader: Reader): readonly Section[] {
  const { text, when } = reader;
  const rows = Object.entries(member.memory.done).map(([flow, [times, last]]) => ({
    term: titleOf(flow as FlowId, reader),
    text: text('export.times', { times, when: when(last) }),
  }));
  if (rows.length === 0) return [];
  return [{ heading: text('export.done'), notes: [], rows, items: [] }];
}

function crisisOf({ member }: Held, { text, when }: Reader): readonly Section[] {
  if (member.crisis === null) return [];
  const { level, at } = member.crisis;
  return [
    {
      heading: text('export.crisis'),
      notes: [text('export.crisis-note', { when: when(at) })],
      rows: [{ term: text('export.heard'), text: text(`export.level-${level as Level}`) }],
      items: [],
    },
  ];
}

function reportsOf({ reports }: Held, { text, when }: Reader): Section {
  const heading = text('export.reports');
  if (reports === null) {
    return { heading, notes: [text('export.reports-elsewhere')], rows: [], items: [] };
  }
  const rows = reports.map(({ number, at, name, words }) => ({
    term: `${text('export.report', { number, when: when(at) })}. ${name === null ? text('export.unnamed') : text('export.named', { name: { said: name } })}`,
    text: words,
    said: true,
  }));
  return { heading, notes: rows.length === 0 ? [text('export.none-open')] : [], rows, items: [] };
}
