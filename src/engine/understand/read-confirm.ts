import { plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { loosely, matchOption } from './match-option.ts';
import { optionIndex } from './option-index.ts';
import { longest } from './phrase.ts';
import {
  answer,
  near,
  unclear,
  type Question,
  type QuestionOption,
  type Understood,
} from './question.ts';

/** Yes or no, as `true` or `false`; the option is `yes` or `no`. "Yes" and "no" in one breath is neither. */
export function readConfirm(question: Question, text: string, lexicon: Lexicon): Understood {
  const own = matchOption(text, optionIndex(question.options), lexicon);
  if (own !== null && !own.near) return answer(own.option.value === 'yes', own.option.value);
  const said = plain(text) === '' ? thumbsIn(text) : verdict(tokensOf(text), lexicon);
  if (said !== null) return answer(said, said ? 'yes' : 'no');
  const close = own ?? loosely(tokensOf(text).join(' '), optionIndex(yesAndNo(lexicon)), lexicon);
  if (close === null || !close.near) return unclear();
  const { option } = close;
  return near(option.value === 'yes', option.labels[0] ?? option.value, option.value);
}

function verdict(tokens: readonly string[], lexicon: Lexicon): boolean | null {
  const heard = new Set<boolean>();
  for (let index = 0; index < tokens.length;) {
    const yes = longest(tokens, index, (phrase) => lexicon.yes.has(phrase));
    const no = longest(tokens, index, (phrase) => lexicon.no.has(phrase));
    const filler = longest(tokens, index, (phrase) => lexicon.fillers.has(phrase));
    const length = Math.max(yes, no, filler);
    if (length === 0) return null;
    if (yes === length && yes > no) heard.add(true);
    else if (no === length) heard.add(false);
    index += length;
  }
  return heard.size === 1 ? heard.has(true) : null;
}

/** 👍 and 👎, of any colour and however often, in a message of nothing else. */
export function thumbsIn(text: string): boolean | null {
  const signs = text.replace(/[\s\uFE0F\p{Emoji_Modifier}]/gu, '');
  if (/^(👍|👌|✅|✔)+$/u.test(signs)) return true;
  return /^(👎|❌|✖|🚫)+$/u.test(signs) ? false : null;
}

/** Short words are near too much: "done" is no "don’t". */
function yesAndNo({ words }: Lexicon): readonly QuestionOption[] {
  return [
    { value: 'yes', labels: words.yes.slice(0, 1), match: words.yes },
    { value: 'no', labels: words.no.slice(0, 1), match: words.no.filter(isLong) },
  ];
}

function isLong(word: string): boolean {
  return plain(word).length > 4;
}
