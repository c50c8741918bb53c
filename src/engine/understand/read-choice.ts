import { gatherListed, gatherOptions, type Search } from './gather-options.ts';
import { plain, tokensOf } from '#content/fold.ts';
import { isNoPlace, labelOf, matchOption } from './match-option.ts';
import type { Lexicon } from './lexicon.ts';
import { optionIndex } from './option-index.ts';
import { bare } from './phrase.ts';
import { answer, near, several, unclear, type Question, type Understood } from './question.ts';
import { thumbsIn } from './read-confirm.ts';
import { wordOfOne } from './word-of-one.ts';
import { yesAndThen } from './yes-and-then.ts';

/** One of the options. */
export function readChoice(question: Question, text: string, lexicon: Lexicon): Understood {
  const index = optionIndex(question.options);
  const match = matchOption(text, index, lexicon);
  const option = match?.option ?? yesAndThen(text, index, lexicon);
  if (option === null) {
    const [only, other] = question.options;
    if (only !== undefined && other === undefined && goesOn(text, lexicon))
      return answer(only.value, only.value);
    const found = oneOfThese(text, { index, lexicon, joins: joinsOf(lexicon) });
    const meant = found.type === 'unclear' ? wordOfOne(text, index, lexicon) : null;
    return meant === null ? found : near(meant.value, labelOf(meant), meant.value);
  }
  return match?.near === true
    ? near(option.value, labelOf(option), option.value)
    : answer(option.value, option.value);
}

/** A yes, or “continue”: under a single button there is nothing else to say. */
function goesOn(text: string, lexicon: Lexicon): boolean {
  const words = plain(text);
  if (words === '') return thumbsIn(text) === true;
  const rest = bare(tokensOf(text), lexicon).join(' ');
  return [words, rest].some((one) => lexicon.onward.has(one) || lexicon.yes.has(one));
}

/** "Calm or tired", "1 and 3": one of them, if each is named for certain. */
function oneOfThese(text: string, search: Search): Understood {
  if (isNoPlace(text, search.lexicon)) return unclear();
  const found = gatherListed(text, search) ?? gatherOptions(text, search);
  if (found === null || found.loose) return unclear();
  const options = [...new Set(found.options)];
  const [only] = options;
  if (options.length === 1 && only !== undefined) return answer(only.value, only.value);
  return several(
    options.map((one) => ({ value: one.value, option: one.value, label: labelOf(one) })),
  );
}

function joinsOf({ and, or }: Lexicon): ReadonlySet<string> {
  return new Set([...and, ...or]);
}
