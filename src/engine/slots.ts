import type { Session } from '#conversation/conversation.ts';
import type { StepId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import type { Slot, Slots } from '#content/format.ts';
import type { DataType, Flow } from '#flow/flow.ts';
import type { Script } from '#flow/script.ts';
import type { AskStep } from '#flow/ask-step.ts';
import type { SayStep } from '#flow/step.ts';
import { covers } from '#flow/covers.ts';
import type { StepTexts } from '#flow/translation.ts';
import { scriptOf, type Draft } from './draft.ts';

/** What a text's slots hold: the flow's data, shown as the member saw them, and the member's own settings. */
export function slotsOf(draft: Draft, voice: Voice): Slots {
  const { settings } = draft.member;
  const { flow } = voice.script;
  const slots: Record<string, Slot> = {
    name: settings.name === null ? null : { said: settings.name },
    hasName: settings.name !== null,
    zone: settings.zone,
    country: settings.country === null ? null : { kind: 'country', value: settings.country },
    time: settings.checkInTime,
    quietFrom: settings.quietFrom,
    quietTo: settings.quietTo,
    sources: flow.sources
      .map(({ source }) => source)
      .filter((one, index, all) => all.indexOf(one) === index)
      .join('\n\n'),
  };
  for (const [name, type] of Object.entries(flow.data)) {
    const value = voice.data[name] ?? null;
    slots[name] =
      ownWords(voice, name, value) ?? shown(draft, voice, name, value) ?? ofType(type, value);
  }
  return slots;
}

/** What a member wrote is shown as it is, and a day, a duration or a country in their language's way. */
function ofType(type: DataType, value: Value): Slot {
  if (typeof value !== 'string') return value;
  if (type === 'text') return { said: value };
  return type === 'date' || type === 'duration' || type === 'country'
    ? { kind: type, value }
    : value;
}

/** An answer that stands for words of the member's own shows as those. */
function ownWords({ script, data }: Voice, name: string, value: Value): Slot {
  if (value === null) return null;
  for (const step of Object.values(script.flow.steps)) {
    if (step.type !== 'ask' || step.save !== name || step.otherwise === null) continue;
    const { save, value: stands } = step.otherwise;
    const words = save === null || stands !== value ? null : (data[save] ?? null);
    if (typeof words === 'string') return { said: words };
  }
  return null;
}

/** Saved option values show as their labels, and choose by what they are. */
function shown(draft: Draft, voice: Voice, name: string, value: Value): Slot {
  if (typeof value === 'string') {
    const label = labelOf(draft, voice, { name, value });
    return label === null ? null : { value, label };
  }
  if (!Array.isArray(value)) return null;
  const items = value as readonly string[];
  return items.map((item) => labelOf(draft, voice, { name, value: item }) ?? item);
}

/** A value, and the data that keeps it. */
interface Kept {
  readonly name: string;
  readonly value: string;
}

/** The label of what a name keeps, in the member's language, from the question it answered, or that data answered it was set from; `null` where none offers it. */
function labelOf(draft: Draft, voice: Voice, { name, value }: Kept): string | null {
  for (const one of [name, ...setFrom(voice.script.flow, name)]) {
    const label = labelAsked(draft, voice, { name: one, value });
    if (label !== null) return label;
  }
  return null;
}

/** The data a name is set from, `exercise` of `tried: { add: exercise }`. */
function setFrom({ steps, data }: Flow, name: string): readonly string[] {
  const expressions = Object.values(steps).flatMap((step) =>
    step.type !== 'set'
      ? []
      : [
          step.values[name] ?? '',
          ...step.changes.flatMap((one) => (one.name === name ? (one.of ?? '') : '')),
        ],
  );
  const words = new Set(expressions.flatMap(wordsIn));
  return Object.keys(data).filter((one) => one !== name && words.has(one));
}

function wordsIn(expression: string): readonly string[] {
  return expression.match(/[a-zA-Z_][a-zA-Z0-9_]*/g) ?? [];
}

/** The same from the questions of this flow that save it, or of another that knows the member's data. */
function labelAsked(draft: Draft, voice: Voice, { name, value }: Kept): string | null {
  for (const script of savers(draft, voice.script, name)) {
    for (const step of Object.values(script.flow.steps)) {
      if (step.type !== 'ask' || step.save !== name) continue;
      const option = step.options.find((one) => one.value === value);
      if (option !== undefined)
        return translated(draft, script, step)?.options[value]?.label ?? option.label;
      const listed = labelInList(draft, { ...voice, script }, { step, item: value });
      if (listed !== null) return listed;
    }
  }
  return null;
}

/** How an item of a question's list is shown: by the label of the question it was an answer to, else as it is. */
export function labelOfItem(draft: Draft, voice: Voice, of: ListItem): string {
  return labelInList(draft, voice, of) ?? of.item;
}

interface ListItem {
  readonly step: AskStep;
  readonly item: string;
}

/** The label an item has where the data its list is made of was asked for. */
function labelInList(draft: Draft, { script }: Voice, { step, item }: ListItem): string | null {
  const made = new Set(wordsIn(step.list?.from ?? ''));
  for (const name of Object.keys(script.flow.data)) {
    if (!made.has(name) || name === step.save) continue;
    for (const one of savers(draft, script, name)) {
      for (const asked of Object.values(one.flow.steps)) {
        if (asked.type !== 'ask' || asked.save !== name) continue;
        const option = asked.options.find(({ value }) => value === item);
        if (option !== undefined)
          return translated(draft, one, asked)?.options[item]?.label ?? option.label;
      }
    }
  }
  return null;
}

/** The flows that may have asked for a name: this one; of the member's data, also the one that learnt it, those that are open, and those they run. */
function savers(draft: Draft, script: Script, name: string): readonly Script[] {
  if (!(name in script.flow.kept)) return [script];
  const { member, stage } = draft;
  const learnt = member.memory.known?.[name]?.flow;
  const open = [script, ...member.sessions.flatMap((session) => scriptOf(draft, session) ?? [])];
  const run = open.flatMap(({ flow }) =>
    Object.values(flow.steps).flatMap((step) => (step.type === 'run' ? step.among : [])),
  );
  const named = [...(learnt === undefined ? [] : [learnt]), ...run];
  return [...open, ...named.flatMap((id) => stage.library.flow(id) ?? [])].filter(
    ({ flow }) => name in flow.kept,
  );
}

/** The texts of a step in the member's language; `null` when the flow's own language is to be used. */
export function translated(
  draft: Draft,
  script: Script,
  step: SayStep | AskStep,
): StepTexts | null {
  const texts = translatedTexts(draft, script, step.id) ?? undefined;
  if (step.type === 'ask') return covers(step, texts) ? texts : null;
  return texts?.text == null ? null : texts;
}

/** What there is in the member's language under an id; `null` in the flow's own. */
export function translatedTexts(draft: Draft, { flow }: Script, id: StepId): StepTexts | null {
  const { locale } = draft.member.settings;
  if (locale === flow.locale) return null;
  return draft.stage.library.translation(flow.id, locale)?.steps[id] ?? null;
}

/** Where a text is said from: the session, its script, and the data as it stood. */
export interface Voice {
  readonly session: Session;
  readonly script: Script;
  readonly data: Values;
  readonly visit: number;
  readonly seed: string;
}
