import { named, optionIndex } from './option-index.ts';
import {
  answer,
  unclear,
  type Question,
  type QuestionOption,
  type Understood,
} from './question.ts';

/** Anything, as written: trimmed, in Unicode NFC. Too long is said, never cut. An offered option wins over the same words as text. */
export function readText(question: Asked, text: string): Understood {
  const option = optionNamed(text, question);
  if (option !== null) return answer(option.value, option.value);
  const words = text
    .toWellFormed()
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
    .replace(/[\u0000-\u0008\u000B-\u001F\u007F]/g, '')
    .trim();
  if (words === '') return unclear();
  return [...words].length > question.longest ? unclear('too-long') : answer(words);
}

type Asked = Pick<Question, 'options' | 'longest'>;

function optionNamed(text: string, question: Asked): QuestionOption | null {
  if (question.options.length === 0) return null;
  const option = named(text, optionIndex(question.options));
  if (option !== null && option !== 'several') return option;
  return /^\s*\d{1,3}\s*$/.test(text) ? (question.options[Number(text) - 1] ?? null) : null;
}
