/** A text without what does not matter in an answer: case, accents, emoji, outer punctuation, doubled space. Inner punctuation stays (`7.5`, `3/4`). */
export function fold(text: string): string {
  if (!ascii.test(text)) return trimmed(unaccented(text));
  const lower = text.toLowerCase();
  return bare.test(lower) ? lower : trimmed(lower);
}

/** Nothing to trim: nearly every answer and every word an author lists. */
const bare = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

const ascii = /^[\t\n\r -~]*$/;

function unaccented(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(
      /[\u0300-\u036F\p{Default_Ignorable_Code_Point}\u20E3\p{Emoji_Modifier}\p{Regional_Indicator}]/gu,
      '',
    )
    .replace(/\p{Extended_Pictographic}/gu, ' ')
    .replace(/[’‘`´ʼ]/g, "'")
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[ßøłæœđ]/g, (letter) => spelled[letter] as string);
}

const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
};

function trimmed(text: string): string {
  const whole = text.replace(/\s+/g, ' ').replace(/^[\s\p{P}\p{S}]*?(?=[\p{L}\p{N}]|-\d|$)/u, '');
  // Letter by letter from the end: a pattern would try anew at every sign within.
  let end = whole.length;
  while (end > 0 && outer.test(lastOf(whole, end))) end -= lastOf(whole, end).length;
  return whole.slice(0, end);
}

const outer = /^[\s\p{P}\p{S}]$/u;

/** The last letter before a place, of two units where it is written with two. */
function lastOf(text: string, end: number): string {
  const unit = text.charCodeAt(end - 1);
  return text.slice(unit >= 0xdc00 && unit <= 0xdfff && end > 1 ? end - 2 : end - 1, end);
}

/** Folded, with apostrophes gone and all other punctuation as a space: words and numbers alone. */
export function plain(text: string): string {
  return unpointed(fold(text));
}

/** What was folded, as `plain` would have it. */
export function unpointed(folded: string): string {
  if (bare.test(folded)) return folded;
  return folded
    .replaceAll("'", '')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/** The words of a text, plain. */
export function tokensOf(text: string): readonly string[] {
  const words = plain(text);
  return words === '' ? [] : words.split(' ');
}
