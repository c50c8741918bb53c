import { assertNever } from '#assert.ts';
import type { Words } from '#content/words.ts';
import { lexiconOf, type Lexicon } from './lexicon.ts';
import { named, optionIndex } from './option-index.ts';
import { answer, unclear, type Question, type Understood } from './question.ts';
import { readChoice } from './read-choice.ts';
import { readConfirm } from './read-confirm.ts';
import { readCountry } from './read-country.ts';
import { readDate } from './read-date.ts';
import { readDuration } from './read-duration.ts';
import { readMany } from './read-many.ts';
import { readNumber } from './read-number.ts';
import { readText } from './read-text.ts';
import { readTime } from './read-time.ts';
import { readZone } from './read-zone.ts';

/** What a member's text means as an answer to a question. Never throws, and never guesses: what could be two things is `unclear` or `near`. */
export function understand(question: Question, text: string, words: Words): Understood {
  if (question.input === 'text') return readText(question, text);
  if (text.length > longestAnswer || text.trim() === '') return unclear();
  return offered(question, text) ?? read(question, text, lexiconOf(words));
}

/** Longer than this is a story, not a choice, a number or a day. */
const longestAnswer = 300;

/** Options may stand beside any kind of answer, like three times of day to tap. Choices, numbers and yes or no look at theirs themselves. */
function offered(question: Question, text: string): Understood | null {
  const own: readonly string[] = ['choice', 'many', 'scale', 'number', 'confirm'];
  if (question.options.length === 0 || own.includes(question.input)) return null;
  const option = named(text, optionIndex(question.options));
  if (option !== null && option !== 'several') return answer(option.value, option.value);
  const place = /^\s*\d{1,2}\s*$/.test(text) ? question.options[Number(text) - 1] : undefined;
  return place === undefined ? null : answer(place.value, place.value);
}

function read(question: Question, text: string, lexicon: Lexicon): Understood {
  switch (question.input) {
    case 'choice':
      return readChoice(question, text, lexicon);
    case 'many':
      return readMany(question, text, lexicon);
    case 'scale':
    case 'number':
      return readNumber(question, text, lexicon);
    case 'confirm':
      return readConfirm(question, text, lexicon);
    case 'text':
      return readText(question, text);
    case 'date':
      return readDate(question, text, lexicon);
    case 'time':
      return readTime(question, text, lexicon);
    case 'duration':
      return readDuration(text, lexicon);
    case 'zone':
      return readZone(question, text, lexicon);
    case 'country':
      return readCountry(question, text, lexicon);
    default:
      return assertNever(question.input, 'input');
  }
}
