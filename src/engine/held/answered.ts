import type { FlowId } from '#conversation/id.ts';
import type { Value, Values } from '#conversation/value.ts';
import { formatText, listIn, numberIn, plainText } from '#content/format.ts';
import type { Flow } from '#flow/flow.ts';
import type { AskStep } from '#flow/ask-step.ts';
import type { Library } from '../library.ts';
import type { Row } from './page.ts';

/** Answers as a person reads them: each under the question it was given to, in its label's words; what no question of the flow asks is under its own name. */
export function answered(values: Values, of: AnsweredIn): readonly Row[] {
  return Object.entries(values).map(([name, value]) => {
    const ask = askOf(name, of);
    const term = ask === null ? name : questionOf(ask, of);
    return { term, ...shown(value, ask, of) };
  });
}

/** Where answers were given, and for whom they are written out. */
export interface AnsweredIn {
  readonly library: Library;
  readonly locale: string;
  /** `null` where it is no longer known. */
  readonly flow: Flow | null;
  /** The data of the flow behind a name; the name itself if left out. */
  readonly dataOf?: (name: string) => string | null;
}

/** The flow's title in a language. */
export function titleOf(id: FlowId, { library, locale }: Pick<AnsweredIn, 'library' | 'locale'>) {
  const own = library.flow(id)?.flow.title ?? id;
  return library.translation(id, locale)?.title ?? own;
}

/** Is this name of the flow's data filled by a question? */
export function isAsked(name: string, flow: Flow | null): boolean {
  return flow !== null && saving(name, flow) !== null;
}

function askOf(name: string, { flow, dataOf }: AnsweredIn): AskStep | null {
  const data = dataOf === undefined ? name : dataOf(name);
  return flow === null || data === null ? null : saving(data, flow);
}

function saving(data: string, flow: Flow): AskStep | null {
  for (const step of Object.values(flow.steps)) {
    if (step.type === 'ask' && step.save === data) return step;
  }
  return null;
}

function questionOf(ask: AskStep, { library, locale, flow }: AnsweredIn): string {
  const id = flow?.id as FlowId;
  const mine = library.translation(id, locale)?.steps[ask.id]?.text;
  const text = (mine ?? ask.text)[0]?.text ?? ask.id;
  return plainText(formatText(text, {}, mine == null ? (flow?.locale ?? locale) : locale));
}

function shown(value: Value, ask: AskStep | null, of: AnsweredIn): Omit<Row, 'term'> {
  const { phrases } = of.library;
  if (value === null) return { text: phrases.text('export.left-out', of.locale) };
  const label = (one: string): string | null => labelOf(one, ask, of);
  if (typeof value === 'boolean') {
    const word = value ? 'yes' : 'no';
    return { text: label(word) ?? phrases.text(`confirm.${word}`, of.locale) };
  }
  if (typeof value === 'number') {
    return { text: label(String(value)) ?? numberIn(value, of.locale) };
  }
  if (typeof value === 'string') {
    const known = label(value);
    return known === null ? { text: value, said: true } : { text: known };
  }
  if (value.length === 0) return { text: phrases.text('export.left-out', of.locale) };
  return {
    text: listIn(
      value.map((one) => label(one) ?? one),
      of.locale,
    ),
  };
}

function labelOf(value: string, ask: AskStep | null, of: AnsweredIn): string | null {
  const option = ask?.options.find((one) => one.value === value);
  if (ask === null || option === undefined) return null;
  const mine = of.library.translation(of.flow?.id as FlowId, of.locale)?.steps[ask.id];
  return mine?.options[value]?.label ?? option.label;
}
