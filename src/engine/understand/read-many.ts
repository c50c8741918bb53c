import { listIn } from '#content/format.ts';
import { fold, plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { gatherListed, gatherOptions, type Search } from './gather-options.ts';
import { isNoPlace, labelOf, matchOption } from './match-option.ts';
import { optionIndex } from './option-index.ts';
import { bare } from './phrase.ts';
import {
  answer,
  near,
  several,
  unclear,
  type Question,
  type QuestionOption,
  type Understood,
} from './question.ts';

/** Several of the options, as a list in the order shown: "1, 3 and 5", labels, both mixed; "none" is the empty list. */
export function readMany(question: Question, text: string, lexicon: Lexicon): Understood {
  const index = optionIndex(question.options);
  const search = { index, lexicon, joins: lexicon.and };
  const listed = index.folded.has(fold(text)) ? null : gatherListed(text, search);
  if (listed?.loose === false) return given(listed.options, false, question);
  const single = matchOption(text, index, lexicon);
  const rest = bare(tokensOf(text), lexicon).join(' ');
  // “None, thanks” is none of them; “I feel nothing” may be one.
  const isNone =
    lexicon.none.has(plain(text)) || (lexicon.none.has(rest) && plain(text).startsWith(rest));
  if (single === null && isNone) return answer([]);
  if (single !== null && !single.near) return given([single.option], false, question);
  if (single === null && isNoPlace(text, lexicon))
    return question.options.length === 2 ? given(question.options, false, question) : unclear();
  if (lexicon.all.has(rest)) return given(question.options, false, question);
  if (isRange(fold(text))) return unclear();
  const whole = gatherOptions(text, search);
  const found = whole?.loose === false ? whole : (listed ?? whole);
  if (found !== null) return given(found.options, found.near, question);
  return single === null ? eitherOf(text, search) : given([single.option], true, question);
}

/** "Sad or tired": one of them, and nobody knows which. */
function eitherOf(text: string, search: Search): Understood {
  const found = gatherOptions(text, { ...search, joins: search.lexicon.or });
  if (found === null || found.loose) return unclear();
  const options = [...new Set(found.options)];
  return several(options.map((one) => ({ value: [one.value], option: null, label: labelOf(one) })));
}

function given(chosen: readonly QuestionOption[], unsure: boolean, question: Question): Understood {
  const inOrder = question.options.filter((option) => chosen.includes(option));
  if (inOrder.length > (question.most ?? Infinity)) return unclear('too-many');
  const values = inOrder.map((option) => option.value);
  return unsure ? near(values, listIn(inOrder.map(labelOf), question.locale)) : answer(values);
}

/** "3.5" is no two of them. "1-3" may mean two or three of them: better asked again. "1-2" and "1-3-5" can only mean one thing. */
function isRange(text: string): boolean {
  if (/^\d+\.\d+$/.test(text)) return true;
  const [, from, to] = /^(\d+)\s*-\s*(\d+)$/.exec(text) ?? [];
  return from !== undefined && Math.abs(Number(to) - Number(from)) > 1;
}
