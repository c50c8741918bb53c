import type { StepId } from '#conversation/id.ts';
import type { Choice, Input, Paragraph, Span } from '#conversation/message.ts';
import type { Library } from '#engine/library.ts';
import type { AskStep, Option } from '#flow/ask-step.ts';
import type { Step as FlowStep } from '#flow/step.ts';
import type { CheckIn } from './check-in.ts';
import type { Step } from './switch.ts';

/** The words of the check-in, made ready once as constants are. */
export interface Texts {
  readonly greeting: readonly Template[];
  readonly veryHeavy: Paragraph;
  readonly someWeight: Paragraph;
  readonly light: Paragraph;
  readonly questions: Readonly<Record<Step, QuestionTexts>>;
  readonly summary: readonly Template[];
  readonly lost: Paragraph;
  readonly alwaysOn: readonly Choice[];
}

/** A paragraph with gaps, as a template literal is one. */
export type Template = (slots: Readonly<Record<string, string>>) => Paragraph;

/** One question, ready to be asked. */
export interface QuestionTexts {
  readonly text: Paragraph;
  readonly hints: readonly Paragraph[];
  readonly options: readonly Option[];
  readonly choices: readonly Choice[];
  readonly input: Input;
  readonly isPrivate: boolean;
}

/** Takes the words from the flow, so that both say the same and none stand in the source. */
export function textsOf({ script }: CheckIn, { phrases }: Library): Texts {
  const { steps, locale } = script.flow;
  const wordings = (id: string): readonly string[] => {
    const step = steps[id as StepId] as FlowStep & { type: 'say' };
    return step.text.map(({ text }) => text.trim());
  };
  const plain = (id: string): Paragraph => wordings(id).slice(0, 1);
  const question = (id: Step): QuestionTexts => {
    const step = steps[id as unknown as StepId] as AskStep;
    const { from, to, low, high } = step;
    return {
      text: [step.text[0]?.text ?? ''],
      hints:
        step.input === 'scale'
          ? phrases.say('hint.scale-ends', locale, { from, to, low, high })
          : [],
      options: step.options,
      choices: step.options.map(({ value, label }) => ({ id: value, label })),
      input:
        step.input === 'scale'
          ? { type: 'scale', from: from ?? 1, to: to ?? 10 }
          : { type: step.input as 'choice' | 'text' },
      isPrivate: step.private,
    };
  };
  const words = phrases.words(locale).alwaysOn;
  return {
    greeting: wordings('greeting').map(template),
    veryHeavy: plain('very-heavy'),
    someWeight: plain('some-weight'),
    light: plain('light'),
    questions: {
      heavy: question('heavy'),
      feeling: question('feeling'),
      note: question('note'),
      idea: question('idea'),
      see: question('see'),
      touch: question('touch'),
      hear: question('hear'),
    },
    summary: (wordings('summary')[0] ?? '').split(/\n\s*\n/).map(template),
    lost: [phrases.text('lost.once', locale)],
    alwaysOn: (['help-now', 'ground-me', 'pause', 'stop'] as const).map((id) => ({
      id,
      label: words[id][0] ?? '',
    })),
  };
}

/** Slots that hold what a member wrote. */
const theirs = new Set(['name', 'note']);

function template(text: string): Template {
  const pieces = text.split(/\{(\w+)\}/);
  return (slots) => {
    const spans: Span[] = [];
    let ours = '';
    for (const [index, piece] of pieces.entries()) {
      if (index % 2 === 0) ours += piece;
      else if (theirs.has(piece)) {
        spans.push(ours, { said: slots[piece] ?? '' });
        ours = '';
      } else ours += slots[piece] ?? '';
    }
    return ours === '' ? spans : [...spans, ours];
  };
}
