import { numberIn as written } from '#content/format.ts';
import type { Lexicon } from './lexicon.ts';
import { labelOf } from './match-option.ts';
import { decimalMark, numberIn } from './number-in.ts';
import { named, optionIndex } from './option-index.ts';
import { answer, near, unclear, type Question, type Understood } from './question.ts';

/** A number in bounds, or a point on a scale (whole). A number inside a longer remark is asked about. */
export function readNumber(question: Question, text: string, lexicon: Lexicon): Understood {
  const option = named(text, optionIndex(question.options));
  if (option === 'several') return unclear();
  if (option !== null && Number.isFinite(Number(option.value)))
    return answer(Number(option.value), option.value);
  const found = numberIn(text, lexicon, decimalMark(question.locale));
  if (found === null) return unclear();
  const scale = question.input === 'scale';
  const low = (scale ? question.from : (question.min ?? question.from)) ?? -Infinity;
  const high = (scale ? question.to : (question.max ?? question.to)) ?? Infinity;
  if (found.outOf !== null && found.outOf !== high) return unclear();
  if ((scale || question.whole) && !Number.isInteger(found.value)) return unclear();
  if (found.value < low || found.value > high) return unclear('out-of-bounds');
  const chosen = question.options.find((one) => one.value === String(found.value)) ?? null;
  if (found.strange === 0) return answer(found.value, chosen?.value ?? null);
  return near(
    found.value,
    chosen === null ? written(found.value, question.locale) : labelOf(chosen),
    chosen?.value ?? null,
  );
}
