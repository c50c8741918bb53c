import { listIn } from '#content/format.ts';
import { fold, plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { labelOf, loosely, matchOption, onesDropped, placeOf, type Match } from './match-option.ts';
import { optionIndex, type OptionIndex } from './option-index.ts';
import { bare, longest } from './phrase.ts';
import {
  answer,
  near,
  unclear,
  type Question,
  type QuestionOption,
  type Understood,
} from './question.ts';

/** Several of the options, as a list in the order shown: "1, 3 and 5", labels, both mixed; "none" is the empty list. */
export function readMany(question: Question, text: string, lexicon: Lexicon): Understood {
  const index = optionIndex(question.options);
  const listed = index.folded.has(fold(text)) ? null : gatherListed(text, index, lexicon);
  if (listed?.loose === false) return given(listed.options, false, question);
  const single = matchOption(text, index, lexicon);
  const rest = bare(tokensOf(text), lexicon).join(' ');
  if (single === null && (lexicon.none.has(rest) || lexicon.none.has(plain(text))))
    return answer([]);
  if (single !== null && !single.near) return given([single.option], false, question);
  if (lexicon.all.has(rest)) return given(question.options, false, question);
  if (isRange(fold(text))) return unclear();
  const whole = gather(text, index, lexicon);
  const found = whole?.loose === false ? whole : (listed ?? whole);
  if (found !== null) return given(found.options, found.near, question);
  return single === null ? unclear() : given([single.option], true, question);
}

function given(chosen: readonly QuestionOption[], unsure: boolean, question: Question): Understood {
  const inOrder = question.options.filter((option) => chosen.includes(option));
  if (inOrder.length > (question.most ?? Infinity)) return unclear('too-many');
  const values = inOrder.map((option) => option.value);
  return unsure ? near(values, listIn(inOrder.map(labelOf), question.locale)) : answer(values);
}

/** "1-3" may mean two or three of them: better asked again. "1-2" and "1-3-5" can only mean one thing. */
function isRange(text: string): boolean {
  const [, from, to] = /^(\d+)\s*-\s*(\d+)$/.exec(text) ?? [];
  return from !== undefined && Math.abs(Number(to) - Number(from)) > 1;
}

interface Gathered {
  readonly options: readonly QuestionOption[];
  /** Some are meant by the beginning of their label, or with a typo; `near`: with a typo. */
  readonly loose: boolean;
  readonly near: boolean;
}

/** What stands between commas belongs together: "sad, far away" is not "sad far". `null` where that makes no sense: a label may have a comma of its own. */
function gatherListed(text: string, index: OptionIndex, lexicon: Lexicon): Gathered | null {
  const pieces = text.split(/[,;\n]/).filter((piece) => plain(piece) !== '');
  if (pieces.length < 2) return null;
  const gathered = pieces.map((piece) => gather(piece, index, lexicon));
  const sound = gathered.filter((piece) => piece !== null);
  if (sound.length < pieces.length) return null;
  return {
    options: sound.flatMap((piece) => piece.options),
    loose: sound.some((piece) => piece.loose),
    near: sound.some((piece) => piece.near),
  };
}

/** Every word has to belong to an option, join two, or say nothing; else nothing is taken. */
function gather(text: string, index: OptionIndex, lexicon: Lexicon): Gathered | null {
  const tokens = onesDropped(tokensOf(text), lexicon);
  const chosen: QuestionOption[] = [];
  let loose = false;
  let unsure = false;
  for (let at = 0; at < tokens.length;) {
    const found = matchAt(tokens, at, { index, lexicon });
    if (found === null) return null;
    if (found.match !== null) chosen.push(found.match.option);
    loose ||= found.loose;
    unsure ||= found.match?.near === true;
    at += found.length;
  }
  return chosen.length === 0 ? null : { options: chosen, loose, near: unsure };
}

interface Search {
  readonly index: OptionIndex;
  readonly lexicon: Lexicon;
}

interface Heard {
  readonly match: Match | null;
  readonly loose: boolean;
  readonly length: number;
}

/** What stands at a word: an option (exactly named, by its place, or nearly named), or nothing that matters. `null`: something else. */
function matchAt(tokens: readonly string[], at: number, search: Search): Heard | null {
  const { index, lexicon } = search;
  const phrase = (length: number): string => tokens.slice(at, at + length).join(' ');
  const exact = longest(tokens, at, (words) => (index.plain.get(words) ?? null) !== null);
  const option = exact > 0 ? index.plain.get(phrase(exact)) : null;
  if (option != null) return { match: { option, near: false }, loose: false, length: exact };
  const place = placeAt(tokens, at, lexicon);
  if (place !== null) {
    const there = index.options.at(place > 0 ? place - 1 : place);
    if (there === undefined) return null;
    return { match: { option: there, near: false }, loose: false, length: 1 };
  }
  const idle = longest(tokens, at, (words) => lexicon.and.has(words) || lexicon.fillers.has(words));
  if (idle > 0) return { match: null, loose: false, length: idle };
  const length = longest(tokens, at, (words) => loosely(words, index, lexicon) !== null);
  return length === 0
    ? null
    : { match: loosely(phrase(length), index, lexicon), loose: true, length };
}

/** "One" is a place only where no noun follows: "one, three", not "one worry". */
function placeAt(tokens: readonly string[], at: number, lexicon: Lexicon): number | null {
  const token = tokens[at] as string;
  const place = placeOf(token, lexicon);
  const next = tokens[at + 1];
  if (place === null || !lexicon.fillers.has(token) || next === undefined || lexicon.and.has(next))
    return place;
  return placeOf(next, lexicon) === null ? null : place;
}
