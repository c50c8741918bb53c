import { distance } from '#conversation/spelling.ts';
import { fold, plain, tokensOf } from '#content/fold.ts';
import type { Lexicon } from './lexicon.ts';
import { named, type OptionIndex } from './option-index.ts';
import { bare } from './phrase.ts';
import type { QuestionOption } from './question.ts';

/** An option a text names; `near`: with one typo. */
export interface Match {
  readonly option: QuestionOption;
  readonly near: boolean;
}

/** The one option a whole text names: by label, by synonym, by number or place ("the second"), by the beginning of its label, or nearly. Two that fit equally are none. */
export function matchOption(text: string, index: OptionIndex, lexicon: Lexicon): Match | null {
  const exact =
    named(text, index) ?? placed(text, index, lexicon) ?? withoutArticle(text, index, lexicon);
  if (exact !== null) return exact === 'several' ? null : { option: exact, near: false };
  return loosely(plain(text), index, lexicon);
}

/** The option at a place: "2", "2nd", "the second one", "option two", "last"; or named among words that say nothing. */
function placed(
  text: string,
  index: OptionIndex,
  lexicon: Lexicon,
): QuestionOption | 'several' | null {
  const words = plain(text);
  if (isNoPlace(text, lexicon)) return null;
  const rest = bare(onesDropped(tokensOf(text), lexicon), lexicon).join(' ');
  const said = rest === '' || rest === words ? null : named(rest, index);
  if (said !== null) return said;
  const place = placeOf(rest, lexicon);
  return place === null ? null : (index.options.at(place > 0 ? place - 1 : place) ?? null);
}

/** “Girl”, or “it’s a girl”, where the label is “A girl”. */
function withoutArticle(
  text: string,
  { options }: OptionIndex,
  lexicon: Lexicon,
): QuestionOption | 'several' | null {
  const name = bare(tokensOf(text), lexicon).join(' ');
  if (name === '') return null;
  const meant = options.filter((option) =>
    [...option.labels, ...option.match].some((label) => {
      const [article, ...noun] = tokensOf(label);
      return article !== undefined && lexicon.articles.has(article) && noun.join(' ') === name;
    }),
  );
  return meant.length > 1 ? 'several' : (meant[0] ?? null);
}

/** “-1” is not the first, and “both” (in Spanish “the two”) not the second. */
export function isNoPlace(text: string, lexicon: Lexicon): boolean {
  return lexicon.both.has(plain(text)) || /^-\d/.test(fold(text));
}

/** The place a word means, from 1; -1 is the last; `null` for no place at all. */
export function placeOf(word: string, lexicon: Lexicon): number | null {
  if (/^\d{1,3}$/.test(word)) return Number(word) > 0 ? Number(word) : null;
  const place = lexicon.ordinals.get(word) ?? lexicon.numbers.get(word) ?? 0;
  return place === 0 || !Number.isInteger(place) ? null : place;
}

/** "The second one" is one answer, not two. */
export function onesDropped(tokens: readonly string[], lexicon: Lexicon): readonly string[] {
  return tokens.filter((token, index) => {
    const before = tokens[index - 1];
    return before === undefined || !lexicon.ordinals.has(before) || !lexicon.fillers.has(token);
  });
}

/** The one option whose label begins like this (three letters at least), or is one typo away (four at least). */
export function loosely(words: string, index: OptionIndex, lexicon: Lexicon): Match | null {
  if (
    words.length < 3 ||
    lexicon.yes.has(words) ||
    lexicon.no.has(words) ||
    lexicon.none.has(words)
  )
    return null;
  const begun = index.options.filter((option) =>
    option.labels.some((label) => plain(label).startsWith(words)),
  );
  if (begun.length > 0)
    return begun.length === 1 ? { option: begun[0] as QuestionOption, near: false } : null;
  const close = new Set<QuestionOption | null>();
  for (const [name, option] of index.plain) {
    if (name.length >= 4 && !/^\d+$/.test(name) && distance(words, name, 1) <= 1) close.add(option);
  }
  const [option] = close;
  return close.size === 1 && option !== undefined && option !== null
    ? { option, near: true }
    : null;
}

/** The first label, for asking "did you mean …?". */
export function labelOf(option: QuestionOption): string {
  return option.labels[0] ?? option.value;
}
