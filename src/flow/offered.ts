import type { Value, Values } from '#conversation/value.ts';
import type { AskStep, Option } from './ask-step.ts';
import { markOf } from './mark-of.ts';
import type { Path } from './drafting.ts';

/** What decides which options are on offer now. */
export interface Now {
  readonly data: Values;
  readonly value: (expression: string) => Value;
  /** Marks of what was taken in any session, of options that are offered once ever. */
  readonly ever: readonly number[];
}

/** The options a question offers now: those of its list, then those written out, without any that does not fit or was taken for good. */
export function offered(step: AskStep, now: Now): readonly Option[] {
  const taken = takenIn(step, now.data);
  return [...listed(step, now), ...step.options].filter(({ showIf, once, value }) => {
    if (showIf !== null && now.value(showIf) !== true) return false;
    if (once === 'ever' && now.ever.includes(markOf(value))) return false;
    return once === null || !taken.includes(value);
  });
}

/** A question may offer this many; a list is cut where more would be on offer. */
const mostOptions = 25;

function listed({ list, options }: AskStep, { value }: Now): readonly Option[] {
  const found = list === null ? null : value(list.from);
  if (list === null || !Array.isArray(found)) return [];
  const written = new Set(options.map((option) => option.value));
  const items = [...new Set(found as readonly string[])].filter(
    (item) => item.trim() !== '' && !written.has(item),
  );
  return items.slice(0, mostOptions - options.length).map((item) => ({
    value: item,
    label: item,
    match: [],
    score: null,
    showIf: null,
    once: list.once,
    target: null,
  }));
}

/** Whether a question may have nothing to offer, and is passed over then. */
export function mayOfferNothing({ list, options, input }: AskStep): boolean {
  if (input !== 'choice' && input !== 'many') return false;
  const hideable = options.every(({ showIf, once }) => showIf !== null || once !== null);
  return hideable && (list !== null || options.some(({ once }) => once !== null));
}

/** Whether any of its options is offered once. */
export function isOnce({ list, options }: AskStep): boolean {
  return (list?.once ?? null) !== null || options.some(({ once }) => once !== null);
}

/** What was taken of a question's options in this session. */
export function takenIn(step: AskStep, data: Values): readonly string[] {
  const taken = data[nameOf(step)] ?? null;
  return Array.isArray(taken) ? (taken as readonly string[]) : [];
}

/** A session's data, with what an answer takes of the options that are offered once. */
export function withTaken(step: AskStep, data: Values, answer: Value): Values {
  const values = Array.isArray(answer) ? (answer as readonly string[]) : [String(answer)];
  const taken = new Set([...takenIn(step, data), ...values]);
  return { ...data, [nameOf(step)]: [...taken] };
}

/** Those of a question's options among these that are never offered again. */
export function takenForEver({ list, options }: AskStep, values: readonly string[]) {
  const onceOf = (value: string) =>
    (options.find((option) => option.value === value) ?? list)?.once ?? null;
  return values.filter((value) => onceOf(value) === 'ever');
}

/** Where an option that is written out stands in its question. */
export function optionPath({ list }: AskStep, index: number): Path {
  return list === null ? ['options', index] : ['options', 'plus', index];
}

/** No author's data begins like this, and no loop is called like a question. */
function nameOf({ id }: AskStep): string {
  return `~${id}`;
}
