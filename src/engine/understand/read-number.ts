import { numberIn as written } from '#content/format.ts';
import { plain } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { labelOf } from './match-option.ts';
import { decimalMark, numbersIn, unitsOf } from './number-in.ts';
import { named, optionIndex } from './option-index.ts';
import {
  answer,
  near,
  several,
  unclear,
  type Candidate,
  type Question,
  type QuestionOption,
  type Understood,
} from './question.ts';

/** A number in bounds, or a point on a scale (whole). A number inside a longer remark is asked about; so are two numbers, and one between two points. */
export function readNumber(question: Question, text: string, lexicon: Lexicon): Understood {
  const option = named(text, optionIndex(question.options));
  if (option === 'several') return unclear();
  const isScale = question.input === 'scale';
  // The words at the ends of a scale are no options of it.
  if (option !== null && Number.isFinite(Number(option.value)))
    return answer(Number(option.value), isScale ? null : option.value);
  const { values, outOf, strange } = numbersIn(text, lexicon, {
    decimal: decimalMark(question.locale),
    units: unitsOf(question.asked),
  });
  const [value] = values;
  if (value === undefined && lexicon.none.has(plain(text))) return noneOf(question);
  if (value === undefined || lexicon.both.has(plain(text)) || values.length > 2) return unclear();
  const low = (isScale ? question.from : (question.min ?? question.from)) ?? -Infinity;
  const high = (isScale ? question.to : (question.max ?? question.to)) ?? Infinity;
  if (outOf !== null && outOf !== high) return unclear();
  const isWhole = isScale || question.whole;
  const candidate = (one: number) => candidateOf(one, question);
  const isMeant = (one: number) => one >= low && one <= high && (!isWhole || Number.isInteger(one));
  if (values.length > 1) return values.every(isMeant) ? several(values.map(candidate)) : unclear();
  if (isWhole && !Number.isInteger(value)) {
    const beside = [Math.floor(value), Math.ceil(value)];
    return strange === 0 && beside.every(isMeant) ? several(beside.map(candidate)) : unclear();
  }
  if (!isMeant(value)) return unclear('out-of-bounds');
  const meant = candidate(value);
  return strange === 0 ? answer(value, meant.option) : near(value, meant.label, meant.option);
}

/** “None” is 0 where things are counted from 0. On a scale it may be a remark. */
function noneOf({ input, from, min }: Question): Understood {
  const isCount = input === 'number' && (min ?? from) === 0;
  return isCount ? answer(0) : unclear();
}

function candidateOf(value: number, question: Question): Candidate {
  const isOne = (one: QuestionOption) => question.input !== 'scale' && one.value === String(value);
  const option = question.options.find(isOne) ?? null;
  const label = option === null ? written(value, question.locale) : labelOf(option);
  return { value, option: option?.value ?? null, label };
}
