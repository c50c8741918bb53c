import { plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { loosely, onesDropped, placeOf, type Match } from './match-option.ts';
import type { OptionIndex } from './option-index.ts';
import { longest } from './phrase.ts';
import type { QuestionOption } from './question.ts';

/** Options that a text names one after the other. */
export interface Gathered {
  readonly options: readonly QuestionOption[];
  /** Some are meant by the beginning of their label, or with a typo; `near`: with a typo. */
  readonly loose: boolean;
  readonly near: boolean;
}

/** What options are looked for in, and the words that may stand between them. */
export interface Search {
  readonly index: OptionIndex;
  readonly lexicon: Lexicon;
  readonly joins: ReadonlySet<string>;
}

/** Every word has to belong to an option, join two, or say nothing; else nothing is taken. */
export function gatherOptions(text: string, search: Search): Gathered | null {
  const tokens = onesDropped(tokensOf(text), search.lexicon);
  const chosen: QuestionOption[] = [];
  let loose = false;
  let unsure = false;
  for (let at = 0; at < tokens.length;) {
    const found = matchAt(tokens, at, search);
    if (found === null) return null;
    if (found.match !== null) chosen.push(found.match.option);
    loose ||= found.loose;
    unsure ||= found.match?.near === true;
    at += found.length;
  }
  return chosen.length === 0 ? null : { options: chosen, loose, near: unsure };
}

/** What stands between commas belongs together: "sad, far away" is not "sad far". `null` where that makes no sense: a label may have a comma of its own. */
export function gatherListed(text: string, search: Search): Gathered | null {
  const pieces = text.split(/[,;\n]/).filter((piece) => plain(piece) !== '');
  if (pieces.length < 2) return null;
  const gathered = pieces.map((piece) => gatherOptions(piece, search));
  const sound = gathered.filter((piece) => piece !== null);
  if (sound.length < pieces.length) return null;
  return {
    options: sound.flatMap((piece) => piece.options),
    loose: sound.some((piece) => piece.loose),
    near: sound.some((piece) => piece.near),
  };
}

interface Heard {
  readonly match: Match | null;
  readonly loose: boolean;
  readonly length: number;
}

/** What stands at a word: an option (exactly named, by its place, or nearly named), or nothing that matters. `null`: something else. */
function matchAt(tokens: readonly string[], at: number, search: Search): Heard | null {
  const { index, lexicon, joins } = search;
  const phrase = (length: number): string => tokens.slice(at, at + length).join(' ');
  const exact = longest(tokens, at, (words) => (index.plain.get(words) ?? null) !== null);
  const option = exact > 0 ? index.plain.get(phrase(exact)) : null;
  if (option != null) return { match: { option, near: false }, loose: false, length: exact };
  const place = placeAt(tokens, at, search);
  if (place !== null) {
    const there = index.options.at(place > 0 ? place - 1 : place);
    if (there === undefined) return null;
    return { match: { option: there, near: false }, loose: false, length: 1 };
  }
  const idle = longest(tokens, at, (words) => joins.has(words) || lexicon.fillers.has(words));
  if (idle > 0) return { match: null, loose: false, length: idle };
  const length = longest(tokens, at, (words) => loosely(words, index, lexicon) !== null);
  return length === 0
    ? null
    : { match: loosely(phrase(length), index, lexicon), loose: true, length };
}

/** "One" is a place only where no noun follows: "one, three", not "one worry". */
function placeAt(tokens: readonly string[], at: number, { lexicon, joins }: Search): number | null {
  const token = tokens[at] as string;
  const place = placeOf(token, lexicon);
  const next = tokens[at + 1];
  if (place === null || !lexicon.fillers.has(token) || next === undefined || joins.has(next))
    return place;
  return placeOf(next, lexicon) === null ? null : place;
}
