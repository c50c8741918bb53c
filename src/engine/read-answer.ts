import type { Value } from '#conversation/value.ts';
import { localDate } from '#schedule/zone.ts';
import { saved } from './answer.ts';
import type { Pending } from './asking.ts';
import type { Draft } from './draft.ts';
import { offeredOptions } from './offered-options.ts';
import { translated } from './slots.ts';
import type { QuestionOption, Understood } from './understand/question.ts';
import { understand } from './understand/understand.ts';

/** What a text means as an answer to the question that is open. */
export function readAnswer(draft: Draft, pending: Pending, text: string): Understood {
  const { step, voice } = pending;
  const { settings } = draft.member;
  const found = understand(
    {
      input: step.input,
      options: step.input === 'scale' ? endsOf(draft, pending) : offeredOptions(draft, voice, step),
      from: step.from,
      to: step.to,
      min: step.from,
      max: step.to,
      whole: step.whole,
      longest: step.longest,
      most: step.most,
      zone: settings.zone,
      // Reckoned only for a date: it is the dearest part of a question.
      get today() {
        return localDate(draft.now, settings.zone);
      },
      locale: settings.locale,
      get asked() {
        const wordings = translated(draft, voice.script, step)?.text ?? step.text;
        return wordings.map((wording) => wording.text).join(' ');
      },
    },
    text,
    draft.stage.library.phrases.words(settings.locale),
  );
  if (found.type === 'several') {
    const among = found.among.map((one) => ({ ...one, value: savedText(pending, one.value) }));
    return { type: 'several', among };
  }
  return found.type === 'unclear' ? found : { ...found, value: savedText(pending, found.value) };
}

/** The words at the ends of a scale are answers too. */
function endsOf(draft: Draft, { step, voice }: Pending): readonly QuestionOption[] {
  const { low, high } = translated(draft, voice.script, step) ?? step;
  const ends = [
    { point: step.from, label: low },
    { point: step.to, label: high },
  ];
  return ends.flatMap(({ point, label }) =>
    point === null || label === null ? [] : [{ value: String(point), labels: [label], match: [] }],
  );
}

function savedText(pending: Pending, value: Value): Value {
  return typeof value === 'string' ? saved(pending, value) : value;
}
